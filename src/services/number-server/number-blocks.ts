/** What stands in the blocks of a disk of numbers. Every block is one sector. */
const MAGIC = 0x4e55
const INTENTIONS = 0x494c

/** A file’s number, or null where none was ever written. */
export function readNumber(block: Uint8Array): number | null {
  const view = viewOf(block)
  return view.getUint16(0) === MAGIC ? view.getInt32(4) : null
}

export function numberBlock(number: number): Uint8Array {
  const view = viewOf(new Uint8Array(8))
  view.setUint16(0, MAGIC)
  view.setInt32(4, number)
  return new Uint8Array(view.buffer)
}

/** One number that a transaction means to write, whatever stands there before. */
export interface Intention {
  readonly file: number
  readonly number: number
}

/** Numbers that one sector has room for. */
export const INTENTIONS_MAX = 60

/** The list and its flag in one sector, which the disk writes whole or not at all. */
export function intentionsBlock(list: readonly Intention[]): Uint8Array {
  const view = viewOf(new Uint8Array(4 + 8 * list.length))
  view.setUint16(0, INTENTIONS)
  view.setUint16(2, list.length)
  list.forEach(({ file, number }, i) => {
    view.setUint32(4 + 8 * i, file)
    view.setInt32(8 + 8 * i, number)
  })
  return new Uint8Array(view.buffer)
}

export function readIntentions(block: Uint8Array): readonly Intention[] {
  const view = viewOf(block)
  if (view.getUint16(0) !== INTENTIONS) return []
  return Array.from({ length: view.getUint16(2) }, (_, i) => ({
    file: view.getUint32(4 + 8 * i),
    number: view.getInt32(8 + 8 * i),
  }))
}

/** Behind the label’s own bytes: 1 while a server has the disk in use, so that a start finds out how the last one ended. */
const IN_USE_AT = 6
export function isInUse(label: Uint8Array): boolean {
  return label[IN_USE_AT] === 1
}
export function inUse(label: Uint8Array): Uint8Array {
  const marked = label.slice()
  marked[IN_USE_AT] = 1
  return marked
}

function viewOf(block: Uint8Array): DataView {
  return new DataView(block.buffer, block.byteOffset, block.byteLength)
}
