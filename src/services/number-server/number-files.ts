/**
 * Files of one number each, found through the inodes of a file server's disk. With write-through an answered write is
 * on the disk. With write-back it is in memory until somebody has the cache written: then the blocks go in the order
 * in which a sweep of the arm meets them, from where the arm stands.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { DiskRead, DiskWrite, Show } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { type Label, readInode, readLabel } from '../file-server/inode.ts'
import {
  type Intention,
  intentionsBlock,
  inUse,
  isInUse,
  numberBlock,
  readIntentions,
  readNumber,
} from './number-blocks.ts'

export interface Ways {
  readonly writes: 'through' | 'back'
  /** What a start does about a disk that nobody has closed: reads every inode, or the list of intentions alone. */
  readonly recovery: 'scan' | 'replay'
}

interface Cached {
  readonly block: number
  number: number | null
  dirty: boolean
}

const LABEL = 0
const FIRST_INODE = 1

export class NumberFiles {
  private readonly ways: Ways
  private readonly label: Label
  private readonly cache = new Map<number, Cached>()
  /** The block that the arm has been sent to last. */
  private arm = 0

  private constructor(label: Label, ways: Ways) {
    this.label = label
    this.ways = ways
  }

  /** Finds the disk as its last server left it, and puts right what that one did not finish. Null without a disk. */
  static *mount(ways: Ways): Step<NumberFiles | null> {
    const { bytes } = yield* DiskRead(LABEL)
    const label = bytes && readLabel(bytes)
    if (!bytes || !label) return null
    const files = new NumberFiles(label, ways)
    const isClean = !isInUse(bytes)
    const blocks = isClean ? 0 : yield* files.recover()
    if (isClean) yield* DiskWrite(LABEL, inUse(bytes))
    yield* Tell(Kind.mounted, null, 1 + blocks, isClean ? 0 : 1)
    return files
  }

  /** How many blocks it had to look at. */
  private *recover(): Step<number> {
    const list = readIntentions((yield* this.readBlock(this.intentionsAt)) ?? new Uint8Array(4))
    yield* this.carryOut(list)
    if (list.length > 0) yield* Tell(Kind.intentionsReplayed, null, list.length)
    if (this.ways.recovery === 'replay') return 1
    for (let file = 0; file < this.label.files; file++) yield* this.readBlock(FIRST_INODE + file)
    return 1 + this.label.files
  }

  private get intentionsAt(): number {
    return this.label.nextFree
  }

  private *readBlock(block: number): Step<Uint8Array | null> {
    this.arm = block
    return (yield* DiskRead(block)).bytes
  }

  private *writeBlock(block: number, bytes: Uint8Array): Step<boolean> {
    this.arm = block
    return (yield* DiskWrite(block, bytes)).status === 'good'
  }

  /** Undefined where there is no such file, or none that can be read. */
  private *find(file: number): Step<Cached | undefined> {
    const known = this.cache.get(file)
    if (known) return known
    if (!(file >= 0 && file < this.label.files)) return undefined
    const inode = yield* this.readBlock(FIRST_INODE + file)
    const block = inode ? readInode(inode)[0] : undefined
    const bytes = block === undefined ? null : yield* this.readBlock(block)
    if (block === undefined || !bytes) return undefined
    const found = { block, number: readNumber(bytes), dirty: false }
    this.cache.set(file, found)
    return found
  }

  /** Null: the file is there, and nothing was ever written into it. */
  *get(file: number): Step<number | null | undefined> {
    return (yield* this.find(file))?.number
  }

  *put(file: number, number: number): Step<boolean> {
    const its = yield* this.find(file)
    if (!its) return false
    its.number = number
    if (this.ways.writes === 'through')
      return yield* this.writeBlock(its.block, numberBlock(number))
    its.dirty = true
    yield* Tell(Kind.blockDirty, null, its.block)
    yield* this.showDirty()
    return true
  }

  /** Writes what the disk has not got yet, in the order of a sweep. */
  *flush(): Step<void> {
    for (;;) {
      const next = this.nextInSweep()
      if (!next) return
      if (!(yield* this.writeBlock(next.block, numberBlock(next.number ?? 0)))) return
      next.dirty = false
      yield* Tell(Kind.blockClean, null, next.block)
      yield* this.showDirty()
    }
  }

  private nextInSweep(): Cached | undefined {
    const dirty = [...this.cache.values()].filter((its) => its.dirty)
    dirty.sort((one, other) => one.block - other.block)
    return dirty.find(({ block }) => block >= this.arm) ?? dirty[0]
  }

  private *showDirty(): Step<void> {
    let count = 0
    for (const { dirty } of this.cache.values()) if (dirty) count++
    yield* Show('not on disk yet', count)
  }

  /** From the moment that the list is on the disk its numbers will be, whatever happens: that is the commitment. */
  *commit(transaction: number, list: readonly Intention[]): Step<boolean> {
    if (!(yield* this.writeBlock(this.intentionsAt, intentionsBlock(list)))) return false
    yield* Tell(Kind.intentionsKept, null, transaction, list.length)
    return true
  }

  /** Writes every number of a list, and then forgets the list: to write one twice is the same as once. */
  *carryOut(list: readonly Intention[]): Step<void> {
    for (const { file, number } of list) {
      const its = yield* this.find(file)
      if (!its || !(yield* this.writeBlock(its.block, numberBlock(number)))) return
      its.number = number
    }
    if (list.length > 0) yield* this.writeBlock(this.intentionsAt, intentionsBlock([]))
  }
}
