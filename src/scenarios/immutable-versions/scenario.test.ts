import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { cutAt, enumerate } from '../../worker/cuts.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { immutableVersions } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions: readonly Intervention[] = [], seed = 1) =>
  trial(immutableVersions, { switches, interventions, seed })
const metrics = (switches: Switches) =>
  trial(immutableVersions, { switches }, 'summaries').summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string): Intervention => ({
  time: Math.round(ms * 1e6),
  action,
  target,
})

describe('a read across a save', () => {
  test('is of one version where files never change, and no frame goes to keep copies alike', () => {
    const its = run()
    expect(its.summary.metrics).toMatchObject({
      versionsMixed: 1,
      consistencyFrames: 0,
      versionsLive: 2,
      recoveredState: 'new',
    })
    expect(broken(its)).toEqual([])
  })
  test('is of two where the save overwrites, and all copies must be asked and told', () => {
    const its = run({ files: 'in-place' })
    expect(its.summary.metrics).toMatchObject({ versionsMixed: 2, versionsLive: 1 })
    expect(Number(its.summary.metrics.consistencyFrames)).toBeGreaterThan(50)
    expect(broken(its)).toEqual(['bytes-never-change', 'one-version-a-read'])
  })
  test('is of one even then, where the file goes in one request', () => {
    expect(metrics({ files: 'in-place', fileKB: 29 }).versionsMixed).toBe(1)
    expect(metrics({ files: 'in-place', fileKB: 60 }).versionsMixed).toBe(2)
  })
})

test('who has read a version needs nobody to read it again, but the name', () => {
  const { trace } = run()
  const third = records(trace, Kind.versionRead, /R1.reader/)[2] as number
  const since = trace.time(records(trace, Kind.versionReading, /R1.reader/)[2] as number)
  expect(trace.time(third)).toBe(since)
})

test('copies spread where there are servers, and a reader finds one that has it', () => {
  const { trace } = run({ replicas: 3 })
  const commits = records(trace, Kind.versionCommitted).map((i) => trace.a(i))
  expect(commits.length).toBe(6)
  expect(new Set(commits).size).toBe(2)
  // F2 has lost its power before it could be given the second version.
  const gone = run({}, [at(4000, 'crash', 'F2'), at(13_000, 'reboot', 'F2')])
  expect(gone.summary.metrics.recoveredState).toBe('new')
  expect(records(gone.trace, Kind.versionMissing, /F2.files/).length).toBeGreaterThan(0)
  expect(broken(gone)).toEqual([])
})

describe('the power of F1', () => {
  const cutAtMs = 6000
  test('takes nothing that was answered after the disk', () => {
    for (const ms of [1460, 4500, 4790, cutAtMs]) {
      const its = run({ cutAtMs: ms, replicas: 1 })
      expect([ms, broken(its)]).toEqual([ms, []])
      expect(['old', 'new', null]).toContain(its.summary.metrics.recoveredState)
    }
  })
  test('takes what only its memory had, and the lamp says so', () => {
    const its = run({ cutAtMs, replicas: 1, replyAfterDisk: 'off' })
    expect(its.summary.metrics).toMatchObject({ recoveredState: 'lost', versionsLive: 0 })
    expect(broken(its)).toEqual(['saved-survives'])
  })
  test('does not matter where another server has its copy', () => {
    expect(metrics({ cutAtMs, replyAfterDisk: 'off' }).recoveredState).toBe('new')
  })
  test('a sweep has brought it to the disk a minute later', () => {
    const late = [at(70_000, 'crash', 'F1'), at(70_500, 'reboot', 'F1')]
    const its = run({ replyAfterDisk: 'off' }, late)
    expect(Number(its.summary.metrics.memoryAloneSeconds)).toBeCloseTo(60, 0)
    expect(broken(its)).toEqual([])
  })
})

describe('versions that no name leads to', () => {
  test('are collected after their time to live, and those that have a name are not', () => {
    const day = metrics({ laterHours: 26 })
    expect(day.versionsLive).toBe(1)
    expect(Number(day.collectedAfterHours)).toBeCloseTo(24, 0)
    expect(metrics({ laterHours: 26, oldVersion: 'named' })).toMatchObject({
      versionsLive: 2,
      collectedAfterHours: null,
    })
    expect(metrics({ laterHours: 4, ttlHours: 3 }).versionsLive).toBe(1)
  })
  test('a keeper that cannot ask for the names lets nothing age', () => {
    const its = run({ laterHours: 26 }, [at(30_000, 'crash', 'F1')])
    expect(records(its.trace, Kind.versionGone)).toEqual([])
  })
})

describe('every cut of F1 from the first reading to the second', () => {
  /** Every so many of them; state and what broke, each once. */
  const found = (switches: Switches, step: number) => {
    const tuple = { ...defaultTuple(immutableVersions), switches }
    const all = enumerate(immutableVersions, tuple, false)
    const some = Array.from({ length: Math.ceil(all.count / step) }, (_, i) =>
      cutAt(immutableVersions, all, i * step),
    )
    expect(some.length).toBeGreaterThan(8)
    const words = some.map(({ state, broken: its }) => [state, ...its].join(' '))
    return [...new Set(words)].sort()
  }
  test('old or new, and every promise kept', () => expect(found({}, 40)).toEqual(['new', 'old']))
  test('mixed as well, where a save overwrites', () => {
    expect(found({ files: 'in-place' }, 25)).toEqual([
      'mixed bytes-never-change one-version-a-read',
      'new',
      'new bytes-never-change one-version-a-read',
      'old',
      'old bytes-never-change',
    ])
  })
  test('lost as well, where an answer does not wait for the disk', () => {
    const alone = { replicas: 1, replyAfterDisk: 'off' }
    expect(found(alone, 50)).toEqual(['lost saved-survives', 'new saved-survives'])
  })
})
