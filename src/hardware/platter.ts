/**
 * What is on a disk's surface: bytes, and with each block the checksum that its last writer left. A block is good
 * where the two agree. Nothing here takes time: when the head is where is the disk's business.
 */
import { contentHash } from '../engine/content-hash.ts'

interface Stored {
  readonly bytes: Uint8Array
  /** Of the bytes that were meant to be there; null: of these. */
  readonly check: number | null
  /** Of these bytes, once somebody has asked. */
  hash: number | null
}

/** Why a block is bad: for an onlooker, since the disk itself only sees that it is. */
export type Damage = 'torn' | 'decayed' | 'blank'

export class Platter {
  private readonly blockBytes: number
  private readonly stored = new Map<number, Stored>()
  private readonly damaged = new Map<number, Damage>()
  /** What a block holds that was never written. */
  private readonly untouched: Stored

  /** A formatted surface is all zero, with checksums; one that is fresh from the factory has none. */
  constructor(blockBytes: number, formatted: boolean) {
    this.blockBytes = blockBytes
    const bytes = new Uint8Array(blockBytes)
    const check = contentHash(bytes)
    this.untouched = { bytes, check: formatted ? null : ~check, hash: check }
  }

  private at(block: number): Stored {
    return this.stored.get(block) ?? this.untouched
  }

  /** The bytes as they are, good or bad. */
  bytesOf(block: number): Uint8Array {
    return this.at(block).bytes
  }

  isGood(block: number): boolean {
    const { check } = this.at(block)
    return check === null || this.hashOf(block) === check
  }

  /** Of the bytes as they are. */
  hashOf(block: number): number {
    const its = this.at(block)
    its.hash ??= contentHash(its.bytes)
    return its.hash
  }

  /** What the next damage leaves as the checksum. */
  private checkOf(block: number): number {
    return this.at(block).check ?? this.hashOf(block)
  }

  damageOf(block: number): Damage | null {
    return this.isGood(block) ? null : (this.damaged.get(block) ?? 'blank')
  }

  /** Blocks that were written, or damaged, at any time. */
  get used(): readonly number[] {
    return [...this.stored.keys()]
  }

  write(block: number, bytes: Uint8Array): void {
    this.stored.set(block, { bytes, check: null, hash: null })
  }

  /**
   * A write that ended early: `passed` bytes from the start are new. With `underHead` the byte after them is
   * neither old nor new. The checksum is the last thing to be written, so it is still the old one.
   */
  tear(block: number, bytes: Uint8Array, passed: number, underHead: boolean): void {
    const before = this.at(block)
    const mixed = before.bytes.slice()
    mixed.set(bytes.subarray(0, passed))
    if (underHead) spoil(mixed, passed)
    this.stored.set(block, { bytes: mixed, check: this.checkOf(block), hash: null })
    this.damaged.set(block, 'torn')
  }

  /** One byte of a block changes by itself. */
  decay(block: number, byte: number): void {
    const { bytes } = this.at(block)
    const check = this.checkOf(block)
    const worse = bytes.slice()
    spoil(worse, byte % this.blockBytes)
    this.stored.set(block, { bytes: worse, check, hash: null })
    this.damaged.set(block, 'decayed')
  }
}

/** Never back to what it was, however often the same byte is hit in a row. */
function spoil(bytes: Uint8Array, at: number): void {
  bytes[at] = ((bytes[at] as number) + 1) % 256
}
