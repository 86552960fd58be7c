// The checks on a pipeline, each on a run by hand that keeps its promise and on one that does not.
import { describe, expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { bufferBounds } from './buffer-bounds.ts'
import { FakeRun } from './fake-run.ts'
import { slowestSetsPace } from './slowest-sets-pace.ts'
import { streamWhole } from './stream-whole.ts'

/** A first stage on A and a last one on B. */
class Stream extends FakeRun {
  stages(): this {
    this.emit(Kind.stageKnown, 'A.read', 1000, 1)
    return this.emit(Kind.stageKnown, 'B.print', 1000, 2)
  }
  passed(...numbers: readonly number[]): this {
    for (const number of numbers) this.emit(Kind.recordPassed, 'A.read', number, 10 * number)
    return this
  }
  taken(...numbers: readonly number[]): this {
    for (const number of numbers) this.emit(Kind.recordTaken, 'B.print', number, 10 * number)
    return this
  }
  ended(): this {
    this.emit(Kind.streamEnded, 'A.read', 0, 1)
    return this.emit(Kind.streamEnded, 'B.print', 0, 2)
  }
}

describe('stream-whole', () => {
  const run = () => new Stream().check(streamWhole).stages()
  test('is kept by what comes as it was passed on', () => {
    const its = run().passed(1, 2, 3).taken(1, 2, 3).ended()
    expect([its.told, its.exercised]).toEqual([[], 3])
  })
  test.each([
    ['a record that is missing', run().passed(1, 2, 3).taken(1, 3).ended()],
    ['two that have changed places', run().passed(1, 2).taken(2)],
    ['one that comes twice', run().passed(1).taken(1, 1)],
    ['other bytes', run().passed(1).emit(Kind.recordTaken, 'B.print', 1, 11)],
    ['an end that comes too early', run().passed(1, 2).taken(1).ended()],
    ['an end of its own', run().passed(1).taken(1).emit(Kind.streamEnded, 'B.print', 1, 2)],
  ])('is broken by %s, and told once', (_, its) => expect(its.told).toHaveLength(1))
})

describe('buffer-bounds', () => {
  const level = (holds: number) =>
    new FakeRun().check(bufferBounds).emit(Kind.pipeLevel, 'B.pipe', holds, 4).told
  test('is kept by a full buffer', () => expect(level(4)).toEqual([]))
  test('is broken by one more', () =>
    expect(level(5)).toEqual(['B.pipe holds 5 records, with room for 4.']))
})

describe('slowest-sets-pace', () => {
  const second = (ms: number) => {
    const its = new Stream().check(slowestSetsPace).stages()
    its.now = 1e6
    its.passed(1)
    its.now = ms * 1e6
    return its.passed(2).told
  }
  test('is kept by a record in each of its times', () => expect(second(2)).toEqual([]))
  test('is broken by one that is earlier', () => expect(second(1.9)).toHaveLength(1))
})
