/** A log on a disk made by hand, which loses its power at any write. */
import { describe, expect, test } from 'vitest'
import type { Step, SystemCall } from '../../engine/program.ts'
import { DiskReadCall, DiskWriteCall } from '../../kernel/system-calls.ts'
import { NoticeCall } from '../../kernel/things.ts'
import { Kind } from '../../trace/kinds.ts'
import { Log, type LogPlace } from './log.ts'
import type { LogRecord } from './log-block.ts'

const record = (transaction: number, text = ''): LogRecord => ({ type: 1, transaction, text })
const names = ({ found }: Log) => found.map(({ transaction }) => transaction)

class PowerLost extends Error {}

class FakeDisk {
  readonly blocks = new Map<number, Uint8Array>()
  readonly told: string[] = []
  /** Blocks whose checksum is wrong. */
  readonly bad = new Set<number>()
  writes = 0
  /** Before which write the power goes, and what that leaves of it. */
  lastWrite = Number.POSITIVE_INFINITY
  torn: 'no' | 'seen' | 'unseen' = 'no'
  readonly blockBytes: number

  constructor(blockBytes = 64) {
    this.blockBytes = blockBytes
  }

  run<R>(steps: Step<R>): R {
    let result: unknown
    for (;;) {
      const step = steps.next(result)
      if (step.done) return step.value
      result = this.carryOut(step.value)
    }
  }
  private carryOut(call: SystemCall<unknown>): unknown {
    if (call instanceof DiskReadCall)
      return this.bad.has(call.block)
        ? { status: 'bad', bytes: null }
        : { status: 'good', bytes: this.blocks.get(call.block) ?? new Uint8Array(this.blockBytes) }
    if (call instanceof DiskWriteCall) return this.write(call.block, call.bytes)
    if (call instanceof NoticeCall && call.kind !== Kind.logFound)
      this.told.push(
        `${call.kind === Kind.logForced ? 'force' : call.kind === Kind.logWritten ? 'written' : 'append'} ${call.a}`,
      )
    return undefined
  }
  private write(block: number, bytes: Uint8Array): unknown {
    if (this.writes >= this.lastWrite) {
      const half = (this.blocks.get(block) ?? new Uint8Array(this.blockBytes)).slice()
      half.set(bytes.subarray(0, this.blockBytes / 4))
      if (this.torn !== 'no') this.blocks.set(block, half)
      if (this.torn === 'seen') this.bad.add(block)
      throw new PowerLost()
    }
    this.writes++
    const whole = new Uint8Array(this.blockBytes)
    whole.set(bytes)
    this.blocks.set(block, whole)
    this.bad.delete(block)
    return { status: 'good', bytes: whole }
  }
  open(place?: LogPlace): Log {
    const log = this.run(Log.open(({ transaction }) => `T${transaction}`, place))
    if (!log) throw new Error('There is a disk.')
    return log
  }
}

describe('a log', () => {
  test('loses at a crash what was only appended, and nothing that was forced', () => {
    const disk = new FakeDisk()
    const log = disk.open()
    expect(disk.run(log.append(record(1)))).toBe(1)
    expect(disk.run(log.force(record(2, 'x=5')))).toBe(2)
    expect(disk.run(log.append(record(3)))).toBe(3)
    const again = disk.open()
    expect(again.found).toEqual([record(1), record(2, 'x=5')])
    // The numbers go on where the disk ends.
    expect(disk.run(again.force(record(4)))).toBe(3)
    expect(names(disk.open())).toEqual([1, 2, 4])
  })
  test('writes with a force what was appended before it, in one block where it fits', () => {
    const disk = new FakeDisk()
    const log = disk.open()
    disk.run(log.append(record(1)))
    disk.run(log.append(record(2)))
    disk.run(log.force(record(3)))
    expect([disk.writes, disk.told]).toEqual([1, ['append 1', 'append 2', 'force 3', 'written 3']])
    for (let i = 4; i < 12; i++) disk.run(log.append(record(i)))
    disk.run(log.force(record(12)))
    expect(disk.writes).toBe(3)
    expect(names(disk.open())).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
  test.each(['no', 'seen', 'unseen'])(
    'a cut at any write leaves what was safe before it (torn: %s)',
    (torn) => {
      for (let cut = 0; cut < 6; cut++) {
        const disk = new FakeDisk()
        Object.assign(disk, { lastWrite: cut, torn })
        const log = disk.open()
        const safe: number[] = []
        try {
          for (let i = 1; i <= 8; i++) {
            disk.run(log.append(record(10 * i)))
            disk.run(log.force(record(10 * i + 1)))
            safe.push(10 * i, 10 * i + 1)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(PowerLost)
        }
        disk.lastWrite = Number.POSITIVE_INFINITY
        const again = disk.open()
        expect(names(again)).toEqual(safe)
        // And it goes on from there.
        disk.run(again.force(record(99)))
        expect(names(disk.open())).toEqual([...safe, 99])
      }
    },
  )
  test('is full when its blocks are, and says so', () => {
    const disk = new FakeDisk()
    const log = disk.open({ firstBlock: 5, blocks: 2 })
    expect([1, 2, 3].map((i) => disk.run(log.force(record(i))))).toEqual([1, 2, 0])
    expect(names(disk.open({ firstBlock: 5, blocks: 2 }))).toEqual([1, 2])
    expect([...disk.blocks.keys()]).toEqual([5, 6])
  })
  test('takes no record that is longer than a block', () => {
    const disk = new FakeDisk()
    const log = disk.open()
    expect(disk.run(log.force(record(1, 'x'.repeat(60))))).toBe(0)
    expect(disk.run(log.append(record(1, 'x'.repeat(60))))).toBe(0)
    expect(disk.run(log.force(record(2)))).toBe(1)
  })
})
