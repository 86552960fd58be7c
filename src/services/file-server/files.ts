/** Files as pages on this machine's disk: found through their inodes, which a start reads back from the disk. */
import type { SystemCall } from '../../engine/program.ts'
import { DiskRead, DiskWrite } from '../../kernel/system-calls.ts'
import {
  FILES_MAX,
  FIRST_DATA_BLOCK,
  inodeBlock,
  labelBlock,
  pagesMax,
  readInode,
  readLabel,
} from './inode.ts'

type Step<Result> = Generator<SystemCall<unknown>, Result, unknown>

export class Files {
  /** Blocks of each file's pages. */
  private readonly inodes: number[][]
  private readonly blockBytes: number
  private nextFree: number

  private constructor(inodes: number[][], nextFree: number, blockBytes: number) {
    this.inodes = inodes
    this.nextFree = nextFree
    this.blockBytes = blockBytes
  }

  /** Reads the map, or writes one where the disk has none: file 0 then has so many pages. Null without a disk. */
  static *mount(firstPages: number): Step<Files | null> {
    const { bytes: label } = yield* DiskRead(0)
    if (!label) return null
    const known = readLabel(label)
    if (!known) return yield* Files.format(firstPages, label.length)
    const inodes: number[][] = []
    for (let file = 0; file < FILES_MAX; file++)
      inodes.push(readInode((yield* DiskRead(1 + file)).bytes ?? new Uint8Array(2)))
    return new Files(inodes, known.nextFree, label.length)
  }

  private static *format(firstPages: number, blockBytes: number): Step<Files> {
    const pages = Math.min(firstPages, pagesMax(blockBytes))
    const first = Array.from({ length: pages }, (_, i) => FIRST_DATA_BLOCK + i)
    const rest = Array.from({ length: FILES_MAX - 1 }, (): number[] => [])
    yield* DiskWrite(1, inodeBlock(first))
    yield* DiskWrite(0, labelBlock(FIRST_DATA_BLOCK + pages))
    return new Files([first, ...rest], FIRST_DATA_BLOCK + pages, blockBytes)
  }

  get pageBytes(): number {
    return this.blockBytes
  }

  has(file: number, page: number): boolean {
    return this.inodes[file]?.[page] !== undefined
  }

  /** Null where there is no such page. */
  *read(file: number, page: number): Step<Uint8Array | null> {
    const block = this.inodes[file]?.[page]
    return block === undefined ? null : (yield* DiskRead(block)).bytes
  }

  /** Overwrites a page, or adds the one behind the last: the data first, then the map that leads to it. */
  *write(file: number, page: number, bytes: Uint8Array): Step<boolean> {
    const inode = this.inodes[file]
    if (!inode || page > inode.length || page >= pagesMax(this.blockBytes)) return false
    const block = inode[page] ?? this.nextFree
    if ((yield* DiskWrite(block, bytes)).status !== 'good') return false
    if (page < inode.length) return true
    inode.push(block)
    this.nextFree++
    yield* DiskWrite(0, labelBlock(this.nextFree))
    yield* DiskWrite(1 + file, inodeBlock(inode))
    return true
  }
}
