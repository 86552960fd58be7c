/** What a directory holds and is told, as bytes: rows, and swaps that are to be made all together. */

/** Capabilities that a name may have in its set: copies of one file at several servers. */
export const SET_MAX = 3
/** What a name denotes. */
export interface Row {
  readonly name: number
  /** Versions of files, any of which will do. */
  readonly versions: readonly number[]
  /** How often the name has been swapped. */
  readonly swaps: number
}
/** A name is to denote other versions, if it denotes those that its editor had read. */
export interface Swap {
  readonly name: number
  readonly before: readonly number[]
  readonly after: readonly number[]
}

const SET_BYTES = 2 + 4 * SET_MAX
export const ROW_BYTES = 4 + SET_BYTES
const SWAP_BYTES = 2 + 2 * SET_BYTES

function putSet(view: DataView, at: number, versions: readonly number[]): void {
  const its = versions.slice(0, SET_MAX)
  view.setUint16(at, its.length)
  its.forEach((version, i) => {
    view.setUint32(at + 2 + 4 * i, version)
  })
}
function getSet(view: DataView, at: number): readonly number[] {
  const count = Math.min(SET_MAX, view.getUint16(at))
  return Array.from({ length: count }, (_, i) => view.getUint32(at + 2 + 4 * i))
}
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function putRow(view: DataView, at: number, { name, versions, swaps }: Row): void {
  view.setUint16(at, name)
  view.setUint16(at + 2, swaps)
  putSet(view, at + 4, versions)
}
function getRow(view: DataView, at: number): Row {
  return { name: view.getUint16(at), swaps: view.getUint16(at + 2), versions: getSet(view, at + 4) }
}

/** Their number, and one behind the other. */
export function rowsToBytes(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(2 + ROW_BYTES * rows.length)
  const view = viewOf(bytes)
  view.setUint16(0, rows.length)
  rows.forEach((row, i) => {
    putRow(view, 2 + ROW_BYTES * i, row)
  })
  return bytes
}
export function rowsIn(bytes: Uint8Array, at = 0): readonly Row[] {
  const view = viewOf(bytes)
  const room = Math.floor((bytes.length - at - 2) / ROW_BYTES)
  const count = Math.min(room, view.getUint16(at))
  return Array.from({ length: count }, (_, i) => getRow(view, at + 2 + ROW_BYTES * i))
}

export function swapsToBytes(swaps: readonly Swap[]): Uint8Array {
  const bytes = new Uint8Array(SWAP_BYTES * swaps.length)
  const view = viewOf(bytes)
  swaps.forEach(({ name, before, after }, i) => {
    view.setUint16(SWAP_BYTES * i, name)
    putSet(view, SWAP_BYTES * i + 2, before)
    putSet(view, SWAP_BYTES * i + 2 + SET_BYTES, after)
  })
  return bytes
}
export function swapsIn(bytes: Uint8Array, count: number): readonly Swap[] {
  const view = viewOf(bytes)
  return Array.from({ length: count }, (_, i) => ({
    name: view.getUint16(SWAP_BYTES * i),
    before: getSet(view, SWAP_BYTES * i + 2),
    after: getSet(view, SWAP_BYTES * i + 2 + SET_BYTES),
  }))
}
/** Bytes of so many swaps. */
export function swapsLength(count: number): number {
  return SWAP_BYTES * count
}

export function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((version, i) => version === other[i])
}
