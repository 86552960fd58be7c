/**
 * What stands on a store's disk: inodes from block 1 on, a block each, so that a torn one spoils no other; behind
 * them two blocks of names, written in turn; behind these the files, each in one run of blocks. A block that holds
 * no inode, or cannot be read, is free.
 */
const INODE = 0x1989
const NAMES = 0x198a

export interface Inode {
  readonly version: number
  readonly firstBlock: number
  readonly bytes: number
}

export interface Layout {
  readonly slots: number
  readonly blockBytes: number
  /** Blocks behind the inodes and the names. */
  readonly firstData: number
  readonly dataBlocks: number
}

export function slotBlock(slot: number): number {
  return 1 + slot
}
/** The two blocks of names. */
export function nameBlocks(slots: number): readonly [number, number] {
  return [1 + slots, 2 + slots]
}

export function inodeOf({ version, firstBlock, bytes }: Inode): Uint8Array {
  const block = new Uint8Array(14)
  const view = new DataView(block.buffer)
  view.setUint16(0, INODE)
  view.setUint32(2, version)
  view.setUint32(6, firstBlock)
  view.setUint32(10, bytes)
  return block
}
export function readInode(block: Uint8Array): Inode | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  if (view.getUint16(0) !== INODE) return null
  return { version: view.getUint32(2), firstBlock: view.getUint32(6), bytes: view.getUint32(10) }
}

export interface Names {
  /** Which writing of the two blocks this is: the higher number is the newer. */
  readonly number: number
  readonly versions: ReadonlyMap<number, number>
}
export const NO_NAMES: Names = { number: 0, versions: new Map() }

export function namesOf({ number, versions }: Names): Uint8Array {
  const block = new Uint8Array(8 + 6 * versions.size)
  const view = new DataView(block.buffer)
  view.setUint16(0, NAMES)
  view.setUint32(2, number)
  view.setUint16(6, versions.size)
  let at = 8
  for (const [name, version] of versions) {
    view.setUint16(at, name)
    view.setUint32(at + 2, version)
    at += 6
  }
  return block
}
export function readNames(block: Uint8Array | null): Names {
  if (!block) return NO_NAMES
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  if (view.getUint16(0) !== NAMES) return NO_NAMES
  const versions = new Map<number, number>()
  for (let i = 0; i < view.getUint16(6); i++)
    versions.set(view.getUint16(8 + 6 * i), view.getUint32(10 + 6 * i))
  return { number: view.getUint32(2), versions }
}

/** Names that fit in a block. */
export function namesMax(blockBytes: number): number {
  return Math.floor((blockBytes - 8) / 6)
}
