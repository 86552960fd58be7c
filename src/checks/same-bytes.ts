import type { Checker } from '../trace/fold.ts'
import { ContentSide, Kind, MoveResult, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** By the sums of the bytes, which the two kernels take each on its own side. */
export const sameBytes: Checker = {
  id: 'same-bytes',
  says: 'What arrived of a move or with a message is what was there to be sent, to the last byte.',
  start(context, lamp) {
    const sources = new Map<EntityId, number>()
    const sent = new Map<EntityId, number>()
    /** Moves and Replies that promised bytes which are not there yet. */
    const owed = new Set<EntityId>()
    context.observe([Kind.content], ({ entity, a, b, index }) => {
      if (b === ContentSide.source) {
        sources.set(entity, a)
        owed.add(entity)
      } else if (b === ContentSide.sent) sent.set(entity, a)
      else {
        lamp.exercised()
        const theirs = b === ContentSide.destination ? sources : sent
        if (b === ContentSide.destination) owed.delete(entity)
        if (theirs.get(entity) !== a)
          lamp.broken(`What arrived of ${context.nameOf(entity)} is not what was sent.`, index)
      }
    })
    const over = (entity: EntityId, index: number) => {
      if (!owed.delete(entity)) return
      lamp.broken(
        `${context.nameOf(entity)} came to its end, and its bytes are not all there.`,
        index,
      )
    }
    context.observe([Kind.moveClose], ({ entity, a, index }) => {
      if (a === MoveResult.done) over(entity, index)
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      if (a === SendResult.replied) over(entity, index)
    })
    return {}
  },
}
