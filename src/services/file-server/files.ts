/** Files as pages on this machine's disk: found through their inodes, which a start reads back from the disk. */
import type { SystemCall } from '../../engine/program.ts'
import { DiskRead, DiskWrite } from '../../kernel/system-calls.ts'
import { CachedBlocks, type Caching } from './cached-blocks.ts'
import {
  FILES_USUAL,
  firstDataBlock,
  inodeBlock,
  type Label,
  labelBlock,
  pagesMax,
  readInode,
  readLabel,
} from './inode.ts'

type Step<Result> = Generator<SystemCall<unknown>, Result, unknown>

export class Files {
  readonly pageBytes: number
  readonly blocks: CachedBlocks
  /** Blocks of each file's pages. */
  private readonly inodes: number[][]
  private nextFree: number

  private constructor(inodes: number[][], nextFree: number, blockBytes: number, caching: Caching) {
    this.inodes = inodes
    this.nextFree = nextFree
    this.pageBytes = blockBytes
    this.blocks = new CachedBlocks(caching)
  }

  /** Reads the map, or writes one where the disk has none: file 0 then has so many pages. Null without a disk. */
  static *mount(firstPages: number, caching: Caching): Step<Files | null> {
    const { bytes: label } = yield* DiskRead(0)
    if (!label) return null
    const known = readLabel(label)
    if (!known) return yield* Files.format(firstPages, label.length, caching)
    const inodes: number[][] = []
    for (let file = 0; file < known.files; file++)
      inodes.push(readInode((yield* DiskRead(1 + file)).bytes ?? new Uint8Array(2)))
    return new Files(inodes, known.nextFree, label.length, caching)
  }

  private static *format(firstPages: number, blockBytes: number, caching: Caching): Step<Files> {
    const pages = Math.min(firstPages, pagesMax(blockBytes))
    const data = firstDataBlock(FILES_USUAL)
    const first = Array.from({ length: pages }, (_, i) => data + i)
    const rest = Array.from({ length: FILES_USUAL - 1 }, (): number[] => [])
    yield* DiskWrite(1, inodeBlock(first))
    yield* DiskWrite(0, labelBlock({ nextFree: data + pages, files: FILES_USUAL }))
    return new Files([first, ...rest], data + pages, blockBytes, caching)
  }

  private get label(): Label {
    return { nextFree: this.nextFree, files: this.inodes.length }
  }

  /** Undefined where there is no such page. */
  private blockOf(file: number, page: number): number | undefined {
    return this.inodes[file]?.[page]
  }

  /** Null where there is no such page. */
  *read(file: number, page: number): Step<Uint8Array | null> {
    const block = this.blockOf(file, page)
    return block === undefined ? null : yield* this.blocks.read(block)
  }

  *fetchAhead(file: number, page: number): Step<void> {
    const block = this.blockOf(file, page)
    if (block !== undefined) yield* this.blocks.fetchAhead(block)
  }

  /**
   * Overwrites a page, or adds the one behind the last. What is added goes to the disk at once, however writes are
   * done: the data first, then the map that leads to it, so that no map leads to what was never written.
   */
  *write(file: number, page: number, bytes: Uint8Array): Step<boolean> {
    const inode = this.inodes[file]
    if (!inode || page > inode.length || page >= pagesMax(this.pageBytes)) return false
    const known = inode[page]
    if (known !== undefined) return yield* this.blocks.overwrite(known, bytes)
    const block = this.nextFree
    if (!(yield* this.blocks.writeThrough(block, bytes))) return false
    inode.push(block)
    this.nextFree++
    yield* DiskWrite(0, labelBlock(this.label))
    yield* DiskWrite(1 + file, inodeBlock(inode))
    return true
  }
}
