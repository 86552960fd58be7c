import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const STILL = ['none', 'frozen', 'dead'].map((state) =>
  PROCESS_STATES.indexOf(state as (typeof PROCESS_STATES)[number]),
)

/** Copies of one process are called the same, whatever machine they are on. */
export const oneCopyRuns: Checker = {
  id: 'one-copy-runs',
  says: 'Of a program that moves one copy runs at any time, or none; never two.',
  start(context, lamp) {
    const moving = new Set<string>()
    const running = new Map<string, Set<EntityId>>()
    const plain = (entity: EntityId) => context.localName(entity).replace(/#\d+$/, '')
    context.observe([Kind.guestFrozen], ({ entity }) => void moving.add(plain(entity)))
    context.observe([CHANGE + Field.state], ({ entity, b, index }) => {
      const name = plain(entity)
      const copies = running.get(name) ?? new Set<EntityId>()
      running.set(name, copies)
      if (STILL.includes(b)) copies.delete(entity)
      else copies.add(entity)
      if (!moving.has(name)) return
      lamp.exercised()
      if (copies.size < 2) return
      const [one, other] = [...copies].map((copy) => context.nameOf(copy))
      lamp.broken(`${one} and ${other} run at the same time.`, index)
    })
    return {}
  },
}
