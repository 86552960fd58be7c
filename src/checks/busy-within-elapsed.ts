import type { Checker, Emission } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'

interface Resource {
  /** What it is doing, and since when; -1 while idle. */
  what: EntityId
  since: number
  index: RecordIndex
  busyNs: number
}

/** A processor has one burst at a time, an interface one transmission: so neither can be busy longer than the run. */
export const busyWithinElapsed: Checker = {
  id: 'busy-within-elapsed',
  says: 'A processor or an interface does one thing at a time, and is never busy for longer than has passed.',
  start(context, lamp) {
    const resources: (Resource | undefined)[] = []
    const sender = new Map<EntityId, EntityId>()
    const at = (entity: EntityId): Resource => {
      const known = resources[entity]
      if (known) return known
      const resource = { what: -1, since: 0, index: NONE, busyNs: 0 }
      resources[entity] = resource
      return resource
    }
    const open = (owner: EntityId, { entity, time, index }: Emission): void => {
      lamp.exercised()
      const resource = at(owner)
      if (resource.what >= 0) {
        lamp.broken(
          `${context.nameOf(owner)} began something at ${time} ns, and what it began at ${resource.since} ns was not over.`,
          resource.index,
        )
      }
      resource.what = entity
      resource.since = time
      resource.index = index
    }
    const close = (owner: EntityId, { entity, time, index }: Emission): void => {
      const resource = at(owner)
      if (resource.what !== entity) {
        lamp.broken(
          `${context.nameOf(owner)} ended something at ${time} ns that it was not doing.`,
          index,
        )
        return
      }
      resource.busyNs += time - resource.since
      resource.what = -1
    }
    context.observe([Kind.burstOpen], (emission) => open(emission.entity, emission))
    context.observe([Kind.burstClose], (emission) => close(emission.entity, emission))
    context.observe([Kind.transmitOpen], (emission) => {
      sender.set(emission.entity, emission.b)
      open(emission.b, emission)
    })
    context.observe([Kind.transmitClose], (emission) => {
      const host = sender.get(emission.entity)
      sender.delete(emission.entity)
      if (host !== undefined) close(host, emission)
      else lamp.broken(`${context.nameOf(emission.entity)} ended before it began.`, emission.index)
    })
    return {
      end: (endNs) => {
        resources.forEach((resource, owner) => {
          const busyNs = resource?.busyNs ?? 0
          if (busyNs <= endNs) return
          lamp.broken(`${context.nameOf(owner)} was busy for ${busyNs} ns in a run of ${endNs} ns.`)
        })
      },
    }
  },
}
