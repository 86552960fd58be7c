/**
 * The map of a file server's disk: block 0 says that it is one and how far it is filled, blocks 1 … FILES_MAX are
 * inodes, one a file, each a list of its pages' blocks in order. All numbers are 16 bits wide.
 */
export const FILES_MAX = 8
export const FIRST_DATA_BLOCK = FILES_MAX + 1
const MAGIC = 0x1988

/** Whether a block 0 is that of a disk with files, and the next block that is free. */
export function readLabel(block: Uint8Array): { readonly nextFree: number } | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  return view.getUint16(0) === MAGIC ? { nextFree: view.getUint16(2) } : null
}

export function labelBlock(nextFree: number): Uint8Array {
  const block = new Uint8Array(4)
  const view = new DataView(block.buffer)
  view.setUint16(0, MAGIC)
  view.setUint16(2, nextFree)
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
