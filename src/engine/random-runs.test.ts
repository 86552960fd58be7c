/**
 * Random models against an oracle: the same events, cancels and interventions, carried out by a list that is
 * searched for its least element. It shares nothing with the engine but the model.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { EndReason, Kind } from '../trace/kinds.ts'
import { CHUNK_RECORDS, type Chunk, NONE, type RecordingLevel } from '../trace/record.ts'
import { Trace } from '../trace/trace.ts'
import { TraceWriter } from '../trace/writer.ts'
import { DEFAULT_LIMITS, type EventHandle, type Limits, Simulation } from './simulation.ts'

type Step =
  | { readonly does: 'schedule' | 'background'; readonly delay: number }
  | { readonly does: 'cancel'; readonly which: number }
  | { readonly does: 'emit'; readonly kind: number; readonly a: number }
  | { readonly does: 'change'; readonly field: number; readonly to: number }

interface Outside {
  readonly time: number
  readonly cut: number
  readonly steps: readonly Step[]
}

/** The n-th event that is ever scheduled carries out `script[n % script.length]`. */
interface Model {
  readonly script: readonly (readonly Step[])[]
  readonly outside: readonly Outside[]
  readonly limits: Limits
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('schedule'), delay: fc.nat(4) }) },
  fc.record({ does: fc.constant('background'), delay: fc.nat(6) }),
  { weight: 3, arbitrary: fc.record({ does: fc.constant('cancel'), which: fc.nat(40) }) },
  fc.record({
    does: fc.constant('emit'),
    kind: fc.constantFrom(Kind.note, Kind.received, Kind.packetOut, Kind.frameQueued, Kind.crash),
    a: fc.integer({ min: -3, max: 9 }),
  }),
  fc.record({
    does: fc.constant('change'),
    field: fc.constantFrom(Field.state, Field.buffersUsed, Field.awaits, Field.text),
    to: fc.integer({ min: -1, max: 5 }),
  }),
) as fc.Arbitrary<Step>

const outside: fc.Arbitrary<Outside> = fc.record({
  // Some at one instant, which the first may fill with events for the second.
  time: fc.oneof(fc.nat(30), fc.constantFrom(7, 23)),
  cut: fc.oneof(fc.nat(4), fc.constant(Number.POSITIVE_INFINITY)),
  steps: fc.array(step, { maxLength: 3 }),
})

const model: fc.Arbitrary<Model> = fc.record({
  script: fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 12 }),
  outside: fc.array(outside, { maxLength: 4 }),
  limits: fc.record({
    untilNs: fc.option(fc.nat(40)),
    eventsMax: fc.constantFrom(20, 120),
    eventsAtOneInstantMax: fc.constantFrom(15, 1000),
  }),
})

interface Run {
  /** `time:event`, and `time!` for an intervention. */
  readonly log: readonly string[]
  readonly reason: number
  readonly now: number
}

/** Scheduled before anything runs: three events, so that there is something to begin with. */
const BEGINNING: readonly Step[] = [0, 1, 1].map((delay) => ({ does: 'schedule', delay }))

class Engine {
  readonly sim: Simulation
  readonly log: string[] = []
  private readonly handles: EventHandle[] = []
  /** By event: the cause under which it was scheduled, and so begins. */
  private readonly causes: number[] = []
  private readonly model: Model
  private readonly entity: number
  private readonly values = new Map<number, number>()

  constructor(given: Model, level: RecordingLevel, writer: TraceWriter | null, watchers = 0) {
    this.model = given
    this.sim = new Simulation(1, level, writer, false)
    this.sim.entity(EntityType.run, NONE, 'run')
    for (let i = 0; i < watchers; i++) {
      this.sim.entity(EntityType.check, 0, `check${i}`)
      this.sim.string(`what check ${i} says`)
    }
    this.sim.fingerprintFromHere()
    this.entity = this.sim.entity(EntityType.process, 0, 'process')
    for (const { time, cut, steps } of given.outside) {
      const act = (): void => {
        this.log.push(`${this.sim.now}!`)
        this.carryOut(steps)
      }
      this.sim.intervene({ time, cut, act })
    }
    this.carryOut(BEGINNING)
  }

  private carryOut(steps: readonly Step[]): void {
    const { sim } = this
    for (const each of steps) {
      if (each.does === 'cancel') sim.cancel(this.handles[each.which] ?? -1)
      else if (each.does === 'emit') sim.emit(each.kind, this.entity, each.a)
      else if (each.does === 'change') {
        const to = this.valueOf(each.field, each.to)
        sim.change(this.entity, each.field, this.values.get(each.field) ?? -1, to)
        this.values.set(each.field, to)
      } else {
        const event = this.handles.length
        this.causes.push(sim.cause)
        if (each.does === 'schedule') this.handles.push(sim.after(each.delay, this.happen, event))
        else this.handles.push(sim.background(each.delay, this.happen, event))
      }
    }
  }

  /** What a process awaits and what a text says are numbers that depend on who came before. */
  private valueOf(field: number, value: number): number {
    if (field === Field.text) return this.sim.string(`text ${value}`)
    return field === Field.awaits && value >= 0 ? this.entity : value
  }

  private readonly happen = (event: number): void => {
    if (this.sim.cause !== this.causes[event]) throw new Error('An event has another cause.')
    this.log.push(`${this.sim.now}:${event}`)
    const { script } = this.model
    this.carryOut(script[event % script.length] as readonly Step[])
  }

  run(limits: Partial<Limits> = {}): Run {
    const reason = this.sim.run({ ...this.model.limits, ...limits })
    return { log: this.log, reason, now: this.sim.now }
  }
}

interface Listed {
  readonly event: number
  readonly time: number
  readonly background: boolean
}

/** What ought to happen: the list has every event to come, and its least is the next. */
function oracle({ script, outside: given, limits }: Model): Run {
  const log: string[] = []
  const happenedAt = new Map<number, number>()
  const waiting = [...given].sort((x, y) => x.time - y.time || x.cut - y.cut)
  let list: Listed[] = []
  let scheduled = 0
  let happened = 0
  let now = 0
  const carryOut = (steps: readonly Step[]): void => {
    for (const each of steps) {
      if (each.does === 'cancel') list = list.filter(({ event }) => event !== each.which)
      else if (each.does === 'schedule' || each.does === 'background') {
        const background = each.does === 'background'
        list.push({ event: scheduled++, time: now + each.delay, background })
      }
    }
  }
  carryOut(BEGINNING)
  const until = limits.untilNs ?? Number.POSITIVE_INFINITY
  const end = (reason: number): Run => ({ log, reason, now })
  for (;;) {
    const next = [...list].sort((x, y) => x.time - y.time || x.event - y.event)[0]
    const first = waiting[0]
    const goesOn =
      limits.untilNs !== null || first !== undefined || list.some((one) => !one.background)
    const isDue =
      first !== undefined &&
      (next === undefined ||
        first.time < next.time ||
        (first.time === next.time && (happenedAt.get(first.time) ?? 0) >= first.cut))
    if (isDue && first.time <= until) {
      waiting.shift()
      now = Math.max(now, first.time)
      log.push(`${now}!`)
      carryOut(first.steps)
    } else if (next && goesOn && next.time <= until && !isDue) {
      list = list.filter((one) => one !== next)
      now = next.time
      const count = (happenedAt.get(now) ?? 0) + 1
      happenedAt.set(now, count)
      if (count > limits.eventsAtOneInstantMax) return end(EndReason.eventsAtOneInstant)
      if (++happened > limits.eventsMax) return end(EndReason.eventBudget)
      log.push(`${now}:${next.event}`)
      carryOut(script[next.event % script.length] as readonly Step[])
    } else break
  }
  if (limits.untilNs === null) return end(EndReason.quiescent)
  now = limits.untilNs
  return end(list.length > 0 ? EndReason.time : EndReason.quiescent)
}

const timeOf = (entry: string): number => Number.parseInt(entry, 10)

function traced(given: Model, level: RecordingLevel, watchers = 0) {
  const trace = new Trace()
  const writer = new TraceWriter((chunk: Chunk) => trace.append(chunk))
  const engine = new Engine(given, level, writer, watchers)
  const run = engine.run()
  writer.flush(run.now, true)
  return { run, trace, fingerprint: engine.sim.fingerprint.toString() }
}

describe('random models', () => {
  test('do what the oracle says, in its order, and end as it does', () => {
    const reasons = new Set<number>()
    fc.assert(
      fc.property(model, (given) => {
        const expected = oracle(given)
        reasons.add(expected.reason)
        expect(new Engine(given, 'nothing', null).run()).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    // Else the models that are drawn would leave something out.
    expect([...reasons].sort((x, y) => x - y)).toEqual([
      EndReason.quiescent,
      EndReason.time,
      EndReason.eventsAtOneInstant,
      EndReason.eventBudget,
    ])
  })

  test('have one fingerprint, whatever is recorded and whoever watches', () => {
    fc.assert(
      fc.property(model, fc.nat(3), (given, watchers) => {
        const everything = traced(given, 'everything')
        for (const other of [
          traced(given, 'summaries'),
          traced(given, 'nothing'),
          traced(given, 'everything', watchers),
        ]) {
          expect(other.run).toEqual(everything.run)
          expect(other.fingerprint).toBe(everything.fingerprint)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('keep in a summary what it is about, relinked to the nearest cause that was kept', () => {
    fc.assert(
      fc.property(model, (given) => {
        const { trace: all } = traced(given, 'everything')
        const { trace: summary } = traced(given, 'summaries')
        let kept = 0
        const indexIn = new Map<number, number>([[NONE, NONE]])
        for (let i = 0; i < all.length; i++) {
          const cause = all.cause(i)
          if (cause !== NONE) expect(cause).toBeLessThan(i)
          // What a left-out record would have caused, its own cause has.
          const above = indexIn.get(cause) as number
          const same =
            kept < summary.length &&
            all.time(i) === summary.time(kept) &&
            all.kind(i) === summary.kind(kept) &&
            all.a(i) === summary.a(kept) &&
            all.b(i) === summary.b(kept)
          if (!same) {
            indexIn.set(i, above)
            continue
          }
          expect(summary.cause(kept)).toBe(above)
          indexIn.set(i, kept++)
        }
        expect(kept).toBe(summary.length)
      }),
      { numRuns: 150 },
    )
  })

  test('are the same up to an intervention, and up to an earlier end', () => {
    fc.assert(
      fc.property(model, outside, fc.nat(40), (given, added, untilNs) => {
        const early = ({ log }: Run): string[] =>
          log.filter((entry) => timeOf(entry) < Math.min(added.time, untilNs))
        const whole = new Engine(given, 'nothing', null).run({ untilNs: 50 })
        const disturbed = { ...given, outside: [...given.outside, added] }
        const other = new Engine(disturbed, 'nothing', null).run({ untilNs })
        expect(early(other)).toEqual(early(whole))
      }),
      { numRuns: 300 },
    )
  })
})

describe('many events at once', () => {
  test('a handle whose slot has been used again cancels nobody', () => {
    const sim = new Simulation(1, 'nothing', null, false)
    let happened = 0
    const stale: EventHandle[] = []
    const again = (left: number): void => {
      happened++
      for (const handle of stale) sim.cancel(handle)
      if (left > 0) stale.push(sim.after(1, again, left - 1))
    }
    stale.push(sim.after(1, again, 1000))
    // Each has happened before it is cancelled; the next stands in the same slot.
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    expect(happened).toBe(1001)
  })

  test('more than any table began with, half of them taken back', () => {
    const sim = new Simulation(1, 'nothing', null, false)
    const happened: number[] = []
    const handles = Array.from({ length: CHUNK_RECORDS * 2 }, (_, i) =>
      sim.at((i * 7919) % 1009, (event: number) => void happened.push(event), i),
    )
    handles.forEach((handle, i) => {
      if (i % 2 === 1) sim.cancel(handle)
    })
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    const expected = handles
      .map((_, i) => i)
      .filter((i) => i % 2 === 0)
      .sort((x, y) => ((x * 7919) % 1009) - ((y * 7919) % 1009) || x - y)
    expect(happened).toEqual(expected)
  })
})
