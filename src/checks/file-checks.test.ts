// The checks on files, each on a run by hand that keeps its promise and on one that does not.
import { describe, expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { FakeRun } from './fake-run.ts'
import { lastWriteRead } from './last-write-read.ts'
import { notFasterThanDisk } from './not-faster-than-disk.ts'

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
