/**
 * The map of a file server's disk: block 0 says that it is one, how far it came filled and how many files it has;
 * the blocks after it are inodes, one a file, each a list of its pages' blocks in order. Behind what the disk came
 * with is the block that says which inode is being written. Numbers are 16 bits wide.
 */
/** Files of a disk that a server had to format itself. */
export const FILES_USUAL = 8
const MAGIC = 0x1988

export interface Label {
  /** The first block behind those that it came with. */
  readonly nextFree: number
  /** Inodes, and so blocks of the map behind block 0. */
  readonly files: number
}

export function firstDataBlock(files: number): number {
  return 1 + files
}

/** Null where a block 0 is not that of a disk with files. */
export function readLabel(block: Uint8Array): Label | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  if (view.getUint16(0) !== MAGIC) return null
  return { nextFree: view.getUint16(2), files: view.getUint16(4) }
}

export function labelBlock({ nextFree, files }: Label): Uint8Array {
  const block = new Uint8Array(6)
  const view = new DataView(block.buffer)
  view.setUint16(0, MAGIC)
  view.setUint16(2, nextFree)
  view.setUint16(4, files)
  return block
}

export function readInode(block: Uint8Array): number[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  return Array.from({ length: view.getUint16(0) }, (_, i) => view.getUint16(2 + 2 * i))
}

export function inodeBlock(pages: readonly number[]): Uint8Array {
  const block = new Uint8Array(2 + 2 * pages.length)
  const view = new DataView(block.buffer)
  view.setUint16(0, pages.length)
  pages.forEach((page, i) => {
    view.setUint16(2 + 2 * i, page)
  })
  return block
}

/** Pages that a file may have, where a block has so many bytes. */
export function pagesMax(blockBytes: number): number {
  return Math.floor((blockBytes - 2) / 2)
}

/** An inode that is being written, and how far the disk is filled then. */
export interface Redo {
  readonly file: number
  readonly nextFree: number
  readonly pages: readonly number[]
}
const REDO = 0x1989
const REDO_BYTES = 6

/** Null where nothing was ever to be done again, or the block cannot be read. */
export function readRedo(block: Uint8Array | null): Redo | null {
  if (!block) return null
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  if (view.getUint16(0) !== REDO) return null
  const pages = readInode(block.subarray(REDO_BYTES))
  return { file: view.getUint16(2), nextFree: view.getUint16(4), pages }
}

export function redoBlock({ file, nextFree, pages }: Redo): Uint8Array {
  const inode = inodeBlock(pages)
  const block = new Uint8Array(REDO_BYTES + inode.length)
  const view = new DataView(block.buffer)
  view.setUint16(0, REDO)
  view.setUint16(2, file)
  view.setUint16(4, nextFree)
  block.set(inode, REDO_BYTES)
  return block
}

/** Pages of a file of which the redo block has room to tell. */
export function redoPagesMax(blockBytes: number): number {
  return pagesMax(blockBytes - REDO_BYTES)
}
