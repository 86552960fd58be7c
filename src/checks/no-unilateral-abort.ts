import type { Checker } from '../trace/fold.ts'
import { Kind, Vote } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Asked of what was decided before, not of what a machine says of its reasons. */
export const noUnilateralAbort: Checker = {
  id: 'no-unilateral-abort',
  says: 'Whoever has voted yes aborts only after somebody who was free to has aborted.',
  start(context, lamp) {
    const promised = new Set<EntityId>()
    /** Names of transactions that somebody has aborted who might. */
    const aborted = new Set<string>()
    context.observe([Kind.voted], ({ entity, a }) => {
      if (a === Vote.yes) promised.add(entity)
    })
    context.observe([Kind.voted, Kind.decided], ({ kind, entity, a, index }) => {
      if (kind === Kind.decided && promised.has(entity)) lamp.exercised()
      const isAbort = kind === Kind.voted ? a === Vote.no : a === 0
      if (!isAbort) return
      const name = context.localName(entity)
      if (!promised.has(entity)) return void aborted.add(name)
      if (!aborted.has(name))
        lamp.broken(
          `${context.nameOf(entity)} is aborted after a yes, and nobody had aborted it.`,
          index,
        )
    })
    return {}
  },
}
