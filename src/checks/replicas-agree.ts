import type { Checker } from '../trace/fold.ts'
import { DirectoryMode, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Server {
  mode: number
  updates: number
  readonly names: Map<number, number>
}

export const replicasAgree: Checker = {
  id: 'replicas-agree',
  says: 'Two servers that serve together, and have had equally many updates, agree on every name.',
  start(context, lamp) {
    const servers = new Map<EntityId, Server>()
    const of = (process: EntityId): Server => {
      const host = context.parentOf(process)
      const its = servers.get(host) ?? { mode: DirectoryMode.waits, updates: 0, names: new Map() }
      servers.set(host, its)
      return its
    }
    const compare = (index: number): void => {
      const together = [...servers.values()].filter(({ mode }) => mode === DirectoryMode.twoCopies)
      const [one, other] = together
      if (!one || !other || one.updates !== other.updates || one.updates === 0) return
      lamp.exercised()
      for (const name of new Set([...one.names.keys(), ...other.names.keys()])) {
        const [first, second] = [one.names.get(name) ?? 0, other.names.get(name) ?? 0]
        if (first !== second)
          lamp.broken(
            `After update ${one.updates} name ${name} denotes version ${first} at one server and ${second} at the other.`,
            index,
          )
      }
    }
    context.observe([Kind.nameLinked], ({ entity, a, b }) => void of(entity).names.set(a, b))
    context.observe([Kind.intentionKept], ({ entity, a }) => {
      of(entity).updates = a
    })
    context.observe([Kind.directoryMode], ({ entity, a, b, index }) => {
      Object.assign(of(entity), { mode: a, updates: b })
      compare(index)
    })
    context.observe([Kind.rolledForward], ({ index }) => compare(index))
    context.observe([Kind.crash], ({ entity }) => {
      const its = servers.get(entity)
      if (its) its.mode = DirectoryMode.waits
    })
    return {}
  },
}
