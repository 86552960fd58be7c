import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { twoPhaseCommit } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(twoPhaseCommit, { switches, ...rest })
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const has = ({ trace }: Trial, kind: number, entity: RegExp) => records(trace, kind, entity)

describe('what it costs', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '4N and 1 + 2N, 2 + 2N as a group: N = %i',
    (participants) => {
      const forcedWrites = 1 + 2 * participants
      for (const forceMs of [5, 30]) {
        expect(metrics({ participants, forceMs })).toMatchObject({
          messagesSent: 4 * participants,
          forcedWrites,
        })
        expect(metrics({ participants, forceMs, transport: 'group' })).toMatchObject({
          messagesSent: 2 + 2 * participants,
          forcedWrites,
        })
      }
    },
  )
  test('a slower disk is waited for N + 1 times one by one, and twice as a group', () => {
    const slower = (switches: Switches) =>
      Number(metrics({ ...switches, forceMs: 25 }).commitMs) -
      Number(metrics({ ...switches, forceMs: 15 }).commitMs)
    expect(Math.round(slower({}))).toBe(40)
    expect(Math.round(slower({ transport: 'group' }))).toBe(20)
  })
  test('who only reads is asked and no more', () => {
    expect(metrics({ readOnly: 1 })).toMatchObject({ messagesSent: 10, forcedWrites: 5 })
    expect(metrics({ readOnly: 3 })).toMatchObject({ messagesSent: 6, forcedWrites: 0 })
  })
})

describe('what goes wrong', () => {
  test.each(['unicast', 'group'])('P1 crashes when its vote has left, %s', (transport) => {
    for (const participants of [1, 3, 8])
      for (const forceMs of [5, 15, 30]) {
        const its = run({ happens: 'participant-crashes', transport, participants, forceMs })
        const [vote] = has(its, Kind.voted, /^P1/)
        const [crash] = has(its, Kind.crash, /^P1$/)
        const [decided] = has(its, Kind.decided, /^C/)
        const [replied] = has(its, Kind.sendClose, /^C.coordinator\/send1$/)
        const time = (index: number | undefined) => its.trace.time(index as number)
        expect(time(vote)).toBeLessThan(time(crash))
        expect(time(replied)).toBeLessThan(time(decided))
        expect([participants, forceMs, its.summary.metrics.participantState]).toEqual([
          participants,
          forceMs,
          'in-doubt-then-committed',
        ])
        expect(its.summary.violations).toEqual([])
      }
  })
  test('P1 asks when it is back, and the coordinator’s answer ends its doubt', () => {
    const its = run({ happens: 'participant-crashes' })
    expect(has(its, Kind.inquired, /^P1/)).toHaveLength(1)
    expect(has(its, Kind.forgotten, /^C/)).toHaveLength(1)
  })
  test('a vote that is lost is repeated by P1’s kernel', () => {
    const its = run({ happens: 'vote-lost' })
    expect(its.summary.metrics).toMatchObject({ messagesSent: 14, forcedWrites: 7 })
    expect(has(its, Kind.voted, /^P1/)).toHaveLength(1)
    expect(its.summary.metrics.participantState).toBe('committed')
  })
  test('a no of anybody aborts all, and the coordinator writes nothing', () => {
    for (const noVotes of [1, 2, 3]) {
      const its = run({ noVotes })
      expect(its.summary.metrics).toMatchObject({
        participantState: 'aborted',
        decisionsDiffering: 0,
      })
      expect(has(its, Kind.logForced, /^C/)).toEqual([])
    }
  })
})
