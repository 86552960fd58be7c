import { describe, expect, test } from 'vitest'
import { recordWords } from '../../analysis/words.ts'
import { Kind, RecoveryFound } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { cutEverywhere, enumerate } from '../../worker/cuts.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, room, trial } from '../../worker/trial.ts'
import { intentionsList } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions: readonly Intervention[] = []) =>
  trial(intentionsList, { switches, interventions })
const metrics = (...asked: Parameters<typeof run>) => run(...asked).summary.metrics
const broken = (...asked: Parameters<typeof run>) => [
  ...new Set(run(...asked).summary.violations.map(({ check }) => check)),
]
const at = (ms: number, action: string, target = 'F'): Intervention => ({
  time: ms * 1e6,
  action,
  target,
})

describe('a transaction', () => {
  test('that commits moves five dollars, once, and its list is thrown away', () => {
    const { summary, trace } = run({ cutAfter: 0 })
    expect(summary.metrics).toMatchObject({
      recoveredState: 'after',
      balanceErrorUnits: 0,
      replays: 0,
      listsDiscarded: 0,
    })
    expect(records(trace, Kind.carriedOut)).toHaveLength(2)
  })
  test('that aborts leaves no trace, also after a crash', () => {
    expect(metrics({ end: 'abort', cutAfter: 0 })).toMatchObject({ recoveredState: 'before' })
    const after = metrics({ end: 'abort', cutAfter: 10 })
    expect(after).toMatchObject({ recoveredState: 'before', listsDiscarded: 1, replays: 0 })
  })
  test('costs one stable write to commit', () => {
    expect(Number(metrics().commitMs)).toBeGreaterThan(100)
    expect(Number(metrics().commitMs)).toBeLessThan(105)
  })
})

describe('the flag decides', () => {
  const found = (cutAfter: number) => {
    const { trace } = run({ cutAfter })
    return trace.a(records(trace, Kind.recoveryClose).at(-1) as number)
  }
  test('before it the list is thrown away, after it the list is done again', () => {
    expect(metrics({ cutAfter: 0.5 })).toMatchObject({
      recoveredState: 'before',
      listsDiscarded: 1,
    })
    expect(found(0.5)).toBe(RecoveryFound.discarded)
    expect(metrics({ cutAfter: 4 })).toMatchObject({ recoveredState: 'after', replays: 1 })
    expect(found(4)).toBe(RecoveryFound.replayed)
    expect(found(18)).toBe(RecoveryFound.nothing)
  })
  test('once, or three times: the balance is the same', () => {
    const once = metrics({ cutAfter: 8 })
    const thrice = metrics({ cutAfter: 8, cutAgainAfter: 18 })
    expect([once.replays, thrice.replays]).toEqual([1, 2])
    expect([once.balanceErrorUnits, thrice.balanceErrorUnits]).toEqual([0, 0])
  })
})

describe('every cut', () => {
  const states = (switches: Switches) => {
    const found = enumerate(intentionsList, { ...defaultTuple(intentionsList), switches }, false)
    const outcomes = cutEverywhere(intentionsList, found)
    return {
      states: [...new Set(outcomes.map(({ state }) => state))].sort(),
      broken: [...new Set(outcomes.flatMap(({ broken: checks }) => checks))].sort(),
    }
  }
  test('leads to before or to after, and breaks nothing', () => {
    expect(states({})).toEqual({ states: ['after', 'before'], broken: [] })
  })
  test('leads to half of it where the flag comes first', () => {
    const { states: all, broken: checks } = states({ flag: 'before' })
    expect(all).toContain('half')
    expect(checks).toContain('atomic-outcome')
  })
}, 60_000)

describe('a check sounds', () => {
  test('list-complete-at-flag, where the flag comes first', () => {
    expect(broken({ flag: 'before' })).toEqual(['list-complete-at-flag'])
  })
  test('reply-after-flag, where the reply comes first', () => {
    expect(broken({ reply: 'before' })).toEqual(['reply-after-flag'])
    expect(broken({ reply: 'before', cutAfter: 0.3 })).toContain('atomic-outcome')
  })
  test('replay-idempotent, where an entry adds', () => {
    expect(broken({ intentions: 'relative', cutAfter: 9.5 })).toContain('replay-idempotent')
    expect(broken({ cutAfter: 9.5 })).toEqual([])
  })
  test('none at all with the fixes on, wherever two cuts fall', () => {
    for (let cutAfter = 0.25; cutAfter < 18; cutAfter += 1.37)
      for (const cutAgainAfter of [0, 3, 14.7, 17.3])
        expect([cutAfter, cutAgainAfter, broken({ cutAfter, cutAgainAfter })]).toEqual([
          cutAfter,
          cutAgainAfter,
          [],
        ])
  })
  test('nor where the processor fails, and the disks have their power', () => {
    for (let ms = 1210; ms < 1800; ms += 37)
      expect(broken({ cutAfter: 0 }, [at(ms, 'halt'), at(ms + 60, 'reboot')])).toEqual([])
  })
})

describe('what there is no transaction for', () => {
  /** Of the refusals, as the inspector has them. */
  let sentences: readonly string[] = []
  /** A script that asks the server for all that it must refuse, and shows what it hears. */
  const asked = (operations: readonly unknown[]) => {
    const document = room({
      network: { preset: 'eth10' },
      hosts: [
        { name: 'A', metre: 10 },
        { name: 'F', metre: 60, disk: { preset: 'constant', accessMs: 1, count: 2 } },
      ],
      processes: [
        { name: 'server', host: 'F', program: 'transaction-server', restarts: true },
        { name: 'client', host: 'A', program: 'script', startMs: 100, args: { do: operations } },
      ],
      checks: ['atomic-outcome', 'replay-idempotent'],
    })
    const { trace, setup, summary } = trial(document)
    expect(summary.violations).toEqual([])
    sentences = records(trace, Kind.requestRefused).map((i) => recordWords({ trace, setup }, i))
    const shown: Record<string, string> = {}
    for (let i = 0; i < trace.length; i++) {
      const entity = trace.entity(i)
      if (!trace.nameOf(entity).startsWith('A.client/')) continue
      if (trace.kind(i) === 0x1000 + 14) shown[trace.localName(entity)] = trace.string(trace.b(i))
      if (trace.kind(i) === 0x1000 + 13) shown[trace.localName(entity)] = String(trace.b(i))
    }
    return shown
  }
  const at1 = { at: 'server' }
  test('a commit of an unknown one, a write outside one, an account that is not there', () => {
    const shown = asked([
      { commit: { ...at1, transaction: 9 }, as: 'unknown' },
      { write: { ...at1, transaction: 9, label: 'A', by: 5 }, as: 'outside' },
      { begin: { ...at1, as: 't' } },
      { write: { ...at1, transaction: { variable: 't' }, label: 'Z', by: 5 }, as: 'nowhere' },
      { write: { ...at1, transaction: { variable: 't' }, label: 'A', by: -5 }, as: 'a' },
      { commit: { ...at1, transaction: { variable: 't' } }, as: 'first' },
      { commit: { ...at1, transaction: { variable: 't' } }, as: 'second' },
      { abort: { ...at1, transaction: { variable: 't' } }, as: 'late' },
    ])
    expect(shown).toMatchObject({
      unknown: 'refused',
      outside: 'refused',
      nowhere: 'refused',
      t: '1',
      a: '5',
      first: 'committed',
      second: 'committed',
      late: 'committed',
    })
    expect(sentences).toEqual([
      'F’s server refuses to commit T9: there is no such transaction, or none any more.',
      'F’s server refuses an operation of T9: there is no such transaction, or none any more.',
      'F’s server refuses an operation of T1: there is no account Z.',
    ])
  })
  test('a list that is full', () => {
    const write = { write: { ...at1, transaction: 1, label: 'A', by: 1 }, as: 'last' }
    const shown = asked([{ begin: { ...at1, as: 't' } }, { repeat: { times: 9, do: [write] } }])
    expect(shown.last).toBe('refused')
    expect(sentences.at(-1)).toMatch(/an operation of T1: its list is full/)
  })
})
