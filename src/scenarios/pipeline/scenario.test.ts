import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { type Trial, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { pipeline } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
/** Without the companion on one processor that each run would bring along. */
const alone: ScenarioDocument = {
  ...pipeline,
  metrics: pipeline.metrics.filter(({ kind }) => kind === 'run'),
}
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, document = alone) =>
  trial(document, { switches, ...rest }, 'summaries')
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(alone, { switches, ...rest }, 'nothing').summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const few = { records: 20 }

const withArgs = (matches: RegExp, args: Record<string, SwitchValue>): ScenarioDocument => ({
  ...alone,
  processes: alone.processes.map((each) =>
    matches.test(each.program) ? { ...each, args: { ...each.args, ...args } } : each,
  ),
})

test('what is printed is the same however it is done', () => {
  const sums = [
    { processors: 1 },
    { processors: 2 },
    { processors: 4 },
    { bufferRecords: 0 },
    { recordsPerMessage: 7 },
    { variationPercent: 100 },
  ].map((switches) => metrics({ ...few, ...switches }).outputState)
  expect(new Set([...sums, metrics(few, { seed: 2 }).outputState]).size).toBe(1)
})

describe('the pace', () => {
  test('is the slowest stage’s, and its messages’', () => {
    const { makespanMs, stageBusyPercent } = metrics()
    expect(makespanMs).toBeGreaterThan(3030)
    expect(makespanMs).toBeLessThan(1.15 * 3030)
    expect(stageBusyPercent).toBeGreaterThan(85)
    expect(Number(metrics({ formatMs: 15 }).makespanMs)).toBeLessThan(0.65 * Number(makespanMs))
  })
  test('gains from a larger buffer where times vary, and from none where they do not', () => {
    const perSecond = (switches: Switches) =>
      Number(metrics({ formatMs: 10, ...switches }).throughputPerSecond)
    const varies = { variationPercent: 100 }
    expect(perSecond({ ...varies, bufferRecords: 16 })).toBeGreaterThan(
      1.1 * perSecond({ ...varies, bufferRecords: 0 }),
    )
    expect(perSecond({ bufferRecords: 16 })).toBeLessThan(1.02 * perSecond({ bufferRecords: 1 }))
  })
  test('of tiny records is that of their messages, until many go together', () => {
    const tiny = { readMs: 1, formatMs: 1, checkMs: 1, printMs: 1, recordBytes: 16 }
    const alone = Number(metrics(tiny).throughputPerSecond)
    const together = { ...tiny, recordsPerMessage: 16, bufferRecords: 32 }
    expect(Number(metrics(together).throughputPerSecond)).toBeGreaterThan(2 * alone)
  })
})

describe('when a stage is gone', () => {
  test('a restart costs what was in its hands and in its buffer, and the rest goes on', () => {
    const t = run({ happens: 'check-restarts' })
    expect(Number(t.summary.metrics.recordsLost)).toBeGreaterThan(0)
    expect(Number(t.summary.metrics.recordsLost)).toBeLessThan(8)
    expect(broken(t)).toEqual(['stream-whole'])
  })
  test('the last one’s end is told from stage to stage, until nobody writes any more', () => {
    const { trace, summary } = run({ happens: 'print-goes' })
    const stopped: string[] = []
    for (let i = 0; i < trace.length; i++)
      if (trace.kind(i) === Kind.pipeBroken) stopped.push(trace.nameOf(trace.entity(i)))
    expect(stopped).toEqual(['C.check', 'B.format', 'A.read'])
    expect([summary.endReason, summary.violations]).toEqual(['quiescent', []])
  })
})

describe('six packets of a stage are lost in a row', () => {
  const told = ({ trace }: Trial, kind: number) => {
    const names: string[] = []
    for (let i = 0; i < trace.length; i++)
      if (trace.kind(i) === kind) names.push(trace.nameOf(trace.entity(i)))
    return names
  }
  const unheard = { happens: 'format-unheard' }
  test('it stops, its writers stop, and its readers hear that the stream is broken off', () => {
    const t = run(unheard)
    expect(told(t, Kind.pipeBroken)).toEqual(['B.format', 'A.read'])
    expect(told(t, Kind.streamCut)).toEqual(['C.check', 'D.print'])
    expect(told(t, Kind.streamEnded)).toEqual([])
    expect([t.summary.endReason, t.summary.violations]).toEqual(['quiescent', []])
  })
  test('who takes that for the end is noticed', () => {
    const document = withArgs(/^pipe$/, { cut: 'taken-for-the-end' })
    expect(broken(run(unheard, {}, document))).toEqual(['stream-whole'])
  })
  test('the last word is said again where it is not heard', () => {
    const lost = [1, 2, 3, 4, 5, 6].map((copy) => ({
      time: 0,
      action: 'lose',
      target: `B.format/send202/${copy === 1 ? 'SEND.1' : `ENQUIRE.${copy - 1}`}`,
    }))
    const t = run({}, { interventions: lost })
    expect(told(t, Kind.streamEnded)).toEqual(['A.read', 'B.format', 'C.check', 'D.print'])
    expect([t.summary.didNotApply, t.summary.violations]).toEqual([[], []])
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  test.each<[string, RegExp, Record<string, SwitchValue>, Switches]>([
    ['stream-whole', /^pipe$/, { next: 'newest' }, {}],
    ['buffer-bounds', /^pipe$/, { bound: 'ignored' }, {}],
    ['slowest-sets-pace', /^stream-s/, { works: 'each-message' }, { recordsPerMessage: 4 }],
  ])('%s', (check, program, args, switches) => {
    const document = withArgs(program, args)
    expect(broken(run({ ...few, ...switches }, {}, document))).toEqual([check])
    expect(broken(run({ ...few, ...switches }))).toEqual([])
  })
})
