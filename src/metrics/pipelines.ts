/** How fast a pipeline is, who in it works all the time, and what it lost. */
import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const NS_PER_SECOND = 1e9
const RUNNING = PROCESS_STATES.indexOf('running')

interface Stream {
  begun: number | null
  ended: number | null
  /** Records that the last stage is through with. */
  printed: number
  sent: number
  sum: number
}

function streamOf(context: FoldContext): Stream {
  const stream: Stream = { begun: null, ended: null, printed: 0, sent: 0, sum: 0x811c9dc5 | 0 }
  const places = new Map<EntityId, number>()
  let last = 0
  context.observe([Kind.stageKnown], ({ entity, b, time }) => {
    places.set(entity, b)
    last = Math.max(last, b)
    stream.begun ??= time
  })
  context.observe([Kind.recordPassed], ({ entity, b }) => {
    const place = places.get(entity)
    if (place === 1) stream.sent++
    if (place !== last) return
    stream.printed++
    for (let shift = 0; shift < 32; shift += 8)
      stream.sum = Math.imul(stream.sum ^ ((b >>> shift) & 0xff), 0x01000193) | 0
  })
  context.observe([Kind.streamEnded], ({ b, time }) => {
    if (b === last) stream.ended = time
  })
  return stream
}
const took = ({ begun, ended }: Stream) => (begun === null || ended === null ? null : ended - begun)

/** The part of a run that a pipeline took, by a stream; null where it did not come to its end. */
function ofStream(
  name: string,
  of: (stream: Stream, nanos: number) => number | string | null,
): Metric {
  return {
    name,
    start(context) {
      const stream = streamOf(context)
      return () => {
        const nanos = took(stream)
        return nanos === null || nanos === 0 ? null : of(stream, nanos)
      }
    },
  }
}

export const makespanMs = ofStream('makespanMs', (_, nanos) => nanos / NS_PER_MS)
export const throughputPerSecond = ofStream(
  'throughputPerSecond',
  ({ printed }, nanos) => (printed * NS_PER_SECOND) / nanos,
)
/** The sum over what was printed, in its order, eight hex digits. */
export const outputState = ofStream('outputState', ({ sum }) =>
  (sum >>> 0).toString(16).padStart(8, '0'),
)

/** Sent by the first stage and never printed by the last. */
export const recordsLost: Metric = {
  name: 'recordsLost',
  start(context) {
    const stream = streamOf(context)
    return () => stream.sent - stream.printed
  },
}

/** Of the stage that works most of the time. */
export const stageBusyPercent: Metric = {
  name: 'stageBusyPercent',
  start(context) {
    const stream = streamOf(context)
    const stages = new Set<EntityId>()
    const since = new Map<EntityId, number>()
    const busy = new Map<EntityId, number>()
    context.observe([Kind.stageKnown], ({ entity, time }) => {
      stages.add(entity)
      since.set(entity, time)
    })
    context.observe([CHANGE + Field.state], ({ entity, b, time }) => {
      if (!stages.has(entity)) return
      const from = since.get(entity)
      if (from !== undefined) busy.set(entity, (busy.get(entity) ?? 0) + time - from)
      if (b === RUNNING) since.set(entity, time)
      else since.delete(entity)
    })
    return () => {
      const nanos = took(stream)
      return nanos === null || nanos === 0 ? null : (100 * Math.max(0, ...busy.values())) / nanos
    }
  },
}

export const PIPELINE_METRICS: readonly Metric[] = [
  makespanMs,
  throughputPerSecond,
  outputState,
  recordsLost,
  stageBusyPercent,
]
