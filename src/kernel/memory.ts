/**
 * A process's memory: one run of bytes from address 4,096 up, grown by Allocate. Nothing lies below it, so that an
 * address which was never set finds no byte.
 */
export const FIRST_ADDRESS = 0x1000
/** What is copied, and marked as written, at a time, bytes: as much as one packet carries (X). */
export const PAGE_BYTES = 1024
/** What one process may have, bytes; a design choice. */
export const MEMORY_MAX = 16 * 1024 * 1024

/** A stretch of a process's own memory, as Allocate gives it. */
export class Segment {
  readonly start: number
  readonly length: number
  private readonly memory: Memory

  constructor(memory: Memory, start: number, length: number) {
    this.memory = memory
    this.start = start
    this.length = length
  }

  /** The bytes themselves: good until the next Allocate. */
  get bytes(): Uint8Array {
    // Whoever has the bytes may write them: of a memory that is watched all these pages count as written.
    this.memory.touch(this.start, this.length)
    return this.memory.view(this.start, this.length) as Uint8Array
  }
}

export class Memory {
  private bytes = new Uint8Array(0)
  private used = 0
  /** A 1 for each page that has been written since it was last taken; null while nobody watches. */
  private dirty: Uint8Array | null = null
  private marked = 0
  /** Told how many pages are marked, before and after, whenever that changes. */
  wrote: ((before: number, after: number) => void) | null = null

  get size(): number {
    return this.used
  }

  /** From now on pages that are written are marked; at first all of them are. */
  watch(): void {
    this.dirty = new Uint8Array(Math.ceil(this.used / PAGE_BYTES)).fill(1)
    this.mark(this.dirty.length)
  }
  touch(start: number, length: number): void {
    const { dirty } = this
    if (!dirty || length <= 0) return
    const first = Math.floor((start - FIRST_ADDRESS) / PAGE_BYTES)
    const last = Math.floor((start - FIRST_ADDRESS + length - 1) / PAGE_BYTES)
    for (let page = first; page <= last; page++) {
      if (dirty[page] !== 0) continue
      dirty[page] = 1
      this.mark(this.marked + 1)
    }
  }
  dirtyPages(): number {
    return this.marked
  }
  private mark(pages: number): void {
    const before = this.marked
    this.marked = pages
    if (before !== pages) this.wrote?.(before, pages)
  }
  /** Stretches of pages that are marked, and the marks taken off. */
  takeDirty(): { readonly start: number; readonly count: number }[] {
    const { dirty } = this
    const runs: { start: number; count: number }[] = []
    dirty?.forEach((bit, page) => {
      if (bit === 0) return
      const last = runs.at(-1)
      const start = FIRST_ADDRESS + page * PAGE_BYTES
      const count = Math.min(PAGE_BYTES, this.used - page * PAGE_BYTES)
      if (last && last.start + last.count === start) last.count += count
      else runs.push({ start, count })
    })
    dirty?.fill(0)
    this.mark(0)
    return runs
  }

  /** All of it, as it was elsewhere. */
  restore(bytes: Uint8Array): void {
    this.bytes = bytes.slice()
    this.used = bytes.length
  }
  all(): Uint8Array {
    return this.bytes.subarray(0, this.used)
  }

  /** Zeros; null beyond what a process may have. */
  allocate(length: number): Segment | null {
    if (!Number.isSafeInteger(length) || length < 0 || this.used + length > MEMORY_MAX) return null
    const start = FIRST_ADDRESS + this.used
    this.used += length
    if (this.used > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.used, 2 * this.bytes.length))
      grown.set(this.bytes)
      this.bytes = grown
    }
    return new Segment(this, start, length)
  }

  /** A word of a program's own; 0 where there is none. */
  load(address: number): number {
    const bytes = this.view(address, 4)
    return bytes ? new DataView(bytes.buffer, bytes.byteOffset).getInt32(0) : 0
  }
  store(address: number, value: number): boolean {
    const bytes = this.view(address, 4)
    if (!bytes) return false
    new DataView(bytes.buffer, bytes.byteOffset).setInt32(0, value)
    this.touch(address, 4)
    return true
  }

  /** The bytes at an address; null where some of them are not this process's. */
  view(start: number, length: number): Uint8Array | null {
    const from = start - FIRST_ADDRESS
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(length)) return null
    if (from < 0 || length < 0 || from + length > this.used) return null
    return this.bytes.subarray(from, from + length)
  }
}
