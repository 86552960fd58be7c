// The pool's checks by hand: how long a job may wait beside a processor that has nothing to do, and what memory holds.
import { expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { FakeRun } from './fake-run.ts'
import { memoryNotOvercommitted } from './memory-not-overcommitted.ts'
import { noIdleWhileQueued } from './no-idle-while-queued.ts'

const SECOND = 1e9
const QUEUE = { processors: 'one-queue', compute: 'pool' }

/** A processor on B is free from 1 s on, and a job waits on A from 2 s on. */
function both(switches: Readonly<Record<string, string>> = QUEUE): FakeRun {
  const run = new FakeRun({ switches }).check(noIdleWhileQueued)
  run.at(SECOND).emit(Kind.processorFree, 'B.job')
  return run.at(2 * SECOND).emit(Kind.jobQueued, 'A.all', 7)
}
const started = (run: FakeRun, seconds: number) =>
  run.at(seconds * SECOND).emit(Kind.jobStarted, 'B.job', 7)

test('a job that is begun soon has not waited in vain', () => {
  const run = started(both(), 4)
  run.at(60 * SECOND).end()
  expect([run.told, run.exercised]).toEqual([[], 3])
})

test('one that is begun late has', () => {
  const run = started(both(), 5)
  run.at(60 * SECOND).end()
  expect(run.told).toEqual(['For 3 s a processor had nothing to do while a job waited.'])
})

test('one that is never begun is judged when the run ends', () => {
  const run = both().at(4 * SECOND)
  run.end()
  expect(run.told).toEqual([])
  run.at(6.5 * SECOND).end()
  expect(run.told).toEqual(['For 4.5 s a processor had nothing to do while a job waited.'])
})

test('what is lost with the power waits no longer', () => {
  const run = both().emit(Kind.crash, 'A')
  run.at(60 * SECOND).end()
  expect(run.told).toEqual([])
})

test('where each has a processor of his own nothing is promised', () => {
  const run = both({ processors: 'private', compute: 'pool' })
  run.at(60 * SECOND).end()
  expect([run.told, run.exercised]).toEqual([[], 0])
})

/** Two jobs of 300 KB and a program of 100 KB each, in 800 KB. */
function filled(): FakeRun {
  const switches = { memoryKB: 800, jobKB: 300 }
  const run = new FakeRun({ switches }).check(memoryNotOvercommitted)
  run.at(SECOND).emit(Kind.jobInMemory, 'A.queue', 7, 400)
  return run.at(2 * SECOND).emit(Kind.jobInMemory, 'A.queue', 8, 400)
}

test('memory that is full is kept', () => {
  const run = filled().emit(Kind.jobInMemory, 'B.queue', 9, 400)
  run.end()
  expect([run.told, run.exercised]).toEqual([[], 3])
})

test('a job too many is told', () => {
  filled().end()
  const run = filled().emit(Kind.jobInMemory, 'A.queue', 9, 300)
  expect(run.told).toEqual(['A.queue took job 9 in: 1100 KB are needed, of 800.'])
})

test('a job that ends leaves its program, until that is given up', () => {
  const run = filled().emit(Kind.jobFinished, 'A.job', 7)
  run.emit(Kind.jobInMemory, 'A.queue', 9, 400)
  expect(run.told).toEqual(['A.queue took job 9 in: 900 KB are needed, of 800.'])
  const other = filled().emit(Kind.jobFinished, 'A.job', 7)
  other.emit(Kind.textDropped, 'A.queue', 1, 100).emit(Kind.jobInMemory, 'A.queue', 9, 400)
  expect(other.told).toEqual([])
})

test('what is lost with the power is in memory no longer', () => {
  const run = filled().emit(Kind.crash, 'A').emit(Kind.jobInMemory, 'A.queue', 9, 800)
  expect(run.told).toEqual([])
})
