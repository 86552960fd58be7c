import { expect, test } from 'vitest'
import { coordinatorInDoubt } from '../../scenarios/coordinator-in-doubt/document.ts'
import { twoPhaseCommit } from '../../scenarios/two-phase-commit/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { branchAt, locksAt } from '../stage/branches.ts'
import { indexOf } from '../stage/stage-index.ts'
import { TimelineIndex } from '../timeline/index.ts'
import { diskLogsAt, diskLogsWords, durableWords, hasLogs } from './disk-logs.ts'

const logs = ({ trace, setup }: Trial, prefix = trace.length) =>
  Object.fromEntries(
    diskLogsAt(trace, setup, prefix).map(({ host, records: its }) => [
      host,
      its.map((each) => `${each.text}: ${durableWords(each)}`),
    ]),
  )
const after = ({ trace }: Trial, kind: number, entity: RegExp, nth = 0) =>
  (records(trace, kind, entity)[nth] as number) + 1

test('a log tells forced from unforced, and what is on the disk from what is not', () => {
  const run = trial(twoPhaseCommit)
  expect(hasLogs(run.trace, run.setup)).toBe(true)
  expect(logs(run, after(run, Kind.logForced, /^P1/)).P1).toEqual([
    'T50 prepared: forced, on its way to the disk',
  ])
  expect(logs(run)).toMatchObject({
    C: ['T50 commit: forced, on the disk', 'T50 end: not forced, in memory alone'],
    P3: ['T50 prepared: forced, on the disk', 'T50 commit: forced, on the disk'],
  })
  expect(diskLogsWords(diskLogsAt(run.trace, run.setup, run.trace.length))).toBe(
    '8 records, 7 of them forced: 7 on disks, 1 in memory alone.',
  )
})

test('a record that was not on the disk when the power went is gone', () => {
  const run = trial(coordinatorInDoubt)
  const prefix = after(run, Kind.crash, /^C$/)
  expect(logs(run, prefix).C).toEqual(['T53 commit: forced, gone with the power'])
  expect(logs(run, prefix).P1).toEqual(['T53 prepared: forced, on the disk'])
})

test('a promise shows on a machine without power, and a lock that others wait for', () => {
  const crashed = trial(twoPhaseCommit, { switches: { happens: 'participant-crashes' } })
  const { trace } = crashed
  const prefix = after(crashed, Kind.crash, /^P1$/) + 40
  const p1 = trace.find('P1')
  expect(branchAt(trace, indexOf(trace, prefix), p1, prefix)).toMatchObject({
    name: 'T50',
    state: 'prepared',
    holds: [],
  })
  const doubt = trial(coordinatorInDoubt)
  const waiting = after(doubt, Kind.lockAwaited, /^P2/, 1) + 1
  const index = indexOf(doubt.trace, waiting)
  expect(locksAt(doubt.trace, index, doubt.trace.find('P2'), waiting)).toMatchObject([
    { blocks: true, word: 'locked for T53, 2 requests wait', short: '2 wait for x' },
  ])
  expect(locksAt(doubt.trace, index, doubt.trace.find('P1'), waiting)[0]?.blocks).toBe(false)
})

test('the timeline has a span for each state, and a mark where it ends', () => {
  const { trace, setup } = trial(twoPhaseCommit)
  const timeline = new TimelineIndex(trace, setup.hosts)
  timeline.update()
  const p1 = timeline.hosts.find(({ name }) => name === 'P1')
  const spans = p1?.branches
  const seen = Array.from({ length: spans?.count ?? 0 }, (_, slot) => [
    spans?.extra[slot],
    (spans?.end[slot] as number) > (spans?.start[slot] as number),
  ])
  expect(seen).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ])
})
