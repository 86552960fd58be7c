import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../trace/record.ts'

interface Made {
  readonly host: EntityId
  /** Its program has ended, by itself. */
  ended: RecordIndex | null
}

export const nothingLeft: Checker = {
  id: 'nothing-left',
  says: 'Of a program that has ended no process and no memory is left on the machine that it ran on.',
  start(context, lamp) {
    const made = new Map<number, Made>()
    const of = new Map<EntityId, number>()
    context.observe([Kind.environmentMade], ({ entity, b }) => {
      made.set(b, { host: context.parentOf(entity), ended: null })
      of.set(entity, b)
    })
    context.observe([Kind.programExited], ({ entity, index }) => {
      lamp.exercised()
      const its = made.get(of.get(entity) ?? -1)
      if (its) its.ended = index
    })
    context.observe([Kind.environmentCleared], ({ a }) => void made.delete(a))
    context.observe([Kind.crash], ({ entity }) => {
      for (const [number, { host }] of made) if (host === entity) made.delete(number)
    })
    return {
      end: () => {
        for (const [number, { host, ended }] of made)
          if (ended !== null)
            lamp.broken(
              `The environment ${number} is still on ${context.nameOf(host)}, and its program has ended.`,
              ended,
            )
      },
    }
  },
}
