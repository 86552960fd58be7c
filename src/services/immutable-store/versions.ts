/**
 * Versions of files on one disk and in memory, after the Bullet server: created uncommitted in memory, filled,
 * committed once, and never changed again. A version is on the disk when its inode is: its bytes are written first,
 * in one run of blocks, and the inode in one block after them.
 */
import { contentHash } from '../../engine/content-hash.ts'
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import {
  DiskRead,
  DiskWrite,
  GetTime,
  NameBlock,
  NameContent,
  Random,
  Show,
} from '../../kernel/system-calls.ts'
import { Kind, VersionEnd } from '../../trace/kinds.ts'
import { inodeOf, type Layout, readInode, slotBlock } from './disk-layout.ts'
import {
  NUMBERS,
  PART_BYTES,
  PARTS_MAX,
  partLength,
  partsOf,
  versionId,
  versionName,
} from './identifiers.ts'

export interface Version {
  readonly id: number
  readonly length: number
  readonly slot: number
  readonly firstBlock: number
  /** Null where only the disk has them. */
  bytes: Uint8Array | null
  committed: boolean
  onDisk: boolean
  /** When it was created, ns; 0 of one that was found. */
  readonly created: number
  hoursLeft: number
}

export interface Keeping {
  /** Which of the servers this one is, from 0. */
  readonly place: number
  readonly layout: Layout
  readonly ttlHours: number
}

export class Versions {
  private readonly keeping: Keeping
  private readonly known = new Map<number, Version>()

  private constructor(keeping: Keeping) {
    this.keeping = keeping
  }

  /** Finds the versions that are on the disk. */
  static *mount(keeping: Keeping): Step<Versions> {
    const versions = new Versions(keeping)
    for (let slot = 0; slot < keeping.layout.slots; slot++) {
      const { bytes } = yield* DiskRead(slotBlock(slot))
      const inode = bytes && readInode(bytes)
      if (!inode) continue
      const { version: id, firstBlock, bytes: length } = inode
      versions.add({ id, length, slot, firstBlock, bytes: null, committed: true, onDisk: true })
      yield* Tell(Kind.versionFound, null, id)
    }
    yield* Tell(Kind.storeMounted, null, versions.known.size)
    yield* versions.show()
    return versions
  }

  private add(its: Omit<Version, 'created' | 'hoursLeft'>, created = 0): Version {
    const { ttlHours } = this.keeping
    const version = { ...its, created, hoursLeft: ttlHours }
    this.known.set(its.id, version)
    return version
  }

  get(id: number): Version | undefined {
    return this.known.get(id)
  }
  all(): readonly Version[] {
    return [...this.known.values()]
  }

  /** An uncommitted one, in memory, with its place on the disk kept free; null where there is none. */
  *create(length: number, as: number): Step<Version | null> {
    const { layout, place } = this.keeping
    const slot = this.freeSlot()
    const firstBlock = this.freeRun(Math.ceil(length / layout.blockBytes))
    if (slot === null || firstBlock === null) return null
    let id = as
    while (id === 0 || (as === 0 && this.known.has(id)))
      id = versionId(place, yield* Random(NUMBERS))
    const bytes = new Uint8Array(length)
    const its = { id, length, slot, firstBlock, bytes, committed: false, onDisk: false }
    return this.add(its, yield* GetTime())
  }

  private freeSlot(): number | null {
    const used = new Set(this.all().map(({ slot }) => slot))
    for (let slot = 0; slot < this.keeping.layout.slots; slot++) if (!used.has(slot)) return slot
    return null
  }

  /** The first of so many blocks in a row. */
  private freeRun(blocks: number): number | null {
    const { firstData, dataBlocks, blockBytes } = this.keeping.layout
    const runs = this.all()
      .map((its) => [its.firstBlock, its.firstBlock + Math.ceil(its.length / blockBytes)] as const)
      .sort(([one], [other]) => one - other)
    let from = firstData
    for (const [start, end] of runs) {
      if (start - from >= blocks) return from
      from = Math.max(from, end)
    }
    return from + blocks <= firstData + dataBlocks ? from : null
  }

  /** The bytes of a version; null where the disk cannot give them all. */
  *bytesOf(version: Version): Step<Uint8Array | null> {
    if (version.bytes) return version.bytes
    const { blockBytes } = this.keeping.layout
    const bytes = new Uint8Array(version.length)
    for (let at = 0, block = version.firstBlock; at < version.length; at += blockBytes, block++) {
      const read = yield* DiskRead(block)
      if (!read.bytes) return null
      bytes.set(read.bytes.subarray(0, version.length - at), at)
    }
    version.bytes = bytes
    return bytes
  }

  /** From here on nobody may change it. With `safe` it is on the disk as well; false where that cannot be. */
  *commit(version: Version, safe: boolean): Step<boolean> {
    if (safe && !(yield* this.toDisk(version))) return false
    version.committed = true
    for (let part = 0; part < partsOf(version.length); part++) yield* this.tellPart(version, part)
    yield* Tell(Kind.versionCommitted, null, version.id, version.onDisk ? 1 : 0)
    yield* this.show()
    return true
  }

  *tellPart(version: Version, part: number): Step<void> {
    const at = part * PART_BYTES
    const bytes = (version.bytes as Uint8Array).subarray(at, at + partLength(version.length, part))
    yield* Tell(Kind.versionPart, null, version.id * PARTS_MAX + part, contentHash(bytes))
  }

  private *toDisk(version: Version): Step<boolean> {
    const { blockBytes } = this.keeping.layout
    const bytes = version.bytes as Uint8Array
    if (!(yield* this.writeBlocks(version, 0, Math.ceil(bytes.length / blockBytes)))) return false
    const inode = inodeOf({
      version: version.id,
      firstBlock: version.firstBlock,
      bytes: bytes.length,
    })
    const block = slotBlock(version.slot)
    yield* NameBlock(block, `inode ${version.slot + 1}`)
    yield* NameContent(block, inode, versionName(version.id))
    if ((yield* DiskWrite(block, inode)).status !== 'good') return false
    version.onDisk = true
    return true
  }

  private *writeBlocks(version: Version, from: number, to: number): Step<boolean> {
    const { blockBytes } = this.keeping.layout
    const bytes = version.bytes as Uint8Array
    for (let n = from; n < to; n++) {
      const block = bytes.subarray(n * blockBytes, (n + 1) * blockBytes)
      if ((yield* DiskWrite(version.firstBlock + n, block)).status !== 'good') return false
    }
    return true
  }

  /** What only a server does that lets files be overwritten: new bytes of one part stand in memory. */
  *overwritten(version: Version, part: number, safe: boolean): Step<boolean> {
    yield* this.tellPart(version, part)
    if (!safe || !version.onDisk) {
      version.onDisk = false
      return true
    }
    const { blockBytes } = this.keeping.layout
    const at = part * PART_BYTES
    const to = Math.ceil((at + partLength(version.length, part)) / blockBytes)
    const done = yield* this.writeBlocks(version, Math.floor(at / blockBytes), to)
    if (done) yield* Tell(Kind.versionOnDisk, null, version.id)
    return done
  }

  /** What is committed goes to the disk. */
  *sweep(): Step<void> {
    for (const version of this.all())
      if (version.committed && !version.onDisk && (yield* this.toDisk(version)))
        yield* Tell(Kind.versionOnDisk, null, version.id)
    yield* this.show()
  }

  get hasUnswept(): boolean {
    return this.all().some(({ committed, onDisk }) => committed && !onDisk)
  }

  /** Nobody will commit any more what has been waiting for so long, ns. */
  *forgetAbandoned(after: number): Step<void> {
    const waiting = this.all().filter(({ committed }) => !committed)
    if (waiting.length === 0) return
    const now = yield* GetTime()
    for (const version of waiting)
      if (now - version.created > after) yield* this.forget(version, VersionEnd.neverCommitted)
  }

  /** Another hour: what nobody has touched for the time to live goes. */
  *age(): Step<void> {
    for (const version of this.all())
      if (version.committed && --version.hoursLeft <= 0)
        yield* this.forget(version, VersionEnd.collected)
    yield* this.show()
  }

  touch(version: Version): void {
    version.hoursLeft = this.keeping.ttlHours
  }

  /**
   * Nothing leads to its blocks once its inode is gone. If the power is gone before that, a start finds it once more,
   * and it has another time to live.
   */
  *forget(version: Version, why: number): Step<void> {
    this.known.delete(version.id)
    yield* Tell(Kind.versionGone, null, version.id, why)
    if (version.committed) yield* DiskWrite(slotBlock(version.slot), new Uint8Array(14))
  }

  *show(): Step<void> {
    const committed = this.all().filter((its) => its.committed)
    yield* Show('versions', committed.length)
    const only = committed.filter(({ onDisk }) => !onDisk).length
    yield* Show('not on disk yet', only)
  }
}
