import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { watchNameBlocks } from './directory-blocks.ts'

export const rollForwardIdempotent: Checker = {
  id: 'roll-forward-idempotent',
  says: 'An intention that has been carried out leaves the same blocks, however often and wherever that was.',
  start(context, lamp) {
    const blocksOf = watchNameBlocks(context)
    /** By how many updates there had been, what the blocks were after the last of them. */
    const after = new Map<number, ReadonlyMap<string, number>>()
    context.observe([Kind.rolledForward], ({ entity, a, index }) => {
      const now = new Map(blocksOf(context.parentOf(entity)))
      const before = after.get(a)
      after.set(a, now)
      if (!before) return
      lamp.exercised()
      for (const [name, hash] of now)
        if (before.has(name) && before.get(name) !== hash)
          lamp.broken(
            `Update ${a} leaves the block of ${name} otherwise at ${context.nameOf(entity)} than it was left before.`,
            index,
          )
    })
    return {}
  },
}
