// What every job needs is gone for good: the make fails, says so, and comes to its end, as one on a single machine would.
import { describe, expect, test } from 'vitest'
import { beatCursors } from '../../analysis/beats.ts'
import { jobCounts } from '../../analysis/make/job-counts.ts'
import { JOB_STATES } from '../../analysis/make/make-graph.ts'
import { recordSentence } from '../../analysis/words.ts'
import { Kind } from '../../trace/kinds.ts'
import type { RecordingLevel } from '../../trace/record.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { parallelMake } from './document.ts'

const alone: ScenarioDocument = {
  ...parallelMake,
  metrics: parallelMake.metrics.filter(({ kind }) => kind === 'run'),
}
const SMALL = { files: 6, ioMsPerCompile: 60 }
const run = (
  interventions: readonly Intervention[],
  switches: Record<string, SwitchValue> = {},
  level: RecordingLevel = 'summaries',
) => trial(alone, { switches: { ...SMALL, ...switches }, interventions }, level)
const at = (ms: number, action: string, target: string): Intervention => ({
  time: ms * 1e6,
  action,
  target,
})
const told = ({ trace }: Trial, kind: number) => records(trace, kind).map((i) => trace.at(i))
/** It ended by itself, and not much later than a minute after the fault. */
const endsBy = ({ summary }: Trial, ms: number) => {
  expect([summary.endReason, summary.violations]).toEqual(['quiescent', []])
  expect(summary.simulatedNs).toBeLessThan(ms * 1e6)
}

describe.each(['asks', 'run-server'])('the file server is gone for good: %s', (placement) => {
  const t = run([at(3500, 'crash', 'F')], { placement }, 'everything')
  const { trace } = t
  const failed = told(t, Kind.jobFailed)
  const [end, ...others] = told(t, Kind.makeFailed)
  test('whoever waits for it gives up, and the run ends', () => endsBy(t, 120_000))
  test('nothing is given out once a job has failed, and nothing again', () => {
    const first = failed[0]?.time ?? 0
    expect(first).toBeGreaterThan(3.5e9 + 60e9)
    expect(told(t, Kind.jobGiven).filter(({ time }) => time > first)).toEqual([])
    expect(t.summary.metrics.targetsRebuilt).toBe(0)
  })
  test('make says so, once, when nobody is at a job any more', () => {
    const done = told(t, Kind.jobDone).length
    expect(others).toEqual([])
    expect(end).toMatchObject({ a: done, b: 9 - done })
    expect(end?.time).toBeGreaterThanOrEqual(failed.at(-1)?.time ?? Number.POSITIVE_INFINITY)
    expect(told(t, Kind.makeEnded)).toEqual([])
    expect(t.summary.metrics).toMatchObject({ makespanSeconds: null, programState: null })
  })
  test('no beat tells of a link that never begins', () => {
    const cursors = beatCursors(trace, parallelMake.story)
    const told = parallelMake.story.filter((_, i) => cursors[i]).map(({ id }) => id)
    expect(told).not.toEqual(expect.arrayContaining(['link']))
    expect(told).not.toEqual(expect.arrayContaining(['biggest-last']))
  })
  test('the graph and the words say it', () => {
    const counts = jobCounts(trace, trace.length)
    expect(counts[JOB_STATES.indexOf('failed')]).toBe(failed.length)
    expect(counts[JOB_STATES.indexOf('at work')]).toBe(0)
    const said = records(trace, Kind.makeFailed).map((i) => recordSentence(t, i))
    expect(said.join()).toContain('the make has failed')
  })
})

describe('a file server that comes back within a minute', () => {
  test.each(['asks', 'run-server'])('is waited for: %s', (placement) => {
    const right = run([], { placement }).summary.metrics.programState
    const t = run([at(6000, 'crash', 'F'), at(50_000, 'reboot', 'F')], { placement })
    endsBy(t, 150_000)
    expect(t.summary.metrics).toMatchObject({ programState: right, targetsRebuilt: 0 })
    expect(told(t, Kind.jobFailed)).toEqual([])
  })
})

test('its process ends and its machine does not: asked for a while, then the make fails', () => {
  const t = run([at(6000, 'destroy', 'F.files')])
  endsBy(t, 60_000)
  expect(told(t, Kind.makeFailed)).toHaveLength(1)
})

test('one of those at work is gone as well: its job is taken back, and nobody waits for it', () => {
  const t = run([at(3500, 'crash', 'F'), at(12_000, 'crash', 'P2')])
  endsBy(t, 120_000)
  expect(told(t, Kind.jobLost)).toHaveLength(1)
  expect(told(t, Kind.makeFailed)).toHaveLength(1)
})

describe('where somebody edits a file when all is made', () => {
  const ended = told(run([]), Kind.makeEnded)[0]?.time ?? 0
  test.each([
    ['before the edit, so nothing is edited', 1500, 0],
    ['in the second make, which fails', 4500, 1],
  ])('the file server goes %s', (_, ms, fails) => {
    const t = run([at(Math.round(ended / 1e6) + ms, 'crash', 'F')], { touched: 'most' })
    endsBy(t, 200_000)
    expect(told(t, Kind.makeEnded)).toHaveLength(1)
    expect(told(t, Kind.makeFailed)).toHaveLength(fails)
    expect(told(t, Kind.remakeEnded)).toEqual([])
  })
})

test('nobody names a machine any more: the job fails', () => {
  const t = run([at(4500, 'crash', 'R')], { placement: 'run-server' })
  endsBy(t, 120_000)
  expect(told(t, Kind.makeFailed)).toHaveLength(1)
})
