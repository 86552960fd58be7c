import { describe, expect, test } from 'vitest'
import { Kind, SendResult } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, room, trial } from '../../worker/trial.ts'
import { kOfNReplies } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(kOfNReplies, { switches, ...rest })
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  run(switches, rest).summary.metrics
const lost = (what: string): Intervention => ({ time: 0, action: 'lose', target: what })

describe('nought', () => {
  test('one frame for a state, no reply to it, and never a copy', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { trace } = run({ class: '0', lossPercent: 30 }, { seed })
      expect(records(trace, Kind.packetOut)).toHaveLength(4)
    }
  })
  test('a state that was missed is healed by the next one', () => {
    const missed = metrics(
      { class: '0', lossPercent: 0 },
      { interventions: [lost('A.client/send2/SEND.1@R4')] },
    )
    expect(missed.memberState).toBe(4)
    const last = metrics(
      { class: '0', lossPercent: 0 },
      { interventions: [lost('A.client/send4/SEND.1@R4')] },
    )
    expect(last.memberState).toBe(3)
  })
})

describe('k', () => {
  test.each([1, 3, 5, 8])('k = %i is reached with that many members, and with n replies', (k) => {
    const of = metrics({ k, lossPercent: 0 })
    expect(of).toMatchObject({ repliesCollected: k, framesPerQuery: 9, outcomeState: 'enough' })
  })
  test('more than there are is never reached: too few, after three Sends', () => {
    const { summary, trace } = run({ k: 5, members: 4, lossPercent: 0 })
    expect(summary.metrics.outcomeState).toBe('too-few')
    expect(records(trace, Kind.sendClose)).toHaveLength(12)
    expect(summary.metrics.duplicateUpdates).toBe(0)
  })
  test('a member slowed past the deadline is not among them', () => {
    const slow = { time: 1e6, action: 'slow', target: 'R2', amount: 1 }
    const of = metrics({ k: 8, lossPercent: 0, deadlineMs: 20 }, { interventions: [slow] })
    expect(of.outcomeState).toBe('too-few')
  })
})

describe('all', () => {
  test('has all where everybody lives, loss or not', () => {
    for (let seed = 1; seed <= 10; seed++)
      expect(metrics({ class: 'all' }, { seed })).toMatchObject({
        outcomeState: 'all-heard',
        memberState: 4,
      })
  })
  test('ends with one missing where a member has crashed for good', () => {
    const crash = { time: 1e6, action: 'crash', target: 'R3' }
    const { summary, trace } = run({ class: 'all', lossPercent: 0 }, { interventions: [crash] })
    expect(summary.metrics.outcomeState).toBe('some-missing')
    const ends = records(trace, Kind.sendClose).map((i) => trace.a(i))
    expect(ends.filter((end) => end === SendResult.noAnswer)).toHaveLength(4)
  })
})

describe('a check sounds', () => {
  const check = (switches: Switches, seed = 1) =>
    new Set(run(switches, { seed }).summary.violations.map(({ check: id }) => id))

  test('counts-each-once, where a second Send is carried out again', () => {
    expect(check({ k: 8, lossPercent: 20, resend: 'not' })).toContain('counts-each-once')
    expect(check({ k: 8, lossPercent: 20 })).toEqual(new Set())
  })
  test('k-distinct, where replies are counted in place of members', () => {
    const seeds = [1, 2, 3, 4, 5, 6]
    const sounds = (counts: string) =>
      seeds.some((seed) => check({ k: 8, lossPercent: 20, counts }, seed).has('k-distinct'))
    expect(sounds('replies')).toBe(true)
    expect(sounds('members')).toBe(false)
  })
  test('waits-its-time, where GetReply does not wait', () => {
    const asked = (timeoutMs: number) =>
      trial(
        room({
          network: { preset: 'eth10' },
          groups: [{ name: 'g', number: 1 }],
          hosts: [
            { name: 'A', metre: 10 },
            { name: 'B', metre: 20 },
          ],
          processes: [
            { name: 'm', host: 'B', program: 'member', args: { group: { process: 'g' } } },
            {
              name: 'client',
              host: 'A',
              program: 'asker',
              args: { group: { process: 'g' }, replies: 2, timeoutMs },
              startMs: 5,
            },
          ],
          checks: ['waits-its-time'],
        }),
      ).summary.violations
    expect(asked(10)).toEqual([])
    expect(asked(0).map(({ check: id }) => id)).toEqual(['waits-its-time'])
  })
})

test('loss, duplicates, delay, crashes and cuts break no promise', { timeout: 60_000 }, () => {
  const CLASSES = ['0', '1', 'k', 'all']
  for (let seed = 1; seed <= 80; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: 2e6 + seed * ms * 1e5,
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const interventions = [
      at(9, seed % 3 ? 'crash' : 'reboot', `R${1 + (seed % 8)}`),
      at(2, 'duplicate', '*/SEND.*'),
      at(3, 'delay', '*/REPLY.*', 60_000),
      at(5, 'duplicate', '*/REPLY.*'),
      at(20, 'cut', 'cable', 110),
      at(40, 'heal', 'cable'),
    ]
    const switches = {
      class: CLASSES[seed % 4] as string,
      lossPercent: seed % 31,
      k: 1 + (seed % 8),
      deadlineMs: 5 + 5 * (seed % 12),
    }
    const { summary } = trial(kOfNReplies, { seed, switches, interventions }, 'summaries')
    expect([seed, summary.violations]).toEqual([seed, []])
  }
})

describe('the time', () => {
  const errors = (sureOf: string, lossPercent = 0) => {
    const all = []
    for (let seed = 1; seed <= 25; seed++) {
      const { summary } = run({ about: 'time', class: sureOf, lossPercent }, { seed })
      expect([seed, summary.violations]).toEqual([seed, []])
      all.push(Number(summary.metrics.clockErrorMs))
    }
    return all.reduce((sum, each) => sum + each, 0) / all.length
  }
  test('the middle of five clocks is better than any one, on the mean', () => {
    expect(errors('k')).toBeLessThan(errors('1') - 5)
  })
  test('a clock that was told is off by the way and the wait, no more', () => {
    const of = metrics({ about: 'time', class: '0', lossPercent: 0 })
    expect(Number(of.clockErrorMs)).toBeGreaterThan(1)
    expect(Number(of.clockErrorMs)).toBeLessThan(8)
  })
  test('one that has heard no correction is as wrong as it was', () => {
    const missed = { class: '0', about: 'time', lossPercent: 0 }
    const deaf = [1, 2, 3, 4].map((n) => lost(`A.client/send${n}/SEND.1@R4`))
    expect(Number(metrics(missed, { interventions: deaf }).clockErrorMs)).toBeGreaterThan(8)
    // The next correction heals what missed the others.
    const late = metrics(missed, { interventions: deaf.slice(0, 3) })
    expect(Number(late.clockErrorMs)).toBeLessThan(8)
  })
  test('no clock was set where the counter is kept', () => {
    expect(metrics().clockErrorMs).toBeNull()
  })
})
