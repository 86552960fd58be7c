/**
 * A file server's blocks: in its memory, where the cache has them, or else on its disk. With write-through an
 * answered write is on the disk; a delayed one is in memory alone until the delay is over.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { DiskRead, DiskWrite, GetTime, Note, Show } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { BlockCache, type Kept } from './block-cache.ts'

export interface Caching {
  /** Blocks that are kept; with 0 there is a single one, for what is fetched ahead, and it is used once. */
  readonly cacheBlocks: number
  readonly writes: 'through' | 'delayed'
  /** How long a delayed write may stay in memory alone, ns. */
  readonly delayNs: number
}

/**
 * Writing begins when so much of the delay is left: what is due together goes to the disk one after the other, and a
 * server that has one process may be held up by a client that died in the middle of a request.
 */
const BEGIN_BEFORE = 0.3

export class CachedBlocks {
  private readonly cache: BlockCache
  private readonly caching: Caching
  private hits = 0
  private ahead = 0

  constructor(caching: Caching) {
    this.caching = caching
    this.cache = new BlockCache(Math.max(1, caching.cacheBlocks))
  }

  private get keeps(): boolean {
    return this.caching.cacheBlocks > 0
  }

  private get delays(): boolean {
    const { writes, delayNs } = this.caching
    return writes === 'delayed' && delayNs > 0 && this.keeps
  }

  /** Null where there is no such block. */
  *read(block: number): Step<Uint8Array | null> {
    const known = this.cache.use(block)
    if (known) {
      yield* this.hit(known)
      return known.bytes
    }
    yield* Tell(Kind.cacheMiss, null, block)
    const { bytes } = yield* DiskRead(block)
    if (bytes && this.keeps) yield* this.keep(block, bytes, false)
    return bytes
  }

  private *hit(known: Kept): Step<void> {
    yield* Tell(Kind.cacheHit, null, known.block, known.ahead ? 1 : 0)
    if (this.keeps) yield* Show('in memory', ++this.hits)
    if (known.ahead) yield* Show('fetched ahead', ++this.ahead)
    known.ahead = false
    if (!this.keeps) this.cache.drop(known.block)
  }

  /** Brings a block into memory that nobody has asked for yet. */
  *fetchAhead(block: number): Step<void> {
    if (this.cache.has(block)) return
    yield* Tell(Kind.fetchedAhead, null, block)
    const { bytes } = yield* DiskRead(block)
    if (bytes) yield* this.keep(block, bytes, true)
  }

  /** Puts bytes into a block that has some: on the disk, or for a while in memory alone. False without the block. */
  *overwrite(block: number, bytes: Uint8Array): Step<boolean> {
    if (!this.delays) return yield* this.writeThrough(block, bytes)
    const known = this.cache.use(block)
    const since = known?.dirtySince ?? (yield* GetTime())
    if (known) known.bytes = bytes.slice()
    const kept = known ?? (yield* this.keep(block, bytes, false))
    kept.ahead = false
    kept.dirtySince = since
    yield* Tell(Kind.blockDirty, null, block)
    yield* this.showDirty()
    return true
  }

  *writeThrough(block: number, bytes: Uint8Array): Step<boolean> {
    const { bytes: written } = yield* DiskWrite(block, bytes)
    const known = this.cache.use(block)
    if (!written) return false
    if (known) known.bytes = written
    else if (this.keeps) yield* this.keep(block, written, false)
    return true
  }

  private *keep(block: number, bytes: Uint8Array, ahead: boolean): Step<Kept> {
    for (let old = this.cache.oldest(); old; old = this.cache.oldest()) {
      if (old.dirtySince !== null) yield* this.writeBack(old)
      this.cache.drop(old.block)
      yield* Tell(Kind.blockEvicted, null, old.block)
    }
    const kept: Kept = { block, bytes: bytes.slice(), ahead, dirtySince: null }
    this.cache.put(kept)
    return kept
  }

  private *writeBack(kept: Kept): Step<void> {
    const { status } = yield* DiskWrite(kept.block, kept.bytes)
    kept.dirtySince = null
    if (status === 'good') yield* Tell(Kind.blockClean, null, kept.block)
    else yield* Note(`Block ${kept.block} could not be written back: the disk is ${status}`)
    yield* this.showDirty()
  }

  /** Writes what must not wait any longer; ns until the next will be due, null while the disk has everything. */
  *writeDue(): Step<number | null> {
    const early = Math.round(this.caching.delayNs * (1 - BEGIN_BEFORE))
    for (;;) {
      const [first] = this.cache.dirty()
      if (!first) return null
      const due = (first.dirtySince as number) + early
      const now = yield* GetTime()
      if (due > now) return due - now
      yield* this.writeBack(first)
    }
  }

  private *showDirty(): Step<void> {
    yield* Show('not on disk yet', this.cache.dirty().length)
  }
}
