import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { processMigration } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, lossPercent = 0) =>
  trial(
    { ...processMigration, network: { ...processMigration.network, lossPercent } },
    { switches: { addressSpaceKB: 64, workingSetKB: 32, ...switches }, ...rest },
  )
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
/** What the client heard, in order. */
const counts = ({ trace }: Trial) => records(trace, Kind.countHeard).map((i) => trace.b(i))
const inOrder = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('two ways to move', () => {
  test('pre-copy drains in rounds, and stands still for a sliver of the time', () => {
    const [before, after] = ['pre-copy', 'freeze-and-copy'].map((method) => run({ method })) as [
      Trial,
      Trial,
    ]
    const { trace } = before
    const left = records(trace, Kind.roundEnded).map((i) => trace.b(i))
    expect(left).toEqual([...left].sort((x, y) => y - x))
    expect(Number(before.summary.metrics.freezeMs)).toBeLessThan(100)
    expect(Number(after.summary.metrics.freezeMs)).toBeGreaterThan(300)
    for (const each of [before, after]) {
      expect(each.summary.metrics.runningCopyState).toBe('New')
      expect(counts(each)).toEqual(inOrder(counts(each).length))
      expect(broken(each)).toEqual([])
    }
  })
  test('who writes faster than pages go over is frozen all the same', () => {
    const { summary } = run({ dirtyKBps: 600, workingSetKB: 63, roundsMax: 8 })
    expect(Number(summary.metrics.precopyRounds)).toBeLessThan(8)
    expect(summary.metrics.runningCopyState).toBe('New')
  })
  test('the program has the same identifier before and after', () => {
    const { trace } = run()
    const who = records(trace, Kind.executed).map((i) => trace.nameOf(trace.a(i)))
    expect([...new Set(who)]).toEqual(['Old.counter', 'New.counter'])
  })
})

/** The client stands on another machine. */
const from = (host: string, switches: Switches = {}) => {
  const processes = processMigration.processes.map((part) =>
    part.name === 'client' ? { ...part, host } : part,
  )
  return trial(
    { ...processMigration, processes },
    { switches: { addressSpaceKB: 64, workingSetKB: 32, ...switches } },
  )
}

describe('its partner is next door', () => {
  test.each([
    ['Old', 'pre-copy'],
    ['Old', 'freeze-and-copy'],
    ['New', 'pre-copy'],
    ['New', 'freeze-and-copy'],
  ])('on %s, before or after the move, %s: nothing is lost and nothing doubled', (host, method) => {
    const moved = from(host, { method })
    expect(counts(moved)).toEqual(inOrder(counts(moved).length))
    expect(counts(moved).length).toBeGreaterThan(20)
    expect(moved.summary.metrics.runningCopyState).toBe('New')
    expect(broken(moved)).toEqual([])
  })
})

test('on the 3 Mb network, too, a logical host is found where it has gone', () => {
  const network = { ...processMigration.network, preset: 'eth3' }
  const switches = { addressSpaceKB: 64, workingSetKB: 32, happens: 'here-lost' }
  const moved = trial({ ...processMigration, network }, { switches })
  expect(counts(moved)).toEqual(inOrder(counts(moved).length))
  expect([moved.summary.metrics.runningCopyState, broken(moved)]).toEqual(['New', []])
})

describe('faults', () => {
  test('the new machine dies in mid-copy: it stays, and nobody notices', () => {
    const died = run({ happens: 'new-dies', addressSpaceKB: 256 })
    expect(died.summary.metrics.runningCopyState).toBe('Old')
    expect(counts(died)).toEqual(inOrder(counts(died).length))
  })
  test('the word is lost: it is found by asking everybody', () => {
    const [told, untold] = ['nothing', 'here-lost'].map((happens) => run({ happens })) as [
      Trial,
      Trial,
    ]
    expect(Number(untold.summary.metrics.sendDelayMs)).toBeGreaterThan(
      Number(told.summary.metrics.sendDelayMs),
    )
    expect(broken(untold)).toEqual([])
    expect(counts(untold)).toEqual(inOrder(counts(untold).length))
  })
  test('what it leans on dies with the old machine', () => {
    const [free, leaning] = ['no', 'yes'].map((leans) =>
      run({ happens: 'old-dies', leans, addressSpaceKB: 256 }),
    ) as [Trial, Trial]
    const stuck = ({ trace }: Trial) =>
      Array.from({ length: trace.length }, (_, i) => i).some(
        (i) => trace.nameOf(trace.entity(i)) === 'New.worker/worker',
      )
    expect([stuck(free), stuck(leaning)]).toEqual([false, true])
  })
})

/** From the hand-over on: nothing before it is changed. */
const late = (action: string, ms: number, target: string, amount?: number) => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount ? { amount } : {}),
})

describe('what was said of the hand-over is lost', () => {
  test.each([
    ['word-lost', 'New'],
    ['call-lost', 'Old'],
    ['dies-in-doubt', 'given up'],
  ])('%s: it is asked for until it is known, and the end is: %s', (happens, end) => {
    const doubted = run({ happens })
    expect(records(doubted.trace, Kind.moveInDoubt).length).toBeGreaterThan(0)
    expect([doubted.summary.metrics.runningCopyState, broken(doubted)]).toEqual([end, []])
    expect(doubted.summary.endReason).toBe('quiescent')
  })
  test('who has said that it has not come refuses it when it comes', () => {
    const copies = [2, 3, 4, 5, 6].map((n) => late('lose', 300, `Old.mover/send3/SEND.${n}`))
    const delayed = late('delay', 300, 'Old.mover/send3/SEND.1', 2_500_000)
    const refused = run({}, { interventions: [delayed, ...copies] })
    expect([refused.summary.metrics.runningCopyState, broken(refused)]).toEqual(['Old', []])
    expect(refused.summary.didNotApply).toEqual([])
  })
  test('a machine that never comes back is asked for ever, and nothing goes on by guess', () => {
    const gone = run({ happens: 'word-lost' }, { interventions: [late('crash', 1200, 'New')] })
    expect(gone.summary.endReason).toBe('time')
    expect([gone.summary.metrics.runningCopyState, broken(gone)]).toEqual(['in doubt', []])
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  test('two copies run where the old one goes on', () => {
    expect(broken(run({ oldCopy: 'kept' }))).toContain('one-copy-runs')
  })
  test('memory is older than the program where the last pages are left behind', () => {
    expect(broken(run({ rest: 'left' }))).toContain('same-memory')
  })
  test('two run where Old goes on without knowing, and none where it gives up', () => {
    expect(broken(run({ inDoubt: 'goes-on', happens: 'word-lost' }))).toContain('one-copy-runs')
    const none = run({ inDoubt: 'gives-up', happens: 'call-lost' })
    expect(broken(none)).toEqual(['program-kept', 'counted-in-order'])
  })
  test('what a partner was told is undone where Old goes on with a program that died on New', () => {
    const undone = run({ inDoubt: 'goes-on', happens: 'dies-in-doubt' })
    expect(broken(undone)).toEqual(['counted-in-order'])
  })
  test('a request is lost where a frozen program’s kernel is silent', () => {
    const off = { replyPending: 'off', method: 'freeze-and-copy', addressSpaceKB: 256 }
    expect(broken(run(off))).toEqual(['counted-in-order'])
    expect(broken(run({ ...off, replyPending: 'on' }))).toEqual([])
  })
})

test('whatever is lost, and whenever the new machine dies, none is lost and none counted twice', () => {
  const ends = new Set<unknown>()
  for (let seed = 1; seed <= 8; seed++) {
    const at = { time: (320 + 74 * seed) * 1e6, action: 'crash', target: 'New' }
    const back = { time: (1200 + seed) * 1e6, action: 'reboot', target: 'New' }
    const interventions = seed % 2 ? [at, ...(seed % 3 ? [back] : [])] : []
    const result = run({}, { seed, interventions }, seed % 6)
    expect([seed, broken(result)]).toEqual([seed, []])
    ends.add(result.summary.metrics.runningCopyState)
  }
  expect([...ends]).toEqual(expect.arrayContaining(['New', 'Old']))
})

describe.each([64, 1024])('with %i KB faults strike where the story says', (addressSpaceKB) => {
  const at = (switches: Switches) =>
    trial(processMigration, { switches: { addressSpaceKB, ...switches } }, 'summaries')
  test('the new machine dies in the second round', () => {
    const { trace } = at({ happens: 'new-dies' })
    const died = records(trace, Kind.crash)[0] as number
    const rounds = records(trace, Kind.roundBegun).map((i) => [trace.a(i), i < died])
    expect(rounds).toEqual([
      [1, true],
      [2, true],
    ])
  })
  test('the answer and its copy are lost, and the third request comes to the new machine', () => {
    expect(broken(at({ happens: 'answer-lost' }))).toEqual([])
    expect(broken(at({ happens: 'answer-lost', answers: 'stay' }))).toContain(
      'executed-at-most-once',
    )
  })
})
