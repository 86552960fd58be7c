/** Files as pages on this machine's disk: found through their inodes, as map.ts reads them back and writes them. */
import type { Step } from '../../engine/program.ts'
import { Result } from '../../kernel/message.ts'
import { DiskRead } from '../../kernel/system-calls.ts'
import { CachedBlocks, type Caching } from './cached-blocks.ts'
import { FileMap, type Recovery } from './map.ts'

type Why = 'refused' | 'noSuchFile' | 'noSuchPage' | 'diskFull' | 'unreadable'
/** Why a page is not read or written: the code of the answer. */
export type Refusal = (typeof Result)[Why]

export class Files {
  readonly pageBytes: number
  readonly blocks: CachedBlocks
  private readonly map: FileMap

  private constructor(map: FileMap, caching: Caching) {
    this.map = map
    this.pageBytes = map.blockBytes
    this.blocks = new CachedBlocks(caching)
  }

  /** Or in words why there are none. A disk without a map gets one: file 0 then has so many pages. */
  static *mount(
    firstPages: number,
    caching: Caching,
    recovery: Recovery = 'scan',
  ): Step<Files | string> {
    const { status, bytes } = yield* DiskRead(0)
    if (status === 'bad')
      return 'The first block of the disk cannot be read: nobody knows what is on it.'
    if (!bytes) return 'There is no disk to serve from.'
    return new Files(yield* FileMap.open(bytes, firstPages, recovery), caching)
  }

  /** Its bytes, or why there are none. */
  *read(file: number, page: number): Step<Uint8Array | Refusal> {
    const block = yield* this.blockOf(file, page)
    if (typeof block === 'object') return block.refusal
    return (yield* this.blocks.read(block)) ?? Result.unreadable
  }

  private *blockOf(file: number, page: number): Step<number | { refusal: Refusal }> {
    if (!this.map.has(file)) return { refusal: Result.noSuchFile }
    const pages = yield* this.map.pagesOf(file)
    if (!pages) return { refusal: Result.unreadable }
    return pages[page] ?? { refusal: Result.noSuchPage }
  }

  *fetchAhead(file: number, page: number): Step<void> {
    const block = yield* this.blockOf(file, page)
    if (typeof block === 'number') yield* this.blocks.fetchAhead(block)
  }

  /**
   * Overwrites a page, or adds the one behind the last; null, or why not. What is added goes to the disk at once,
   * however writes are done: the data first, then the map that leads to it, so that no map leads to what was never
   * written.
   */
  *write(file: number, page: number, bytes: Uint8Array): Step<Refusal | null> {
    if (!this.map.has(file)) return Result.noSuchFile
    const pages = yield* this.map.pagesOf(file)
    if (!pages) return Result.unreadable
    const known = pages[page]
    if (known !== undefined)
      return (yield* this.blocks.overwrite(known, bytes)) ? null : Result.unreadable
    if (page !== pages.length) return Result.noSuchPage
    const block = this.map.freeBlock(file)
    if (block === null || !(yield* this.blocks.writeThrough(block, bytes))) return Result.diskFull
    return (yield* this.map.add(file, block)) ? null : Result.diskFull
  }
}
