/** Metrics of every run: time, processors, and what passed on the cable. */
import type { Metric } from '../trace/fold.ts'
import { FrameOutcome, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Bursts } from './busy.ts'

const NS_PER_MS = 1e6
const NS_PER_MICROSECOND = 1e3

export const simulatedMs: Metric = {
  name: 'simulatedMs',
  start: () => (endNs) => endNs / NS_PER_MS,
}

/** All processors together, after the warm-up. */
export const cpuBusyMs: Metric = {
  name: 'cpuBusyMs',
  start(context) {
    let busy = 0
    const bursts = new Bursts(context, (_, since, until) => {
      busy += Math.max(0, until - Math.max(since, context.warmUpNs))
    })
    return (endNs) => {
      bursts.end(endNs)
      return busy / NS_PER_MS
    }
  },
}

/** Frames that left an interface whole, counted once however many attempts it took. */
export const framesSent: Metric = {
  name: 'framesSent',
  start(context) {
    let sent = 0
    context.observe([Kind.frameDone], ({ time, a }) => {
      if (time >= context.warmUpNs && a === FrameOutcome.sent) sent++
    })
    return () => sent
  },
}

/**
 * Frames that did not get to every station they were for: lost or spoiled on the way, no buffer there, or never
 * sent whole. One frame counts once, at however many stations it was missed.
 */
export const framesLost: Metric = {
  name: 'framesLost',
  start(context) {
    const lost = new Set<EntityId>()
    context.observe([Kind.lost, Kind.damaged, Kind.overrun], ({ time, entity }) => {
      if (time >= context.warmUpNs) lost.add(entity)
    })
    context.observe([Kind.frameDone], ({ time, entity, a }) => {
      if (time >= context.warmUpNs && a !== FrameOutcome.sent) lost.add(entity)
    })
    return () => lost.size
  },
}

/** From the first address to the check, of frames that were sent whole: no preambles and no fragments. */
export const bytesOnWire: Metric = {
  name: 'bytesOnWire',
  start(context) {
    let bits = 0
    context.observe([Kind.transmitClose], ({ time, a, b }) => {
      if (time >= context.warmUpNs && b === 0) bits += a - context.setup.cable.preambleBits
    })
    return () => bits / 8
  },
}

/** How long a frame is on the cable at its sender, from the first bit to the last: the mean of those sent whole. */
export const frameMicros: Metric = {
  name: 'frameMicros',
  start(context) {
    const begun = new Map<EntityId, number>()
    let frames = 0
    let total = 0
    context.observe([Kind.transmitOpen], ({ time, entity }) => begun.set(entity, time))
    context.observe([Kind.transmitClose], ({ time, entity, b }) => {
      const since = begun.get(entity)
      begun.delete(entity)
      if (since === undefined || b !== 0 || time < context.warmUpNs) return
      frames++
      total += time - since
    })
    return () => (frames === 0 ? null : total / frames / NS_PER_MICROSECOND)
  },
}

interface Transmission {
  readonly attempt: EntityId
  readonly begin: number
  end: number
  tangled: boolean
}

/** Those that ended by then have met nobody who still sends. */
function forgetUntil(time: number, recent: Transmission[]): void {
  let kept = 0
  for (const each of recent) if (each.end > time) recent[kept++] = each
  while (recent.length > kept) recent.pop()
}

/**
 * Collisions on the cable, not stations that noticed one: two stations that meet have collided once, though both
 * hear it and at different times.
 */
export const collisions: Metric = {
  name: 'collisions',
  start(context) {
    let count = 0
    const recent: Transmission[] = []
    context.observe([Kind.transmitOpen], ({ time, entity }) => {
      recent.push({ attempt: entity, begin: time, end: Number.POSITIVE_INFINITY, tangled: false })
    })
    context.observe([Kind.transmitClose], ({ time, entity }) => {
      let oldest = time
      for (const each of recent) {
        if (each.attempt === entity) each.end = time
        else if (each.end === Number.POSITIVE_INFINITY) oldest = Math.min(oldest, each.begin)
      }
      forgetUntil(oldest, recent)
    })
    context.observe([Kind.collision], ({ time, entity }) => {
      const own = recent.find(({ attempt }) => attempt === entity)
      if (!own || own.tangled) return
      const known = recent.some((each) => each.tangled && each.end > own.begin)
      own.tangled = true
      if (!known && time >= context.warmUpNs) count++
    })
    return () => count
  },
}
