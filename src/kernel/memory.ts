/**
 * A process's memory: one run of bytes from address 4,096 up, grown by Allocate. Nothing lies below it, so that an
 * address which was never set finds no byte.
 */
const FIRST_ADDRESS = 0x1000
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
    return this.memory.view(this.start, this.length) as Uint8Array
  }
}

export class Memory {
  private bytes = new Uint8Array(0)
  private used = 0

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

  /** The bytes at an address; null where some of them are not this process's. */
  view(start: number, length: number): Uint8Array | null {
    const from = start - FIRST_ADDRESS
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(length)) return null
    if (from < 0 || length < 0 || from + length > this.used) return null
    return this.bytes.subarray(from, from + length)
  }
}
