/**
 * Careful operations on one disk, after Lampson and Sturgis: a write is read back until what is on the disk is what
 * was meant, a read is tried again before it is believed to be bad.
 */
import type { Step } from '../../engine/program.ts'
import type { DiskAnswer } from '../../hardware/disk.ts'
import { DiskRead, DiskWrite } from '../../kernel/system-calls.ts'

/** Readings before a block is believed to be bad (X: published is only that there is a limit). */
const READS_MAX = 3
/** Lampson and Sturgis write until what is there is good; a disk that spoils so many in a row is broken (X). */
const WRITES_MAX = 16

/** True when the block holds just these bytes, or was written where nothing is read back. */
export function* CarefulPut(
  block: number,
  bytes: Uint8Array,
  disk: number,
  readBack: boolean,
): Step<boolean> {
  for (let n = 0; n < WRITES_MAX; n++) {
    const written = yield* DiskWrite(block, bytes, disk)
    if (written.status !== 'good') return false
    if (!readBack) return true
    const back = yield* DiskRead(block, disk)
    if (back.bytes && holds(back.bytes, bytes)) return true
  }
  return false
}

/** The block, or why it cannot be read: a bad checksum may be a bad reading, so it is read again. */
export function* CarefulGet(block: number, disk: number): Step<DiskAnswer> {
  for (let n = 1; ; n++) {
    const answer = yield* DiskRead(block, disk)
    if (answer.status !== 'bad' || n === READS_MAX) return answer
  }
}

/** Whether a block holds these bytes; behind them it is zero. */
export function holds(block: Uint8Array, bytes: Uint8Array): boolean {
  for (let i = 0; i < block.length; i++) if (block[i] !== (bytes[i] ?? 0)) return false
  return true
}
