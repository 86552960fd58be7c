/** What a master sends with a job: how long its recipe takes, what it opens, and the name of what it makes. */
export interface JobOrderSheet {
  readonly ms: number
  /** Files in the order in which they are opened. */
  readonly reads: readonly number[]
  readonly name: string
}

/** The time, how many files follow, and how long the name behind them is. */
const HEAD_BYTES = 8
const NAME_BYTES = 48

export function encodeSheet({ ms, reads, name }: JobOrderSheet): Uint8Array {
  const short = name.slice(0, NAME_BYTES)
  const bytes = new Uint8Array(HEAD_BYTES + 2 * reads.length + short.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, ms)
  view.setUint16(4, reads.length)
  view.setUint16(6, short.length)
  reads.forEach((file, i) => {
    view.setUint16(HEAD_BYTES + 2 * i, file)
  })
  for (let i = 0; i < short.length; i++)
    bytes[HEAD_BYTES + 2 * reads.length + i] = Math.min(127, short.charCodeAt(i))
  return bytes
}

/** How much of a longer piece of memory is the sheet. */
export function sheetBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return HEAD_BYTES + 2 * view.getUint16(4) + view.getUint16(6)
}

export function decodeSheet(bytes: Uint8Array): JobOrderSheet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reads = Array.from({ length: view.getUint16(4) }, (_, i) =>
    view.getUint16(HEAD_BYTES + 2 * i),
  )
  const from = HEAD_BYTES + 2 * reads.length
  let name = ''
  for (let at = from; at < from + view.getUint16(6); at++)
    name += String.fromCharCode(bytes[at] as number)
  return { ms: view.getUint32(0), reads, name }
}
