import { describe, expect, test } from 'vitest'
import { Kind, SendResult } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { firstReply, UPDATES } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(firstReply, { switches, ...rest })

describe('the first reply', () => {
  test('is all that a success says: of 2,000 chances a fifth is missed', () => {
    let missed = 0
    for (let seed = 1; seed <= 20; seed++) {
      const { summary } = trial(firstReply, { seed }, 'nothing')
      missed += Number(summary.metrics.membersMissedPercent)
    }
    // Three deviations of a binomial, less the few that a copy reached after all.
    expect(missed / 20).toBeGreaterThan(17)
    expect(missed / 20).toBeLessThan(22.7)
  })
  test('with one member alone the kernel does not stop before it has answered', () => {
    const { summary, trace } = run({ members: 1 })
    const ends = records(trace, Kind.sendClose).map((i) => trace.a(i))
    if (ends.every((end) => end === SendResult.replied))
      expect(summary.metrics.membersMissedPercent).toBe(0)
    expect(Number(summary.metrics.retransmissions)).toBeGreaterThan(0)
  })
  test('a member whose tap drops the multicast stays behind by exactly one', () => {
    const lost = { time: 0, action: 'lose', target: 'A.client/send3/SEND.*@S2' }
    const { summary } = run({ lossPercent: 0 }, { interventions: [lost] })
    expect(summary.metrics.memberState).toBe(UPDATES - 1)
  })
  test('all members silent: the Send fails after its copies, and nothing was done', () => {
    const crashed = [1, 2].map((n) => ({ time: 1e6, action: 'crash', target: `S${n}` }))
    const { trace } = run({ members: 2, lossPercent: 0 }, { interventions: crashed })
    const ends = records(trace, Kind.sendClose).map((i) => trace.a(i))
    expect(new Set(ends)).toEqual(new Set([SendResult.noAnswer]))
    expect(records(trace, Kind.executed)).toEqual([])
  })
})

describe('late replies', () => {
  const early = { nextSendMs: 0, serviceSpreadMs: 30, lossPercent: 0 }

  test('of an earlier Send are discarded, whenever the next one comes', () => {
    for (const nextSendMs of [0, 1, 5, 20]) {
      const { summary } = run({ ...early, nextSendMs })
      expect(Number(summary.metrics.repliesDiscarded)).toBeGreaterThan(0)
      expect(summary.violations).toEqual([])
    }
  })
  test('would be taken for answers to the next one without the sequence number', () => {
    const { summary } = run({ ...early, lateReplies: 'accepted' })
    expect(summary.violations.map(({ check }) => check)).toContain('late-reply-discarded')
  })
})

test('loss, duplicates, delay, crashes and cuts break no promise', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 80; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: seed * ms * 1e5,
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const interventions = [
      at(31, seed % 2 ? 'crash' : 'destroy', seed % 2 ? 'S2' : 'S3.server'),
      at(11, 'duplicate', '*/SEND.*'),
      at(17, 'delay', '*/REPLY.*', 40_000),
      at(23, 'duplicate', '*/REPLY.*'),
      at(41, 'cut', 'cable', 90),
      at(47, 'heal', 'cable'),
    ]
    const switches = { lossPercent: seed % 41, members: 4, nextSendMs: seed % 50 }
    const { summary } = trial(firstReply, { seed, switches, interventions }, 'summaries')
    expect([seed, summary.violations]).toEqual([seed, []])
  }
})

test('a member that joins while a Send is under way was not meant by it, and is none that it reached', () => {
  const { summary } = trial(firstReply, {
    switches: { members: 1, lossPercent: 40 },
    interventions: [{ time: 18_000, action: 'slow', target: 'S1', amount: 1 }],
  })
  expect(summary.metrics.membersMissedPercent).toBeGreaterThanOrEqual(0)
})
