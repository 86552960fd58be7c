/** The letters a link is made of: none that a mail program, a chat or a browser would touch. */
import { strToU8 } from 'fflate'
import { Refusal } from '../scenarios/document/refusal.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...ALPHABET].map((letter, i) => [letter, i]))

export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let k = 0; k < Math.min(left, 3) + 1; k++) text += ALPHABET[(word >> (18 - 6 * k)) & 63]
  }
  return text
}

export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let used = 0
  for (const letter of text) {
    const value = VALUES.get(letter)
    if (value === undefined) throw new Refusal('', 'it holds a character that no link has')
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[used++] = (word >> bits) & 0xff
  }
  return bytes
}

/** `$hh` stands for a byte that is not plain: links have no `%` of their own, so one in a link is a mailer's. */
export function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9._\-@/*:=,]+/g, (run) =>
    Array.from(strToU8(run), (byte) => `$${byte.toString(16).padStart(2, '0')}`).join(''),
  )
}

export function unescapeText(text: string): string {
  if (/\$(?![0-9a-f]{2})/.test(text)) throw new Refusal('', 'it holds a broken character')
  try {
    return text.replace(/(?:\$[0-9a-f]{2})+/g, (run) =>
      decodeURIComponent(run.replaceAll('$', '%')),
    )
  } catch {
    throw new Refusal('', 'it holds a broken character')
  }
}

const HASHES = 36 * 36 * 36 * 36
const LENGTHS = 36 * 36
export const CHECKSUM = /^[0-9a-z]{6}$/

/** Four characters of a hash, two of the length: a link that was cut short differs from one that was changed. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  const digits = (n: number, width: number) => n.toString(36).padStart(width, '0')
  return digits((hash >>> 0) % HASHES, 4) + digits(text.length % LENGTHS, 2)
}
