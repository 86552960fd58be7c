/** The survey's three bars, measured on the run: hardware, scheduling and protocol of one exchange. */
import type { Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Bursts, BusyTime } from './busy.ts'
import { Sends } from './sends.ts'

const NS_PER_MS = 1e6

/** Stages of the kernel on the path of a message, but for the switch; what follows a Send or a Reply is off it. */
const PROTOCOL_STAGES = [
  'Send',
  'Reply',
  'copy message',
  'protocol out',
  'protocol in',
  'to interface',
  'from interface',
]

function stageTime(name: string, stages: readonly string[]): Metric {
  return {
    name,
    start(context) {
      const ids = new Set(stages.map((stage) => context.stringId(stage)))
      const sends = new Sends(context)
      const busy = new BusyTime(sends)
      const bursts = new Bursts(context, (_, since, until, stage) => {
        if (ids.has(stage)) busy.add(since, until)
      })
      return (endNs) => {
        bursts.end(endNs)
        return sends.ended === 0 ? null : busy.totalNs() / sends.ended / NS_PER_MS
      }
    },
  }
}
export const schedulingMs = stageTime('schedulingMs', ['switch'])
export const protocolMs = stageTime('protocolMs', PROTOCOL_STAGES)

interface OnTheWay {
  readonly exchange: EntityId
  queuedAt: number
}

/** Interfaces and wire: from the frame's arrival in one interface to the other's telling its kernel. */
export const hardwareMs: Metric = {
  name: 'hardwareMs',
  start(context) {
    const frames = new Map<EntityId, OnTheWay>()
    const underWay = new Map<EntityId, number>()
    let total = 0
    const sends = new Sends(context, {
      opened: (exchange) => underWay.set(exchange, 0),
      closed: (exchange) => {
        total += underWay.get(exchange) ?? 0
        underWay.delete(exchange)
      },
    })
    context.observe([Kind.frameQueued], ({ time, entity }) => {
      const exchange = context.parentOf(entity)
      if (underWay.has(exchange)) frames.set(entity, { exchange, queuedAt: time })
    })
    context.observe([Kind.handed], ({ time, entity }) => {
      const frame = frames.get(entity)
      if (!frame) return
      frames.delete(entity)
      const so = underWay.get(frame.exchange)
      if (so !== undefined) underWay.set(frame.exchange, so + time - frame.queuedAt)
    })
    return () => (sends.ended === 0 ? null : total / sends.ended / NS_PER_MS)
  },
}

/** How many instructions fit into the protocol's share of a leg. */
export const instructionsInBudget: Metric = {
  name: 'instructionsInBudget',
  start({ switches }) {
    const { mips, protocolMicros } = switches
    const known = typeof mips === 'number' && typeof protocolMicros === 'number'
    return () => (known ? mips * protocolMicros : 0)
  },
}
