/** A frame's bytes as parts in proportion and fields with their values. */
import type { ByteField, ByteFormat } from '../trace/setup.ts'

export interface StripPart {
  readonly part: string
  readonly bytes: number
}
export interface StripField {
  readonly name: string
  readonly part: string
  readonly value: string
  readonly mono: boolean
}
export interface Strip {
  readonly bytes: number
  readonly parts: readonly StripPart[]
  readonly fields: readonly StripField[]
}

/** Numbers that say nothing while they are 0. */
const SILENT_AT_ZERO: ReadonlySet<string> = new Set(['argument', 'bound to boot', 'value'])

/** Fields that say nothing to a reader. */
const SILENT: ReadonlySet<string> = new Set([
  'sync',
  'padding',
  'unused',
  'check',
  'rest of the message',
  'flags',
  'type',
])

export function readStrip(format: ByteFormat, data: Uint8Array): Strip {
  const parts: { part: string; bytes: number }[] = []
  const fields: StripField[] = []
  let at = 0
  for (const field of format.fields) {
    const length = field.bytes < 0 ? Math.max(0, data.length - at + field.bytes) : field.bytes
    const bytes = data.subarray(at, at + length)
    at += length
    if (bytes.length === 0) {
      if (field.bytes < 0) continue
      break
    }
    const last = parts[parts.length - 1]
    if (last?.part === field.part) last.bytes += bytes.length
    else parts.push({ part: field.part, bytes: bytes.length })
    if (!SILENT.has(field.name)) fields.push(readField(field, bytes))
  }
  const left = data.length - at
  if (left > 0) parts.push({ part: 'rest', bytes: left })
  return {
    bytes: data.length,
    parts,
    fields: fields.filter(
      ({ name, value }) => value !== '' && !(value === '0' && SILENT_AT_ZERO.has(name)),
    ),
  }
}

function readField(field: ByteField, bytes: Uint8Array): StripField {
  const { name, part } = field
  switch (field.as) {
    case 'address':
      return { name, part, value: hex(bytes, '-'), mono: true }
    case 'number':
      return { name, part, value: String(signed(bytes)), mono: false }
    case 'pid':
      return { name, part, value: hex(bytes, ''), mono: true }
    case 'text':
      return { name, part, value: text(bytes), mono: false }
    case 'enum': {
      const value = unsigned(bytes)
      return { name, part, value: field.values?.[value] || String(value), mono: false }
    }
    case 'hex':
      return { name, part, value: hex(bytes.subarray(0, 8), ' '), mono: true }
  }
}

function hex(bytes: Uint8Array, between: string): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(between)
}
function unsigned(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}
function signed(bytes: Uint8Array): number {
  const value = unsigned(bytes)
  return bytes.length === 4 && value >= 0x80000000 ? value - 0x100000000 : value
}
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end))
}
