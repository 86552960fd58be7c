/** What every run promises, whatever it is a run of (DESIGN.md §3, §4). */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { CHANGE } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import type { RunSummary } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import type { Intervention } from '../trace/tuple.ts'
import { defaultTuple, runScenario } from './run.ts'
import { exchange, records, room, trial } from './trial.ts'

/** Three clients, loss on the cable, a server that restarts: enough for everything to happen. */
const busy: ScenarioDocument = room({
  network: { preset: 'eth10', metres: 1000, lossPercent: 10 },
  options: { retransmitMs: 20, retriesMax: 3 },
  hosts: [
    { name: 'A', metre: 10 },
    { name: 'B', metre: 900 },
    { name: 'S', metre: 400, role: 'server' },
  ],
  processes: [
    { name: 'server', host: 'S', program: 'server', restarts: true, args: { serviceMicros: 300 } },
    ...['A', 'B'].map((host) => ({
      name: 'client',
      host,
      program: 'client',
      args: { server: { process: 'S.server' }, exchanges: 10 },
    })),
  ].map((process, i) => ({ ...process, name: i === 0 ? 'server' : `client${i}` })),
  timeMs: 400,
})

function lines(trace: Trace, before = Number.POSITIVE_INFINITY): string[] {
  const all: string[] = []
  for (let i = 0; i < trace.length && trace.time(i) < before; i++) {
    const { time, kind, entity, a, b, cause, because, span } = trace.at(i)
    all.push([time, kind, trace.nameOf(entity), a, b, cause, because, span].join(' '))
  }
  return all
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const interventions: fc.Arbitrary<Intervention> = fc
  .record({
    time: fc.integer({ min: 0, max: 300_000_000 }),
    action: fc.constantFrom(
      'crash',
      'reboot',
      'lose',
      'cut',
      'slow',
      'corrupt',
      'duplicate',
      'delay',
    ),
  })
  .map(({ time, action }) => {
    if (action === 'cut') return { time, action, target: 'cable', amount: 500 }
    return {
      time,
      action,
      target: ['crash', 'reboot', 'slow'].includes(action) ? 'S' : '*/REPLY.*',
    }
  })

describe('equal tuples', () => {
  test('give equal traces, record by record', () => {
    fc.assert(
      fc.property(seeds, fc.array(interventions, { maxLength: 3 }), (seed, list) => {
        const tuple = { seed, interventions: list }
        const [one, two] = [trial(busy, tuple), trial(busy, tuple)]
        expect(one.summary).toEqual(two.summary)
        expect(lines(one.trace)).toEqual(lines(two.trace))
      }),
      { numRuns: 15 },
    )
  })
  test('other seeds give other runs', () => {
    expect(trial(busy, { seed: 1 }).summary.fingerprint).not.toBe(
      trial(busy, { seed: 2 }).summary.fingerprint,
    )
  })
})

test('an intervention at t changes nothing before t', () => {
  fc.assert(
    fc.property(seeds, interventions, (seed, what) => {
      const without = trial(busy, { seed })
      const with_ = trial(busy, { seed, interventions: [what] })
      expect(lines(with_.trace, what.time)).toEqual(lines(without.trace, what.time))
    }),
    { numRuns: 25 },
  )
})

test('fingerprint, metrics and length are the same at every recording level', () => {
  fc.assert(
    fc.property(seeds, interventions, (seed, what) => {
      const at = (level: 'everything' | 'summaries' | 'nothing') =>
        trial(busy, { seed, interventions: [what] }, level, { checks: true }).summary
      const everything = at('everything')
      for (const level of ['summaries', 'nothing'] as const) {
        // A level that keeps no records has no causes to watch either.
        const compared = ({ records: _, exercised, ...rest }: RunSummary) => ({
          ...rest,
          exercised: exercised.filter((id) => id !== 'cause-first'),
        })
        expect(compared(at(level))).toEqual(compared(everything))
      }
    }),
    { numRuns: 10 },
  )
})

test('changes apply and revert: from the end back to the start nothing is left', () => {
  const { trace } = trial(busy, { seed: 5 })
  const state = new Map<string, number>()
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind(i) < CHANGE) continue
    const key = `${trace.entity(i)} ${trace.kind(i)}`
    if (state.has(key)) expect(trace.a(i)).toBe(state.get(key))
    state.set(key, trace.b(i))
    expect(trace.value(trace.entity(i), trace.kind(i) - CHANGE, i + 1)).toBe(trace.b(i))
  }
  for (let i = trace.length - 1; i >= 0; i--) {
    if (trace.kind(i) < CHANGE) continue
    const key = `${trace.entity(i)} ${trace.kind(i)}`
    expect(state.get(key)).toBe(trace.b(i))
    state.set(key, trace.a(i))
  }
})

describe('causes', () => {
  test('are earlier, and every chain ends where something began', () => {
    const { trace } = trial(busy, {
      seed: 9,
      interventions: [{ time: 30_000_000, action: 'reboot', target: 'S' }],
    })
    // What a checker says hangs on what it saw, or on nothing at the start and the end.
    const roots = new Set<number>([
      Kind.runStart,
      Kind.intervention,
      Kind.runEnd,
      Kind.exercised,
      Kind.violation,
    ])
    for (let i = 0; i < trace.length; i++) {
      const cause = trace.cause(i)
      if (cause === NONE) expect(roots.has(trace.kind(i))).toBe(true)
      else expect(cause).toBeLessThan(i)
      if (trace.because(i) !== NONE) expect(trace.because(i)).toBeLessThan(i)
    }
  })
})

describe('identity', () => {
  test('a lost frame renumbers nothing else', () => {
    const lose = { time: 0, action: 'lose', target: 'A.client/send2/SEND.1' }
    const names = (list: readonly Intervention[]) => {
      const { trace } = trial(exchange(4), { interventions: list })
      return records(trace, Kind.frameQueued).map((i) => trace.nameOf(trace.entity(i)))
    }
    const without = names([])
    expect(names([lose])).toEqual([
      ...without.slice(0, 3),
      'A.client/send2/SEND.2',
      ...without.slice(3),
    ])
  })
})

describe('bad input', () => {
  test.each([
    [{ action: 'crash', target: 'X' }, 'names no machine'],
    [{ action: 'explode', target: 'S' }, 'no intervention'],
    [{ action: 'cut', target: 'cable', amount: 9999 }, 'on the cable'],
    [{ action: 'destroy', target: 'S.nobody' }, 'names no process'],
  ])('%j: %s', (what, words) => {
    expect(() => trial(exchange(1), { interventions: [{ time: 0, ...what }] })).toThrow(words)
  })
  test('a program that loops without blocking ends the run with a record that says so', () => {
    const loop = [
      { set: { variable: 'x', value: 1 } },
      { while: { variable: 'x', is: '=', value: 1 }, do: [] },
    ]
    const { summary } = trial(
      exchange(1, {
        processes: [{ name: 'spinner', host: 'A', program: 'script', args: { do: loop } }],
      }),
    )
    expect(summary.endReason).toBe('eventsAtOneInstant')
  })
})

describe('the instant of a fault', () => {
  const document = libraryDocument('message-exchange') as ScenarioDocument
  const budget = document.switches.some((item) => item.key === 'exchanges') ? { exchanges: 1 } : {}
  const faulty = (what: Intervention, switches = {}) =>
    trial(document, { switches: { ...budget, ...switches }, interventions: [what] }).summary

  test.each([1_260_000, 1_300_000, 1_550_000])(
    'a server destroyed at %d ns, its message in hand, leaves no alien behind',
    (time) => {
      const summary = faulty({ time, action: 'destroy', target: 'S.server' })
      expect([summary.endReason, summary.violations]).toEqual(['quiescent', []])
    },
  )
  test('a server on the same machine, too', () => {
    const summary = faulty(
      { time: 700_000, action: 'destroy', target: 'A.server' },
      { place: 'local' },
    )
    expect([summary.endReason, summary.violations]).toEqual(['quiescent', []])
  })
  test('a cable cut in the middle of a frame', () => {
    const summary = faulty({ time: 735_462, action: 'cut', target: 'cable', amount: 100 })
    expect([summary.endReason, summary.violations]).toEqual(['quiescent', []])
  })
  test('every half millisecond of an exchange: crash, reboot, cut, destroy, and no promise of the machine is broken', () => {
    const common = [
      'conservation',
      'cause-first',
      'legal-states',
      'busy-within-elapsed',
      'dead-is-silent',
      'quiesces',
    ]
    for (let time = 10_000; time < 3_000_000; time += 173_000) {
      for (const [action, target] of [
        ['crash', 'S'],
        ['crash', 'A'],
        ['reboot', 'S'],
        ['reboot', 'A'],
        ['destroy', 'S.server'],
        ['destroy', 'A.client'],
      ]) {
        const { summary } = trial(document, {
          interventions: [{ time, action: action as string, target: target as string }],
        })
        expect([
          time,
          action,
          target,
          summary.endReason,
          summary.violations.filter(({ check }) => common.includes(check)),
        ]).toEqual([time, action, target, 'quiescent', []])
      }
    }
  })
})

test('who watches a run is not in its fingerprint', () => {
  const fewer = { ...busy, checks: [] }
  const more = { ...busy, checks: ['one-outstanding', 'received-once', 'executed-at-most-once'] }
  const run = (document: ScenarioDocument) => trial(document).summary.fingerprint.split('·')[1]
  expect(run(more)).toBe(run(fewer))
})

test('a run gives signs of life at every recording level, and is the same without a listener', () => {
  const document = exchange(2000)
  const tuple = defaultTuple(document)
  const beats: number[] = []
  const heard = runScenario(
    document,
    tuple,
    { level: 'nothing' },
    { heartbeat: (ns) => beats.push(ns) },
  )
  expect(beats.length).toBe(Math.floor(heard.events / (1 << 14)))
  expect(beats.length).toBeGreaterThan(0)
  expect([...beats].sort((p, q) => p - q)).toEqual(beats)
  expect(runScenario(document, tuple, { level: 'nothing' })).toEqual(heard)
})

test('a run is held against its own companion, also right after another document’s of the same name', () => {
  const against = (exchanges: number): ScenarioDocument => ({
    ...exchange(exchanges),
    switches: [
      { key: 'loss', label: '', kind: 'number', min: 0, max: 50, step: 1, default: 0, unit: '' },
    ],
    network: { preset: 'eth10', metres: 300, lossPercent: { switch: 'loss' } },
    metrics: [
      { name: 'framesSent', kind: 'run', label: '' },
      {
        name: 'slowdownRatio',
        kind: 'pair',
        pair: { metric: 'framesSent', against: { loss: 30 } },
        label: '',
      },
    ],
  })
  const ratio = (exchanges: number): number => {
    const document = against(exchanges)
    const { metrics } = runScenario(document, defaultTuple(document), { level: 'nothing' })
    const lossy = { ...defaultTuple(document), switches: { loss: 30 } }
    const other = runScenario(document, lossy, { level: 'nothing', derived: false })
    expect(metrics.slowdownRatio).toBe(
      Number(metrics.framesSent) / Number(other.metrics.framesSent),
    )
    // The run that others are held against is not run again for itself.
    expect(runScenario(document, lossy, { level: 'nothing' }).metrics.slowdownRatio).toBe(1)
    return Number(metrics.slowdownRatio)
  }
  const [ten, forty] = [ratio(10), ratio(40)]
  expect(ratio(10)).toBe(ten)
  expect(forty).not.toBe(ten)
})
