import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { slowOrDead } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(slowOrDead, { switches, ...rest })
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  run(switches, rest).summary.metrics

const WORLDS = ['slow', 'dead-before', 'dead-after'] as const
const LIVENESS = ['bare-timeout', 'reply-pending', 'probe'] as const

/** What A’s lane shows of the first Send, without the times of its end. */
function lane(switches: Switches): string[] {
  const { trace } = run(switches)
  return records(trace, Kind.packetOut, /client\/send1\/(SEND|ENQUIRE)/)
    .map((i) => trace.nameOf(trace.entity(i)))
    .concat(records(trace, Kind.sendClose, /client\/send1$/).map((i) => `ends: ${trace.a(i)}`))
}

describe('three worlds', () => {
  test('with a bare timeout all three look the same', () => {
    const lanes = WORLDS.map((world) => lane({ world }))
    expect(lanes[1]).toEqual(lanes[0])
    expect(lanes[2]).toEqual(lanes[0])
    const did = WORLDS.map((world) => metrics({ world }).executions)
    expect(did).toEqual([1, 0, 1])
    for (const world of WORLDS) expect(metrics({ world }).clientOutcomeState).toBe('maybe-executed')
  })
  test.each(['reply-pending', 'probe'])('%s parts the slow one from the dead ones', (liveness) => {
    const outcome = WORLDS.map((world) => metrics({ world, liveness }).clientOutcomeState)
    expect(outcome).toEqual(['executed', 'maybe-executed', 'maybe-executed'])
    expect(metrics({ liveness }).falseSuspicions).toBe(0)
  })
  test.each([1, 7, 500, 2000, 5000])('keep what they promise with a job of %d ms', (serviceMs) => {
    for (const liveness of LIVENESS) {
      const of = (world: string) => run({ world, serviceMs, liveness })
      const before = of('dead-before').summary
      const after = of('dead-after').summary
      expect([before.metrics.executions, after.metrics.executions]).toEqual([0, 1])
      for (const each of [before, after]) {
        expect(each.metrics.clientOutcomeState).toBe('maybe-executed')
        expect(each.violations).toEqual([])
        expect(each.didNotApply).toEqual([])
      }
    }
  })
})

describe('a client that dies', () => {
  const dies = { world: 'client-dies', liveness: 'reply-pending' }

  test('leaves half of the job as an orphan', () => {
    const { summary } = run({ ...dies, orphanExtermination: 'off' })
    expect(Number(summary.metrics.orphanCpuMs)).toBeGreaterThan(990)
    expect(summary.violations.map(({ check }) => check)).toEqual(['no-orphans'])
  })
  test('is heard of in its first new packet, and the orphan ends', () => {
    const { summary } = run(dies)
    expect(Number(summary.metrics.orphanCpuMs)).toBeLessThan(2)
    expect(summary.violations).toEqual([])
  })
  test('over all lengths of the job nothing works for its former life', () => {
    for (let serviceMs = 1; serviceMs <= 5000; serviceMs += 97)
      for (const liveness of LIVENESS) {
        const { summary } = run({ world: 'client-dies', liveness, serviceMs })
        expect([serviceMs, liveness, summary.violations]).toEqual([serviceMs, liveness, []])
      }
  })
})

describe('what a student may do', () => {
  const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
    time: ms * 1e6,
    action,
    target,
    ...(amount === undefined ? {} : { amount }),
  })

  test('slow S down tenfold: only a sign of life keeps it from being given up', () => {
    const slow = { interventions: [at(100, 'slow', 'S', 10)] }
    const suspected = LIVENESS.map(
      (liveness) => metrics({ liveness, serviceMs: 500 }, slow).falseSuspicions,
    )
    expect(suspected).toEqual([1, 0, 0])
  })
  test('part A from S: silence again, and S is alive', () => {
    for (const liveness of LIVENESS) {
      const parted = metrics({ liveness }, { interventions: [at(300, 'cut', 'cable', 100)] })
      expect(parted).toMatchObject({ clientOutcomeState: 'maybe-executed', executions: 1 })
      expect(parted.falseSuspicions).toBeGreaterThanOrEqual(1)
    }
  })
  test('end the server before it receives: refused, and surely not executed', () => {
    const ended = run({}, { interventions: [at(2, 'destroy', 'S.server')] })
    expect(ended.summary.metrics).toMatchObject({
      clientOutcomeState: 'surely-not-executed',
      executions: 0,
    })
    expect(ended.summary.violations).toEqual([])
  })
  test('loss, crashes and reboots at any time break no promise', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 120; seed++) {
      const liveness = LIVENESS[seed % 3] as string
      const host = seed % 2 ? 'S' : 'A'
      const interventions = [
        at(seed * 7, seed % 5 ? 'reboot' : 'crash', host),
        at(seed * 11, 'lose', '*/REPLY.*'),
        at(seed * 13, 'destroy', 'S.server'),
      ]
      const { summary } = trial(
        { ...slowOrDead, network: { ...slowOrDead.network, lossPercent: 10 } },
        { seed, switches: { liveness, serviceMs: 400 }, interventions },
        'summaries',
      )
      expect([seed, summary.violations]).toEqual([seed, []])
    }
  })
})
