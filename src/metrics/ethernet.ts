/** Access to the cable: what it carries, whom it keeps waiting, what it loses. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { type FrameLedger, ledgerOf } from './frame-ledger.ts'

const NS_PER_MS = 1e6
/** Bits in a nanosecond, as Mb/s. */
const MBPS = 1000

function metric(
  name: string,
  value: (ledger: FrameLedger, countedNs: number, context: FoldContext) => number | null,
): Metric {
  return {
    name,
    start(context) {
      const ledger = ledgerOf(context)
      return (endNs) => value(ledger, Math.max(0, endNs - context.warmUpNs), context)
    },
  }
}
const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
const percent = (part: number, whole: number) => (whole > 0 ? (100 * part) / whole : null)

/** Collisions that came to a sender's notice more than a slot after its first bit. */
export const lateCollisions = metric('lateCollisions', (l) => l.lateCollisions)
/** Frames spoiled by a collision at the station they were for, while their sender heard none. */
export const silentLosses = metric('silentLosses', (l) => l.silentLosses)
export const attemptsMax = metric('attemptsMax', (l) => l.attemptsMax)
export const framesAbandoned = metric('framesAbandoned', (l) => l.abandoned)
export const framesRefused = metric('framesRefused', (l) => l.refused)

/** Jammed frames, and how many bits of the shortest and the longest went out. */
export const fragments = metric('fragments', (l) => l.fragments)
export const fragmentBitsMin = metric('fragmentBitsMin', (l) =>
  l.fragments > 0 ? l.fragmentBitsMin : null,
)
export const fragmentBitsMax = metric('fragmentBitsMax', (l) =>
  l.fragments > 0 ? l.fragmentBitsMax : null,
)

/** From a frame's arrival in its interface to its last bit's leaving it. */
export const delayMs = metric('delayMs', (l) => share(l.delayNs / NS_PER_MS, l.sent))
export const delayP95Ms = metric('delayP95Ms', (l) => {
  const ns = l.delayBelow(95)
  return ns === null ? null : ns / NS_PER_MS
})

/** Payload of frames that were sent whole. */
export const goodputMbps = metric('goodputMbps', (l, ns) => share(l.payloadBits * MBPS, ns))
/** Whole frames with preamble and gap, as Boggs, Mogul and Kent count. */
export const throughputMbps = metric('throughputMbps', (l, ns) => share(l.wholeBits * MBPS, ns))
/** Time during which somebody was sending, frames and fragments alike. */
export const wireBusyPercent = metric('wireBusyPercent', (l, ns) => percent(l.busyUntil(ns), ns))
/** Share of the time that whole frames take, without preambles and gaps: E of the paper of 1976. */
export const efficiency = metric('efficiency', (l, ns, { setup }) =>
  share((l.wholeBits - l.sent * setup.cable.gapBits) * setup.cable.bitNs, ns),
)

/** Of the frames that came to their interface, those that found the cable in use. */
export const framesDeferredPercent = metric('framesDeferredPercent', (l) =>
  percent(l.deferred, l.begun),
)

/** A loser of two collisions met a winner on its first: how often the winner sent next. */
const capture = (name: string, collisions: number) =>
  metric(name, (l) => share(l.duelsWonAgain[collisions] as number, l.duels[collisions] as number))
export const captureRatio = capture('captureRatio', 2)
export const captureAfterThreeRatio = capture('captureAfterThreeRatio', 3)

/** Frames of the station that sent most over those of the one that sent least; one that sent none counts as one. */
export const luckiestToUnluckiestRatio = metric('luckiestToUnluckiestRatio', (l, _, { setup }) => {
  const counts = setup.hosts.map(({ entity }) => l.sentBy.get(entity) ?? 0)
  return Math.max(...counts) / Math.max(1, Math.min(...counts))
})

/** No result of one run: a sweep over the cable's length finds it. */
export const silentLossFromMetres: Metric = {
  name: 'silentLossFromMetres',
  start: () => () => null,
}

export const ETHERNET_METRICS: readonly Metric[] = [
  lateCollisions,
  silentLosses,
  silentLossFromMetres,
  attemptsMax,
  framesAbandoned,
  framesRefused,
  fragments,
  fragmentBitsMin,
  fragmentBitsMax,
  delayMs,
  delayP95Ms,
  goodputMbps,
  throughputMbps,
  wireBusyPercent,
  efficiency,
  framesDeferredPercent,
  captureRatio,
  captureAfterThreeRatio,
  luckiestToUnluckiestRatio,
]
