/**
 * The map of a file server's disk in its memory, and how a start reads it back. Before an inode is written its new
 * content goes into one block of its own, to be done again: a power cut in the midst of an inode spoils nothing then.
 * A start either reads every inode, and takes what was to be done again for one that it cannot read; or it does that
 * again at once, serves, and reads an inode when somebody asks for its file.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { DiskRead, DiskWrite, Note } from '../../kernel/system-calls.ts'
import { FilesRecovery, Kind } from '../../trace/kinds.ts'
import {
  FILES_USUAL,
  firstDataBlock,
  inodeBlock,
  type Label,
  labelBlock,
  pagesMax,
  type Redo,
  readInode,
  readLabel,
  readRedo,
  redoBlock,
  redoPagesMax,
} from './inode.ts'

/** What a start reads: every inode, or what was to be done again. */
export type Recovery = 'scan' | 'replay'

/** Blocks have numbers of 16 bits. */
const BLOCK_MAX = 0xffff
const FIRST_INODE = 1

export class FileMap {
  readonly blockBytes: number
  private readonly label: Label
  /** Blocks of each file's pages; null where the inode cannot be read, undefined where nobody has read it yet. */
  private readonly inodes: (number[] | null | undefined)[]
  private nextFree: number

  private constructor(label: Label, blockBytes: number) {
    this.label = label
    this.blockBytes = blockBytes
    this.inodes = Array.from({ length: label.files }, () => undefined)
    this.nextFree = label.nextFree + 1
  }

  static *open(first: Uint8Array, firstPages: number, recovery: Recovery): Step<FileMap> {
    const known = readLabel(first)
    if (!known) return yield* FileMap.format(firstPages, first.length)
    const map = new FileMap(known, first.length)
    const isDone = recovery === 'replay' && (yield* map.replay())
    if (!isDone) yield* map.scan()
    return map
  }

  private static *format(firstPages: number, blockBytes: number): Step<FileMap> {
    const data = firstDataBlock(FILES_USUAL)
    const count = Math.min(firstPages, pagesMax(blockBytes))
    const pages = Array.from({ length: count }, (_, i) => data + i)
    const label = { nextFree: data + count, files: FILES_USUAL }
    yield* DiskWrite(FIRST_INODE, inodeBlock(pages))
    yield* DiskWrite(0, labelBlock(label))
    const map = new FileMap(label, blockBytes)
    map.inodes.forEach((_, file) => {
      map.inodes[file] = file === 0 ? pages : []
    })
    return map
  }

  /** Behind the blocks that the disk came with. */
  private get redoAt(): number {
    return this.label.nextFree
  }

  private *scan(): Step<void> {
    let blocks = 1
    let redo: Redo | null | undefined
    for (let file = 0; file < this.label.files; file++) {
      const { bytes } = yield* DiskRead(FIRST_INODE + file)
      blocks++
      if (bytes) this.inodes[file] = readInode(bytes)
      else {
        if (redo === undefined) {
          redo = readRedo((yield* DiskRead(this.redoAt)).bytes)
          blocks++
        }
        if (redo?.file === file) yield* this.doAgain(redo)
        else yield* this.lose(file)
      }
    }
    const used = this.inodes.flatMap((pages) => pages ?? [])
    this.nextFree = used.reduce((next, block) => Math.max(next, block + 1), this.redoAt + 1)
    yield* Tell(Kind.mapRead, null, blocks, FilesRecovery.scan)
  }

  /** False where it cannot be known what was to be done again: then only the inodes themselves tell. */
  private *replay(): Step<boolean> {
    const { status, bytes } = yield* DiskRead(this.redoAt)
    if (status === 'bad') return false
    const redo = readRedo(bytes)
    if (redo) {
      yield* this.doAgain(redo)
      this.nextFree = redo.nextFree
    }
    yield* Tell(Kind.mapRead, null, 2, FilesRecovery.replay)
    return true
  }

  private *doAgain({ file, pages }: Redo): Step<void> {
    yield* DiskWrite(FIRST_INODE + file, inodeBlock(pages))
    this.inodes[file] = [...pages]
    yield* Tell(Kind.inodeRedone, null, file, pages.length)
  }

  private *lose(file: number): Step<void> {
    this.inodes[file] = null
    yield* Note(`The inode of file ${file} cannot be read: where its pages are is not known.`)
  }

  has(file: number): boolean {
    return file < this.inodes.length
  }

  /** Null where its inode cannot be read. */
  *pagesOf(file: number): Step<readonly number[] | null> {
    const known = this.inodes[file]
    if (known !== undefined) return known
    const { bytes } = yield* DiskRead(FIRST_INODE + file)
    if (bytes) this.inodes[file] = readInode(bytes)
    else yield* this.lose(file)
    return this.inodes[file] ?? null
  }

  /** For one more page of a file; null where the disk, or the file's inode, has no room. */
  freeBlock(file: number): number | null {
    const pages = this.inodes[file]
    const room = Math.min(pagesMax(this.blockBytes), redoPagesMax(this.blockBytes))
    return !pages || pages.length >= room || this.nextFree > BLOCK_MAX ? null : this.nextFree
  }

  /** Gives the file one more page; from the moment that the redo block is written, it has it. */
  *add(file: number, block: number): Step<boolean> {
    const pages = [...(this.inodes[file] ?? []), block]
    const redo = redoBlock({ file, nextFree: block + 1, pages })
    if ((yield* DiskWrite(this.redoAt, redo)).status !== 'good') return false
    this.inodes[file] = pages
    this.nextFree = block + 1
    return (yield* DiskWrite(FIRST_INODE + file, inodeBlock(pages))).status === 'good'
  }
}
