/**
 * Stable storage, after Lampson and Sturgis: a page is a pair of blocks, one on each of two disks that do not
 * decay together. Written one after the other, at most one of them is ever in doubt.
 */
import type { Step } from '../../engine/program.ts'
import type { DiskAnswer } from '../../hardware/disk.ts'
import { CloseSpan, Mark, OpenSpan } from '../../kernel/onlooker-calls.ts'
import { DiskWriteAll } from '../../kernel/system-calls.ts'
import { CleanupRule, Kind, StableResult } from '../../trace/kinds.ts'
import { CarefulGet, CarefulPut, holds } from './careful.ts'

export interface StableWays {
  /** The second copy is begun when the first is safe, or both are written at once. */
  readonly copies: 'one-after-the-other' | 'concurrent'
  readonly readBack: boolean
  /** Whether Cleanup compares two copies that are both good. */
  readonly compares: boolean
}

const FIRST = 1
const SECOND = 2

/** True when the page will be found again: on both disks, or on the one that is left. */
export function* StablePut(page: number, bytes: Uint8Array, ways: StableWays): Step<boolean> {
  const span = yield* OpenSpan(Kind.stablePutOpen, 'put', page, bytes)
  if (ways.copies === 'concurrent') yield* DiskWriteAll(page, bytes, [FIRST, SECOND])
  const written = ways.copies === 'concurrent'
  const first = yield* putCopy(page, bytes, FIRST, ways, written)
  const second = yield* putCopy(page, bytes, SECOND, ways, written)
  const done = first || second
  yield* CloseSpan(span, Kind.stablePutClose, done ? StableResult.done : StableResult.lost)
  return done
}

function* putCopy(
  page: number,
  bytes: Uint8Array,
  disk: number,
  { readBack }: StableWays,
  written: boolean,
): Step<boolean> {
  if (!written) return yield* CarefulPut(page, bytes, disk, readBack)
  if (!readBack) return true
  const back = yield* CarefulGet(page, disk)
  return back.bytes !== null && holds(back.bytes, bytes)
    ? true
    : yield* CarefulPut(page, bytes, disk, true)
}

/** The first copy that is good; null where neither is. */
export function* StableGet(page: number): Step<Uint8Array | null> {
  const span = yield* OpenSpan(Kind.stableGetOpen, 'get', page)
  const first = yield* CarefulGet(page, FIRST)
  const { bytes } = first.bytes ? first : yield* CarefulGet(page, SECOND)
  const result = bytes ? StableResult.done : StableResult.lost
  yield* CloseSpan(span, Kind.stableGetClose, result, bytes ?? 0)
  return bytes
}

/** After a crash, and now and then: makes the copies of each page equal and good again. */
export function* Cleanup(pages: readonly number[], ways: StableWays): Step<void> {
  const span = yield* OpenSpan(Kind.cleanupOpen, 'cleanup', pages.length)
  for (const page of pages) {
    const first = yield* CarefulGet(page, FIRST)
    const second = yield* CarefulGet(page, SECOND)
    const rule = ruleFor(first, second, ways)
    yield* Mark(span, Kind.cleanupRule, page, rule)
    if (rule === CleanupRule.firstToSecond && first.bytes)
      yield* CarefulPut(page, first.bytes, SECOND, ways.readBack)
    if (rule === CleanupRule.secondToFirst && second.bytes)
      yield* CarefulPut(page, second.bytes, FIRST, ways.readBack)
  }
  yield* CloseSpan(span, Kind.cleanupClose)
}

/** Both good and equal: nothing. One bad: the good one over it. Both good and different: the first over the second. */
function ruleFor(first: DiskAnswer, second: DiskAnswer, { compares }: StableWays): number {
  if (first.bytes && second.bytes)
    return !compares || holds(first.bytes, second.bytes)
      ? CleanupRule.nothing
      : CleanupRule.firstToSecond
  if (first.bytes) return CleanupRule.firstToSecond
  return second.bytes ? CleanupRule.secondToFirst : CleanupRule.bothBad
}
