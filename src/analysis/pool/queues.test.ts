import { describe, expect, test } from 'vitest'
import { processorPool } from '../../scenarios/processor-pool/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, trial } from '../../worker/trial.ts'
import { isWrong, memoryWords, queuesAt, queuesWords, tableWords } from './queues.ts'

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

describe('a run server’s table', () => {
  const all = trial(
    { ...processorPool, until: { timeMs: 70_000 }, metrics: [], checks: [] },
    { switches: { happens: 'together', pollSeconds: 25, memoryKB: 900 } },
  ).trace
  const queues = (ms: number) => queuesAt(all, all.prefix({ time: ms * 1e6, ordinal: -1 }))

  test('says of each processor what its answer to the last poll was, and how old that is', () => {
    for (const ms of [20_000, 50_000, 59_000, 62_000]) {
      const now = queues(ms)
      const news = records(all, Kind.hostNews).filter((i) => all.time(i) < ms * 1e6)
      expect(now).toHaveLength(10)
      for (const { host, believed } of now) {
        const last = news.findLast((i) => all.nameOf(all.a(i)).startsWith(`${host}.`)) as number
        expect([believed?.load, believed?.since]).toEqual([
          Math.floor(all.b(last) / 65_536),
          all.time(last),
        ])
      }
    }
  })

  test('is wrong where as many jobs are not there, and says so', () => {
    expect(queues(20).every((queue) => !isWrong(queue))).toBe(true)
    expect(tableWords(queues(20), 20e6)).toBe(
      'The run server’s table is right about all 10 in it; its oldest line is 0.0 s old.',
    )
    // All had a job more at 60 s, and the last poll was at 50.
    const after = queues(62_000)
    const wrong = after.filter(
      (queue) => queue.believed?.load !== queue.waiting.length + (queue.running === null ? 0 : 1),
    )
    expect(wrong.length).toBeGreaterThan(2)
    expect(after.filter(isWrong)).toEqual(wrong)
    expect(tableWords(after, 62e9)).toContain(`is wrong about ${wrong.length} of 10;`)
  })

  test('is no more when its machine has no power, and is none where nobody asks', () => {
    const dead = trial(
      { ...processorPool, until: { timeMs: 62_000 }, metrics: [], checks: [] },
      { switches: { happens: 'server-dies' } },
    ).trace
    const at = (ms: number) => queuesAt(dead, dead.prefix({ time: ms * 1e6, ordinal: -1 }))
    expect(tableWords(at(59_999), 6e10)).not.toBe(null)
    expect(tableWords(at(60_001), 6e10)).toBe(null)
    expect(tableWords(queuesAt(trace, trace.length), 7e10)).toBe(null)
  })

  test('has a memory beside it: what jobs leave, and the programs that lie there', () => {
    const now = queues(62_000)
    expect(memoryWords(queues(20))).toBe(null)
    for (const { waiting, running, freeKB, programs } of now) {
      const jobs = waiting.length + (running === null ? 0 : 1)
      if (freeKB === null) expect([jobs, programs]).toEqual([0, []])
      else if (jobs === 0) expect(freeKB).toBe(900)
      else expect(freeKB).toBeLessThanOrEqual(500)
    }
    const loaded = records(all, Kind.textLoaded).filter((i) => all.time(i) < 62e9).length
    const dropped = records(all, Kind.textDropped).filter((i) => all.time(i) < 62e9).length
    expect(now.flatMap(({ programs }) => programs)).toHaveLength(loaded - dropped)
    expect(memoryWords(now)).toMatch(/^\d+ programs lie in their memories\. P\d+ has the least/)
  })
})
