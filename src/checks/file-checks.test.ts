// The checks on files, each on a run by hand that keeps its promise and on one that does not.
import { describe, expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { answeredSurvives } from './answered-survives.ts'
import { dirtyWithinDelay } from './dirty-within-delay.ts'
import { FakeRun } from './fake-run.ts'
import { lastWriteRead } from './last-write-read.ts'
import { notFasterThanDisk } from './not-faster-than-disk.ts'
import { oneClose } from './one-close.ts'
import { oneLookupARead } from './one-lookup-a-read.ts'
import { staleWithinTimeout } from './stale-within-timeout.ts'

/** A client on A, and a second one; the server is on B. */
class Pages extends FakeRun {
  private sends = 0

  request(kind: number, who: string, page: number, hash = 0): this {
    this.emit(kind, who, page, hash)
    return this.emit(Kind.sendOpen, `${who}/send${++this.sends}`, this.id('B.files'))
  }
  read(who: string, page: number, hash: number): this {
    return this.request(Kind.readBegun, who, page).emit(Kind.readDone, who, page, hash)
  }
  write(who: string, page: number, hash: number): this {
    return this.request(Kind.writeBegun, who, page, hash).emit(Kind.writeDone, who, page, hash)
  }
}

describe('last-write-read', () => {
  const run = () => new Pages().check(lastWriteRead)
  test.each([
    ['what was there from the beginning', run().read('A.x', 1, 10).read('A.y', 1, 10)],
    ['what was written', run().read('A.x', 1, 10).write('A.x', 1, 11).read('A.y', 1, 11)],
    [
      'what is being written, or was before',
      run()
        .write('A.x', 1, 10)
        .request(Kind.writeBegun, 'A.x', 1, 11)
        .read('A.y', 1, 11)
        .read('A.y', 1, 10),
    ],
    [
      'what was there before a write that goes on',
      run()
        .request(Kind.readBegun, 'A.x', 1)
        .request(Kind.writeBegun, 'A.y', 1, 11)
        .emit(Kind.readDone, 'A.x', 1, 10),
    ],
    [
      'either of two writes at the same time',
      run()
        .request(Kind.writeBegun, 'A.x', 1, 10)
        .request(Kind.writeBegun, 'A.y', 1, 11)
        .emit(Kind.writeDone, 'A.y', 1, 11)
        .emit(Kind.writeDone, 'A.x', 1, 10)
        .read('A.y', 1, 11),
    ],
  ])('is kept by a read of %s', (_, its) => {
    expect(its.told).toEqual([])
    expect(its.exercised).toBeGreaterThan(0)
  })
  test.each([
    [
      'what was there before the last write',
      run().write('A.x', 1, 10).write('A.x', 1, 11).read('A.y', 1, 10),
    ],
    ['another page', run().read('A.x', 1, 10).read('A.x', 2, 10)],
    ['what nobody wrote', run().write('A.x', 1, 10).read('A.y', 1, 12)],
  ])('is broken by a read of %s', (_, its) => {
    expect(its.told).toHaveLength(1)
  })
})

test('not-faster-than-disk sounds where pages of a new file come sooner than its disk can read', () => {
  const run = (ns: number) => {
    const its = new Pages().check(notFasterThanDisk)
    its.emit(Kind.passBegun, 'A.x', 1)
    const disk = (at: number) =>
      its
        .at(at)
        .emit(Kind.diskOpen, 'B.disk', 1)
        .at(at + 20)
        .emit(Kind.diskClose, 'B.disk')
    disk(0)
      .at(ns)
      .read('A.x', 1, 10)
      .at(2 * ns)
      .read('A.x', 2, 11)
    expect(its.exercised).toBe(2)
    return its.told.length
  }
  expect(run(20)).toBe(0)
  expect(run(19)).toBe(2)
})

test('answered-survives sounds where the power goes before an answered write is on the disk', () => {
  const run = (hash: number) => {
    const its = new Pages().check(answeredSurvives).write('A.x', 1, 10)
    its.emit(Kind.diskOpen, 'B.disk', 7, 1).emit(Kind.diskClose, 'B.disk', 0, hash)
    its.emit(Kind.crash, 'A').emit(Kind.crash, 'B')
    expect(its.exercised).toBe(1)
    return its.told.length
  }
  expect(run(10)).toBe(0)
  expect(run(9)).toBe(1)
})

test('one-lookup-a-read sounds where a read is not looked up, or twice, or a write is', () => {
  const run = (kind: number, lookups: number) => {
    const its = new Pages().check(oneLookupARead).request(kind, 'A.x', 1)
    its.emit(Kind.received, 'A.x/send1', its.id('B.files'))
    for (let i = 0; i < lookups; i++) its.emit(i ? Kind.cacheMiss : Kind.cacheHit, 'B.files', 7)
    its.emit(Kind.replied, 'A.x/send1', its.id('B.files')).emit(Kind.sendClose, 'A.x/send1')
    expect(its.exercised).toBe(1)
    return its.told.length
  }
  expect([0, 1, 2].map((n) => run(Kind.readBegun, n))).toEqual([1, 0, 1])
  expect([0, 1].map((n) => run(Kind.writeBegun, n))).toEqual([0, 1])
})

test('dirty-within-delay sounds where a block is written back too late, or never', () => {
  const run = (seconds: number, clean: boolean) => {
    const its = new Pages({ switches: { delaySeconds: 3 } }).check(dirtyWithinDelay)
    its.emit(Kind.blockDirty, 'B.files', 7).at(seconds * 1e9)
    if (clean) its.emit(Kind.blockClean, 'B.files', 7)
    its.end()
    return its.told.length
  }
  expect([run(3, true), run(3, false)]).toEqual([0, 0])
  expect([run(3.1, true), run(3.1, false)]).toEqual([1, 1])
})

test('one-close sounds where a file holds what no single close put there', () => {
  const run = (found: number) => {
    const its = new Pages().check(oneClose).emit(Kind.fileBytes, 'A.x', 1, 5)
    its.emit(Kind.fileSaving, 'A.x', 1, 10).emit(Kind.fileSaving, 'A.y', 1, 11)
    return its.emit(Kind.fileBytes, 'A.x', 1, found).told.length
  }
  expect([5, 10, 11, 12].map(run)).toEqual([0, 0, 0, 1])
})

test('stale-within-timeout sounds where a copy is used for longer than its time', () => {
  const run = (seconds: number) => {
    const its = new Pages({ switches: { policy: 'time-out', timeoutSeconds: 3 } })
    its.check(staleWithinTimeout).at(1e9).emit(Kind.fileSaved, 'A.x', 1, 1)
    its.at((1 + seconds) * 1e9).emit(Kind.fileOpening, 'A.y', 1)
    return its.emit(Kind.fileOpened, 'A.y', 1, 0).told.length
  }
  expect([3, 3.1].map(run)).toEqual([0, 1])
})
