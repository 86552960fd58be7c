/** What a read and a write of a file take, whether one server has it or several have a copy each. */
import type { Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { FileSpan } from './file-span.ts'
import { wholeReadMs } from './versions.ts'

const NS_PER_MS = 1e6

interface Kinds {
  readonly begun: number
  readonly done: number
}

/**
 * The mean, ms. Of one server: from asking to having it, of those who are measured. Of copies: from the first that is
 * asked until enough have answered, of those that were carried out.
 */
function meanTime(name: string, ofServer: Kinds, ofCopies: Kinds): Metric {
  return {
    name,
    start(context) {
      const { measured } = new FileSpan(context)
      const since = new Map<EntityId, number>()
      let count = 0
      let nanos = 0
      const counts = (entity: EntityId, time: number, kind: number) =>
        (kind === ofCopies.begun || measured.has(entity)) && time >= context.warmUpNs
      context.observe([ofServer.begun, ofCopies.begun], ({ entity, time, kind }) => {
        if (counts(entity, time, kind)) since.set(entity, time)
      })
      context.observe([ofServer.done, ofCopies.done], ({ entity, time }) => {
        const from = since.get(entity)
        since.delete(entity)
        if (from === undefined) return
        count++
        nanos += time - from
      })
      return () => (count === 0 ? null : nanos / count / NS_PER_MS)
    },
  }
}

const ofPages = meanTime(
  'readMs',
  { begun: Kind.readBegun, done: Kind.readDone },
  { begun: Kind.copyReadBegun, done: Kind.copyReadEnded },
)
/** Of versions of files, where those are what is read: from the name’s answer to the last byte. */
export const readMs: Metric = {
  name: 'readMs',
  start(context) {
    const page = ofPages.start(context)
    const version = wholeReadMs(context)
    return (endNs) => page(endNs) ?? version()
  },
}
export const writeMs = meanTime(
  'writeMs',
  { begun: Kind.writeBegun, done: Kind.writeDone },
  { begun: Kind.copyWriteBegun, done: Kind.copyWriteCommitted },
)
