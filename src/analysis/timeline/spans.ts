/**
 * Spans of one row in typed columns, in the order in which they began. Opened by one record, closed by another:
 * an open span ends at infinity, so what is in flight shows.
 */
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import { Density } from './density.ts'

export const SpanKind = {
  user: 1,
  kernel: 2,
  send: 3,
  serve: 4,
  timer: 5,
  request: 6,
  reply: 7,
  defer: 8,
  backoff: 9,
  jam: 10,
  dead: 11,
  get: 12,
  disk: 13,
  operation: 14,
  /** Of a disk, as `disk` is its reading. */
  diskWrite: 15,
  /** A transaction on a machine; `extra` is its state. */
  branch: 20,
} as const
export type SpanKind = (typeof SpanKind)[keyof typeof SpanKind]

const BLOCK = 128
const FEW = 1000
/** Spans that are put into the buckets with one that closes. */
const FILL_AT_ONCE = 8

export class Spans {
  count = 0
  start = new Float64Array(16)
  end = new Float64Array(16)
  kind = new Uint8Array(16)
  record = new Uint32Array(16)
  entity = new Uint32Array(16)
  /** Row dependent: the host that transmits, the stage of a burst, what the close said. */
  extra = new Int32Array(16)
  /** Latest end in each block of spans: long spans that began far to the left are found through it. */
  private readonly latest: number[] = []
  private readonly buckets = new Density()
  /** Spans below it are in the buckets, those that are closed. */
  private filled = 0

  open(time: number, kind: SpanKind, record: RecordIndex, entity: EntityId, extra = 0): number {
    if (this.count === this.start.length) this.grow()
    const slot = this.count++
    this.start[slot] = time
    this.end[slot] = Number.POSITIVE_INFINITY
    this.kind[slot] = kind
    this.record[slot] = record
    this.entity[slot] = entity
    this.extra[slot] = extra
    this.latest[(slot / BLOCK) | 0] = Number.POSITIVE_INFINITY
    return slot
  }

  close(slot: number, time: number): void {
    this.end[slot] = time
    const block = (slot / BLOCK) | 0
    let latest = 0
    const stop = Math.min(this.count, (block + 1) * BLOCK)
    for (let i = block * BLOCK; i < stop; i++) latest = Math.max(latest, this.end[i] as number)
    this.latest[block] = latest
    if (slot < this.filled) this.fill(slot)
    if (this.count > FEW) this.fillSome(FILL_AT_ONCE)
  }

  /** Only a row that has many spans, or fewer that are denser than a narrow window's pixels, pays for buckets. */
  get density(): Density {
    this.fillSome(this.count)
    return this.buckets
  }

  /** A row that has become one of many is not caught up with in one go. */
  private fillSome(most: number): void {
    const stop = Math.min(this.count, this.filled + most)
    // A row that begins to be filled late has come far: narrower buckets would be filled only to be folded.
    if (this.filled === 0 && this.count > 0)
      this.buckets.reach(this.start[this.count - 1] as number)
    for (; this.filled < stop; this.filled++) this.fill(this.filled)
  }

  private fill(slot: number): void {
    const end = this.end[slot] as number
    if (end < Number.POSITIVE_INFINITY)
      this.buckets.add(this.start[slot] as number, end, this.kind[slot] as number)
  }

  /** First slot that begins after `time`. */
  after(time: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.start[middle] as number) <= time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Calls for every span that touches [from, to], in order of beginning. */
  each(from: number, to: number, visit: (slot: number) => void): void {
    const stop = this.after(to)
    for (let block = 0; block * BLOCK < stop; block++) {
      if ((this.latest[block] as number) < from) continue
      const end = Math.min(stop, (block + 1) * BLOCK)
      for (let i = block * BLOCK; i < end; i++) if ((this.end[i] as number) >= from) visit(i)
    }
  }

  any(from: number, to: number): boolean {
    const stop = this.after(to)
    for (let block = 0; block * BLOCK < stop; block++) {
      if ((this.latest[block] as number) < from) continue
      const end = Math.min(stop, (block + 1) * BLOCK)
      for (let i = block * BLOCK; i < end; i++) if ((this.end[i] as number) >= from) return true
    }
    return false
  }

  /** How many begin in [from, to]: cheap, to decide between spans and density. */
  beginning(from: number, to: number): number {
    return this.after(to) - this.after(from)
  }

  private grow(): void {
    const size = this.start.length * 2
    this.start = copied(new Float64Array(size), this.start)
    this.end = copied(new Float64Array(size), this.end)
    this.kind = copied(new Uint8Array(size), this.kind)
    this.record = copied(new Uint32Array(size), this.record)
    this.entity = copied(new Uint32Array(size), this.entity)
    this.extra = copied(new Int32Array(size), this.extra)
  }
}

export function copied<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from)
  return to
}
