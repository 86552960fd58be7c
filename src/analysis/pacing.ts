/**
 * From the reader's time to the run's. Real keeps proportion; Even gives each event the same time; Broken slows
 * down while a front or a tail crosses the cable, and skips silence.
 */
import { Kind } from '../trace/kinds.ts'
import type { Layer } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import { type Segment, SilenceFinder, segmentsAround } from './axis.ts'
import { length } from './numbers.ts'
import { isStop } from './steps.ts'

export type Pacing = 'real' | 'even' | 'broken'

/** Speeds that can be chosen, ns of the run for each second of the reader's. */
export const SPEEDS: readonly number[] = Array.from({ length: 25 }, (_, i) => {
  const mantissa = [1, 2, 5][i % 3] as number
  let value = mantissa * 100
  for (let decade = 0; decade < Math.floor(i / 3); decade++) value *= 10
  return value
})

/** A whole run in about so many seconds, were it played in proportion. */
const WHOLE_RUN_S = 24
/** What a silence takes, and a front from end to end at the usual speed. */
const SILENCE_S = 0.5
const FRONT_S = 1.2
const FRONTS_TOGETHER_S = 16
/** Events a second at the usual speed. */
const EVEN_RATE = 2.5

export function nearestSpeed(nsPerSecond: number): number {
  return SPEEDS.find((speed) => speed >= nsPerSecond) ?? (SPEEDS[SPEEDS.length - 1] as number)
}

export interface Pace {
  readonly trace: Trace
  readonly pacing: Pacing
  readonly layer: Layer
  /** Chosen, and what would be usual for this run. */
  readonly speed: number
  readonly usual: number
  /** ns from one end of the cable to the other. */
  readonly acrossNs: number
  readonly segments: readonly Segment[]
  /** ns a second while a signal's end crosses the cable. */
  readonly wireSpeed: number
}

/** What pacing needs to know of a whole run, gathered as the run grows: a few operations a record, once. */
class Gathered {
  readonly silences = new SilenceFinder()
  transmissions = 0
  private done = 0

  update(trace: Trace): this {
    if (this.done === 0) this.silences.add(0, 0)
    for (; this.done < trace.length; this.done++) {
      const kind = trace.kind(this.done)
      this.silences.add(trace.time(this.done), kind)
      if (kind === Kind.transmitOpen) this.transmissions++
    }
    return this
  }

  segments(trace: Trace): readonly Segment[] {
    return segmentsAround(this.silences.longest, 0, Math.max(lastTime(trace), 1))
  }
}

const gathered = new Map<Trace, Gathered>()
/** Runs that are kept in mind: the one on the screen, the one before it, and one that is just arriving. */
const KEPT = 3

function gather(trace: Trace): Gathered {
  let its = gathered.get(trace)
  if (!its) {
    its = new Gathered()
    gathered.set(trace, its)
    const [oldest] = gathered.keys()
    if (gathered.size > KEPT && oldest) gathered.delete(oldest)
  }
  return its.update(trace)
}

/** Takes in what a trace has grown by, so that asking for its pace later costs nothing. */
export function follow(trace: Trace): void {
  gather(trace)
}

function lastTime(trace: Trace): number {
  return trace.length > 0 ? trace.time(trace.length - 1) : 0
}

/** What does not change while nobody turns anything; made anew when the trace has grown. */
export function paceOf(
  run: { readonly trace: Trace; readonly setup: RunSetup },
  chosen: { readonly pacing: Pacing; readonly layer: Layer; readonly speed: number },
): Pace {
  const { trace, setup } = run
  const { pacing, layer, speed } = chosen
  const its = gather(trace)
  const whole = [{ from: 0, to: Math.max(lastTime(trace), 1), scale: 1 }]
  const segments = pacing === 'broken' ? its.segments(trace) : whole
  const usual = usualSpeed(trace)
  const acrossNs = setup.cable.metres * setup.cable.nsPerMetre
  const each = Math.min(FRONT_S, FRONTS_TOGETHER_S / Math.max(1, 2 * its.transmissions))
  const crawl = ((acrossNs / each) * speed) / usual
  const wire = its.transmissions === 0 ? speed : Math.min(speed, crawl)
  return { trace, pacing, layer, speed, usual, acrossNs, segments, wireSpeed: Math.max(1, wire) }
}

export function usualSpeed(trace: Trace): number {
  const shown = gather(trace)
    .segments(trace)
    .reduce((sum, { from, to }) => sum + to - from, 0)
  return nearestSpeed(Math.max(100, shown / WHOLE_RUN_S))
}

/** Where `seconds` of the reader's time lead from an instant; `ended` when there is nothing beyond. */
export function advance(
  pace: Pace,
  from: number,
  seconds: number,
): { readonly time: number; readonly ended: boolean } {
  const { trace } = pace
  const end = trace.length > 0 ? trace.time(trace.length - 1) : 0
  let time = from
  let left = seconds
  for (let guard = 0; guard < 10_000 && left > 0 && time < end; guard++) {
    const { speed, until } = stretchAt(pace, time)
    const to = Math.min(until, end)
    const needed = (to - time) / speed
    if (needed > left) {
      time += left * speed
      left = 0
    } else {
      left -= needed
      time = to > time ? to : time + 1
    }
  }
  return { time: Math.min(time, end), ended: time >= end }
}

interface Stretch {
  /** ns a second, until an instant. */
  readonly speed: number
  readonly until: number
}

function stretchAt(pace: Pace, time: number): Stretch {
  if (pace.pacing === 'real') return { speed: pace.speed, until: Number.POSITIVE_INFINITY }
  return pace.pacing === 'even' ? evenStretch(pace, time) : brokenStretch(pace, time)
}

export function evenRate({ speed, usual }: Pick<Pace, 'speed' | 'usual'>): number {
  return Math.min(60, Math.max(0.1, (EVEN_RATE * speed) / usual))
}

function evenStretch(pace: Pace, time: number): Stretch {
  const { trace, layer } = pace
  const from = trace.firstAt(Math.floor(time) + 1)
  let before = from - 1
  while (before >= 0 && !isStop(trace, before, layer)) before--
  let after = from
  while (after < trace.length && !isStop(trace, after, layer)) after++
  const begin = before >= 0 ? trace.time(before) : 0
  const end = after < trace.length ? trace.time(after) : trace.time(trace.length - 1)
  return { speed: Math.max(1, (end - begin) * evenRate(pace)), until: end }
}

function brokenStretch(pace: Pace, time: number): Stretch {
  const { segments } = pace
  const at = segments.findIndex(({ to }) => time < to)
  const segment = segments[at]
  if (!segment) return { speed: pace.speed, until: Number.POSITIVE_INFINITY }
  if (time < segment.from) {
    const left = segments[at - 1]?.to ?? 0
    return { speed: (segment.from - left) / SILENCE_S, until: segment.from }
  }
  const wire = wireStretch(pace, time)
  const speed = wire.slow ? pace.wireSpeed : pace.speed
  return { speed, until: Math.min(wire.until, segment.to) }
}

/** Whether a front or a tail is on its way along the cable, and until when it stays so. */
function wireStretch(pace: Pace, time: number): { readonly slow: boolean; readonly until: number } {
  const { trace, acrossNs } = pace
  const isEdge = (i: number): boolean => {
    const kind = trace.kind(i)
    return kind === Kind.transmitOpen || kind === Kind.transmitClose
  }
  const after = trace.firstAt(Math.floor(time) + 1)
  for (let i = after - 1; i >= 0 && trace.time(i) + acrossNs > time; i--)
    if (isEdge(i)) return { slow: true, until: trace.time(i) + acrossNs }
  const limit = time + pace.speed
  for (let i = after; i < trace.length && trace.time(i) <= limit; i++)
    if (isEdge(i)) return { slow: false, until: trace.time(i) }
  return { slow: false, until: limit }
}

/** `1 s here = 400 µs there, 0.4 µs while a front travels`, in two parts: what always holds, and what a break changes. */
export function ratioWords(pace: Pace): { readonly main: string; readonly more: string } {
  if (pace.pacing === 'even') {
    const rate = evenRate(pace)
    return {
      main:
        rate >= 1
          ? `1 s here = ${rate.toFixed(rate < 10 ? 1 : 0).replace(/\.0$/, '')} events there`
          : `1 event in ${(1 / rate).toFixed(1)} s`,
      more: '',
    }
  }
  const main = `1 s here = ${length(pace.speed)} there`
  if (pace.pacing === 'real') return { main, more: '' }
  const silence = pace.segments.length > 1 ? ', silence skipped' : ''
  return pace.wireSpeed < pace.speed
    ? { main, more: `, ${length(rounded(pace.wireSpeed))} while a front travels` }
    : { main, more: silence }
}

/** Two figures are enough for a speed. */
function rounded(ns: number): number {
  let unit = 1
  while (ns / unit >= 100) unit *= 10
  return Math.round(ns / unit) * unit
}
