import { expect, test } from 'vitest'
import { processorPool } from '../../scenarios/processor-pool/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, trial } from '../../worker/trial.ts'
import { queuesAt, queuesWords } from './queues.ts'

const { trace } = trial(
  { ...processorPool, until: { timeMs: 70_000 }, metrics: [], checks: [] },
  { switches: { processors: 'private', happens: 'processor-dies' } },
)
const at = (ms: number) => queuesAt(trace, trace.prefix({ time: ms * 1e6, ordinal: -1 }))

test('each processor is there, in the order of their names', () => {
  expect(at(1000).map(({ host }) => host)).toEqual([
    'P1',
    'P2',
    'P3',
    'P4',
    'P5',
    'P6',
    'P7',
    'P8',
    'P9',
    'P10',
  ])
  expect(queuesWords(at(1000))).toBe('No job waits, and 10 processors are idle.')
})

test('a job that has come and not begun waits; one that has begun and not ended is computed', () => {
  const has = (kind: number, before: number) =>
    new Set(
      records(trace, kind)
        .filter((i) => i < before)
        .map((i) => trace.a(i)),
    )
  for (const ms of [10_000, 30_000, 50_000]) {
    const prefix = trace.prefix({ time: ms * 1e6, ordinal: -1 })
    const [queued, begun, done] = [Kind.jobQueued, Kind.jobStarted, Kind.jobFinished].map((kind) =>
      has(kind, prefix),
    ) as [Set<number>, Set<number>, Set<number>]
    const queues = queuesAt(trace, prefix)
    expect(queues.flatMap(({ waiting }) => waiting).sort()).toEqual(
      [...queued].filter((job) => !begun.has(job)).sort(),
    )
    expect(queues.flatMap(({ running }) => running ?? []).sort()).toEqual(
      [...begun].filter((job) => !done.has(job)).sort(),
    )
  }
})

test('a machine without power has nothing', () => {
  const [first] = at(60_001)
  expect(first).toMatchObject({ host: 'P1', running: null, waiting: [], idle: false })
})
