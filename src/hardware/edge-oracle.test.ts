/**
 * The cable a second time, the slow way: an event for every edge of every signal at every tap, and stations that
 * count the signals they hear. It shares the event queue with the first and nothing else; what it is told of a run
 * is when frames became ready and what the dice said. Both must then do the same, to the nanosecond.
 */
import { expect, test } from 'vitest'
import { EventQueue } from '../engine/event-queue.ts'
import type { TrafficPart } from '../scenarios/document/document.ts'
import { Kind } from '../trace/kinds.ts'
import type { Trace } from '../trace/trace.ts'
import { records, room, trial } from '../worker/trial.ts'

/** At one instant tails pass first, then stations decide, then fronts arrive: a front is not yet sensed. */
const TAIL = 0
const DECIDE = 1
const FRONT = 2

interface Physics {
  readonly bitNs: number
  readonly nsPerMetre: number
  readonly gapBits: number
  readonly slotBits: number
  readonly preambleBits: number
  readonly jamBits: number
}
interface Job {
  readonly name: string
  readonly bits: number
  /** When it became ready, or after the last one has gone. */
  readonly at: number | null
  readonly to: number
  tries: number
}
interface Signal {
  readonly from: Tap
  readonly job: Job
  readonly begin: number
  jammed: boolean
}
interface Tap {
  readonly index: number
  readonly name: string
  readonly metre: number
  readonly jobs: Job[]
  readonly dice: number[]
  readonly queue: Job[]
  /** Signals at this tap, its own among them, each with whether it is still clean here. */
  readonly heard: Map<Signal, boolean>
  state: 'quiet' | 'waiting' | 'gap' | 'sending' | 'jamming' | 'backing-off'
  own: Signal | null
  idleSince: number
  timer: number
}

class EdgeEthernet {
  readonly log: string[] = []
  private readonly queue = new EventQueue()
  private readonly acts: (() => void)[] = []
  private now = 0
  private readonly physics: Physics
  private readonly taps: readonly Tap[]

  constructor(physics: Physics, taps: readonly Tap[]) {
    this.physics = physics
    this.taps = taps
  }

  run(): readonly string[] {
    for (const tap of this.taps) {
      for (const job of tap.jobs)
        if (job.at !== null) this.at(job.at, DECIDE, () => this.ready(tap, job))
    }
    while (this.queue.size > 0) {
      this.now = Math.floor(this.queue.peekTime() / 4)
      this.acts[this.queue.pop()]?.()
    }
    return this.log.sort()
  }

  private at(time: number, order: number, act: () => void): void {
    this.acts.push(act)
    this.queue.push(time * 4 + order, this.acts.length - 1)
  }
  /** A decision of a tap's own, void if it has turned to something else since. */
  private later(tap: Tap, time: number, act: () => void): void {
    const timer = ++tap.timer
    this.at(time, DECIDE, () => {
      if (tap.timer === timer) act()
    })
  }
  private bits(count: number): number {
    return Math.round(count * this.physics.bitNs)
  }
  private say(tap: Tap, what: string): void {
    this.log.push(`${String(this.now).padStart(12)} ${tap.name} ${what}`)
  }

  private ready(tap: Tap, job: Job): void {
    tap.queue.push(job)
    if (tap.state === 'quiet') this.wish(tap)
  }

  private wish(tap: Tap): void {
    const gap = this.bits(this.physics.gapBits)
    if (tap.heard.size > 0) tap.state = 'waiting'
    else if (tap.idleSince + gap <= this.now) this.begin(tap)
    else this.waitGap(tap, tap.idleSince + gap)
  }
  private waitGap(tap: Tap, until: number): void {
    tap.state = 'gap'
    this.later(tap, until, () => this.begin(tap))
  }

  private begin(tap: Tap): void {
    const job = tap.queue[0] as Job
    job.tries++
    tap.state = 'sending'
    const signal: Signal = { from: tap, job, begin: this.now, jammed: false }
    tap.own = signal
    this.say(tap, `begins ${job.name}/try${job.tries}`)
    const crossing = [...tap.heard.keys()]
    for (const other of crossing) tap.heard.set(other, false)
    tap.heard.set(signal, true)
    for (const each of this.taps) {
      if (each === tap) continue
      this.at(this.now + this.distance(tap, each), FRONT, () => this.front(each, signal))
    }
    this.later(tap, this.now + this.bits(job.bits), () => this.end(tap, signal, true))
    if (crossing.length > 0) this.collide(tap)
  }

  private distance(one: Tap, other: Tap): number {
    return Math.round(Math.abs(one.metre - other.metre) * this.physics.nsPerMetre)
  }

  private front(tap: Tap, signal: Signal): void {
    const clean = tap.heard.size === 0
    for (const other of tap.heard.keys()) tap.heard.set(other, false)
    tap.heard.set(signal, clean)
    if (tap.state === 'sending') this.collide(tap)
  }

  private tail(tap: Tap, signal: Signal): void {
    const clean = tap.heard.get(signal) ?? false
    tap.heard.delete(signal)
    if (!signal.jammed && signal.job.to === tap.index)
      this.say(tap, `${clean ? 'takes' : 'loses'} ${signal.job.name}`)
    if (tap.heard.size === 0) this.fallsSilent(tap)
  }

  private fallsSilent(tap: Tap): void {
    tap.idleSince = this.now
    if (tap.state !== 'waiting') return
    const until = this.now + this.bits(this.physics.gapBits)
    this.at(this.now, DECIDE, () => {
      if (tap.state === 'waiting') this.waitGap(tap, until)
    })
  }

  private collide(tap: Tap): void {
    const signal = tap.own as Signal
    const { preambleBits, jamBits } = this.physics
    tap.state = 'jamming'
    signal.jammed = true
    this.say(tap, `collides ${signal.job.tries}`)
    const jam = Math.max(this.now, signal.begin + this.bits(preambleBits))
    this.later(tap, jam + this.bits(jamBits), () => this.end(tap, signal, false))
  }

  private end(tap: Tap, signal: Signal, whole: boolean): void {
    const { job } = signal
    tap.own = null
    this.say(tap, `ends ${job.name} ${whole ? 'whole' : 'jammed'}`)
    for (const each of this.taps) {
      if (each === tap) continue
      const arrival = this.now + this.distance(tap, each)
      this.at(arrival, TAIL, () => this.tail(each, signal))
    }
    tap.heard.delete(signal)
    if (tap.heard.size === 0) this.fallsSilent(tap)
    if (whole || job.tries >= 16) this.next(tap)
    else {
      tap.state = 'backing-off'
      const slots = tap.dice.shift() ?? Number.NaN
      this.later(tap, this.now + slots * this.bits(this.physics.slotBits), () => this.wish(tap))
    }
  }

  private next(tap: Tap): void {
    tap.queue.shift()
    tap.state = 'quiet'
    const after = tap.jobs.find((job) => job.at === null && job.tries === 0)
    if (after && tap.queue.length === 0) tap.queue.push(after)
    if (tap.queue.length > 0) this.wish(tap)
  }
}

// What the first engine did, in the second one's words -------------------------------------------------
function told(trace: Trace): readonly string[] {
  const lines: string[] = []
  const say = (i: number, who: string, what: string) =>
    lines.push(`${String(trace.time(i)).padStart(12)} ${who} ${what}`)
  const name = (i: number) => trace.nameOf(trace.entity(i))
  const owner = (i: number) => name(i).split('/')[0] as string
  for (const i of records(trace, Kind.transmitOpen)) say(i, owner(i), `begins ${name(i)}`)
  for (const i of records(trace, Kind.collision)) say(i, owner(i), `collides ${trace.a(i)}`)
  for (const i of records(trace, Kind.transmitClose))
    say(
      i,
      owner(i),
      `ends ${name(i).replace(/\/try\d+$/, '')} ${trace.b(i) === 0 ? 'whole' : 'jammed'}`,
    )
  for (const i of records(trace, Kind.accepted))
    say(i, trace.nameOf(trace.a(i)), `takes ${name(i)}`)
  for (const i of records(trace, Kind.damaged)) say(i, trace.nameOf(trace.a(i)), `loses ${name(i)}`)
  return lines.sort()
}

function load(seed: number) {
  const draw = (n: number, salt: number) => (((seed * 2654435761) >>> 0) + salt * 40503 * seed) % n
  const count = 2 + draw(6, 1)
  const endless = seed % 3 === 0
  const traffic: TrafficPart = {
    arrivals: endless ? 'endless' : 'poisson',
    frameBytes: [64, 100, 600][draw(3, 2)] as number,
    offeredPercent: 50 + 50 * draw(8, 3),
    frames: 2 + draw(3, 4),
    start: (['together', 'last-moment', 'random'] as const)[draw(3, 5)] as 'together',
  }
  const metres = [1, 50, 500, 2500, 7000][draw(5, 6)] as number
  const placement = (['even', 'clusters', 'one-far', 'together'] as const)[draw(4, 7)] as 'even'
  const preset = seed % 5 === 0 ? 'eth3' : 'eth10'
  return room({
    network: { preset, metres },
    hosts: [{ name: 'S', count, metre: 0, placement, buffers: 64, traffic }],
    processes: [],
  })
}

function bothWays(seed: number) {
  const document = load(seed)
  const { trace, setup } = trial(document, { seed })
  const endless = seed % 3 === 0
  const taps = setup.hosts.map((host, index): Tap => {
    const own = new RegExp(`^${host.name}/`)
    const bits = new Map(
      records(trace, Kind.transmitOpen, own).map((i) => [
        trace.nameOf(trace.entity(i)).replace(/\/try\d+$/, ''),
        trace.a(i),
      ]),
    )
    const jobs = records(trace, Kind.frameQueued, own).map((i, n): Job => {
      const name = trace.nameOf(trace.entity(i))
      const at = endless && n > 0 ? null : trace.time(i)
      const to = (index + 1) % setup.hosts.length
      return { name, bits: bits.get(name) as number, at, to, tries: 0 }
    })
    return {
      index,
      name: host.name,
      metre: host.metre,
      jobs,
      dice: records(trace, Kind.backoffOpen, own).map((i) => trace.a(i)),
      queue: [],
      heard: new Map(),
      state: 'quiet',
      own: null,
      idleSince: Number.NEGATIVE_INFINITY,
      timer: 0,
    }
  })
  return { first: told(trace), second: new EdgeEthernet(setup.cable, taps).run() }
}

test('two engines do the same on a thousand loads', () => {
  let collisions = 0
  for (let seed = 1; seed <= 1000; seed++) {
    const { first, second } = bothWays(seed)
    if (first.join() !== second.join()) expect([seed, second]).toEqual([seed, first])
    collisions += first.filter((line) => line.includes('collides')).length
  }
  expect(collisions).toBeGreaterThan(5000)
}, 60_000)
