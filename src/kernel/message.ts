/**
 * A message of the V kernel: always 32 bytes. Words as the programs here use them: a request code, a value, and
 * 24 bytes of text, the last two words of which say what segment is granted, if any. Programs never share one:
 * what is sent is what was in it at the Send.
 */
export const MESSAGE_BYTES = 32
const TEXT_BYTES = 24
const GRANT_BYTES = 8

/** What the receiver may do with one segment of the sender's memory until it has replied. */
export interface Grant {
  readonly rights: Rights
  /** Address in the sender's memory, and bytes. */
  readonly start: number
  readonly length: number
}
export type Rights = 'read' | 'write' | 'both'
export const RIGHTS: Readonly<Record<Rights, number>> = { read: 1, write: 2, both: 3 }

export interface Message {
  readonly code: number
  readonly value: number
  readonly text: string
  readonly grant: Grant | null
}

/** Request codes of the programs here; a reply carries a result code. */
export const Request = {
  areYouAlive: 1,
  list: 2,
  run: 3,
  read: 4,
  write: 5,
  add: 6,
  other: 7,
  /** A page of a file into, or out of, a granted segment; the value is the block. */
  readPage: 10,
  writePage: 11,
  loadProgram: 12,
} as const
export const REQUEST_NAMES: readonly string[] = [
  '',
  'are you alive',
  'list',
  'run',
  'read',
  'write',
  'add',
  'message',
  '',
  '',
  'read page',
  'write page',
  'load program',
]
export const Result = { ok: 100, refused: 101, retry: 102 } as const

export function message(code: number, value = 0, text = '', grant: Grant | null = null): Message {
  const room = grant ? TEXT_BYTES - GRANT_BYTES : TEXT_BYTES
  return Object.freeze({
    code,
    value: value | 0,
    text: text.slice(0, room),
    grant: grant && Object.freeze({ ...grant }),
  })
}

/** Writes a message's 32 bytes; characters beyond ASCII become question marks. */
export function encodeMessage(from: Message, into: Uint8Array, at: number): void {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength)
  view.setUint32(at, from.code)
  view.setInt32(at + 4, from.value)
  for (let i = 0; i < TEXT_BYTES; i++) {
    const unit = i < from.text.length ? from.text.charCodeAt(i) : 0
    into[at + 8 + i] = unit < 128 ? unit : 63
  }
  if (!from.grant) return
  into[at] = RIGHTS[from.grant.rights]
  view.setUint32(at + MESSAGE_BYTES - GRANT_BYTES, from.grant.start)
  view.setUint32(at + MESSAGE_BYTES - GRANT_BYTES + 4, from.grant.length)
}
