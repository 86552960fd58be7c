import { describe, expect, test } from 'vitest'
import { parallelMake } from '../../scenarios/parallel-make/document.ts'
import { trial } from '../../worker/trial.ts'
import { columnCounts, jobCounts } from './job-counts.ts'
import { JOB_STATES, jobGraph, jobNow } from './make-graph.ts'

const { trace } = trial(
  { ...parallelMake, metrics: [], checks: [] },
  {
    switches: { files: 7, ioMsPerCompile: 60 },
    interventions: [{ time: 3_500_000_000, action: 'crash', target: 'P2' }],
  },
)
const graph = jobGraph(trace)
const at = (ms: number) => trace.prefix({ time: ms * 1e6, ordinal: -1 })
const named = (name: string) => graph.jobs.find((job) => job.name === name)

describe('the graph', () => {
  test('has jobs in columns by what must come before them', () => {
    const columns = ['tables.h', 'lexer.o', 'library.a', 'program'].map(
      (name) => named(name)?.column,
    )
    expect(columns).toEqual([0, 1, 1, 2])
    expect([graph.jobs.length, graph.columns]).toEqual([10, 3])
  })
  test('marks the longest way, and no other', () => {
    const critical = graph.jobs.filter((job) => job.critical).map(({ name }) => name)
    expect(critical).toEqual(['big.o', 'program'])
    expect(graph.longestMs).toBe(13_000)
    expect(graph.edges.filter((edge) => edge.critical)).toHaveLength(1)
  })
})

describe('a job at a cursor', () => {
  test('waits, may begin, is at work and is made', () => {
    expect(jobCounts(trace, 0)).toEqual([10, 0, 0, 0, 0])
    const [waiting = 0, , work] = jobCounts(trace, at(3500))
    expect([waiting > 0, work]).toEqual([true, 4])
    expect(jobCounts(trace, trace.length)).toEqual([0, 0, 0, 10, 0])
  })
  test('fills as it is worked on', () => {
    const file = graph.jobs[0]?.file ?? 0
    const parts = [2500, 3000, 3500].map((ms) => jobNow(trace, file, at(ms), ms * 1e6).part)
    expect(parts).toEqual([...parts].sort((one, two) => one - two))
    expect(parts[2]).toBeGreaterThan(parts[0] as number)
  })
  test('is begun again where its processor is gone', () => {
    const lost = graph.jobs.filter(({ file }) => jobNow(trace, file, trace.length, 0).lost > 0)
    expect(lost).toHaveLength(1)
  })
})

test('counts are those of the jobs one by one, wherever the cursor goes', () => {
  const ends = [trace.length, 0, at(2500), at(4200), at(3600), at(9000), at(3500), trace.length]
  for (const prefix of ends) {
    const states = graph.jobs.map(({ file }) => jobNow(trace, file, prefix, 0).state)
    const count = (state: string) => states.filter((each) => each === state).length
    expect(jobCounts(trace, prefix)).toEqual(JOB_STATES.map(count))
  }
  const rows = columnCounts(trace, at(9000)).map((row) => row.reduce((sum, each) => sum + each, 0))
  expect(rows).toEqual([0, 1, 2].map((i) => graph.jobs.filter((job) => job.column === i).length))
})
