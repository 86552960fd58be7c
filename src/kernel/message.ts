/**
 * A message of the V kernel: always 32 bytes. Words as the programs here use them: a request code, a value, and
 * 24 bytes of text. Programs never share one: what is sent is what was in it at the Send.
 */
export const MESSAGE_BYTES = 32
const TEXT_BYTES = 24

export interface Message {
  readonly code: number
  readonly value: number
  readonly text: string
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
]
export const Result = { ok: 100, refused: 101, retry: 102 } as const

export function message(code: number, value = 0, text = ''): Message {
  return Object.freeze({ code, value: value | 0, text: text.slice(0, TEXT_BYTES) })
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
}
