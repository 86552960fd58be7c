import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const READY = PROCESS_STATES.indexOf('ready')
/** Time in which the processor is switched over, ns. */
const SWITCHING_NS = 2_000_000

export const ownerFirst: Checker = {
  id: 'owner-first',
  says: 'No guest computes while a process of the machine’s own is ready to.',
  start(context, lamp) {
    /** By machine: guests, and since when processes of its own have been ready. */
    const guests = new Set<EntityId>()
    const ready = new Map<EntityId, Map<EntityId, number>>()
    context.observe([Kind.environmentMade], ({ entity }) => void guests.add(entity))
    context.observe([CHANGE + Field.state], ({ entity, b, time }) => {
      if (guests.has(entity)) return
      const host = context.parentOf(entity)
      const its = ready.get(host) ?? new Map<EntityId, number>()
      ready.set(host, its)
      if (b === READY) its.set(entity, time)
      else its.delete(entity)
    })
    const since = new Map<EntityId, number>()
    context.observe([Kind.burstOpen], ({ entity, a, time }) => {
      if (!guests.has(a)) return
      lamp.exercised()
      since.set(entity, time)
    })
    context.observe([Kind.burstClose], ({ entity, time, index }) => {
      const begun = since.get(entity)
      if (begun === undefined) return
      since.delete(entity)
      const waiting = [...(ready.get(context.parentOf(entity)) ?? [])]
      const late = waiting.find(([, from]) => time - Math.max(from, begun) > SWITCHING_NS)
      if (late)
        lamp.broken(`A guest had the processor, and ${context.nameOf(late[0])} was ready.`, index)
    })
    return {}
  },
}
