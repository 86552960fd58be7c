import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { CopyFound } from '../trace/kinds-copies.ts'
import type { EntityId } from '../trace/record.ts'

/** A new disk, or a block that went bad, has forgotten: what is found on it then is where it begins again. */
export const versionsMonotone: Checker = {
  id: 'versions-monotone',
  says: 'Every version that is committed is newer than the last, and no server’s copy becomes older.',
  start(context, lamp) {
    let committed = 0
    const versions = new Map<EntityId, number>()
    const forgot = new Set<EntityId>()
    context.observe([Kind.copyWriteCommitted], ({ a, index }) => {
      if (committed > 0) lamp.exercised()
      if (a <= committed)
        lamp.broken(`Version ${a} is committed after version ${committed}.`, index)
      committed = Math.max(committed, a)
    })
    context.observe([Kind.copyFound], ({ entity, b }) => {
      if (b === CopyFound.forgotten) forgot.add(entity)
    })
    context.observe([CHANGE + Field.copyVersion], ({ entity, b, index }) => {
      const before = versions.get(entity) ?? 0
      versions.set(entity, b)
      const mayBeOlder = forgot.delete(entity)
      if (before > 0) lamp.exercised()
      if (b >= before || mayBeOlder) return
      lamp.broken(
        `${context.nameOf(entity)} was version ${before} and is version ${b} again.`,
        index,
      )
    })
    return {}
  },
}
