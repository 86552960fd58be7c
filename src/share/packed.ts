/** Codec `d`: JSON, deflated, in base64url; for a link that carries a whole document. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import { parseJson } from '../scenarios/document/json.ts'
import { Refusal } from '../scenarios/document/refusal.ts'
import { fromBase64Url, toBase64Url } from './letters.ts'
import type { Raw } from './raw.ts'

export const INFLATED_MAX = 256 * 1024
/** Of a file that was opened here, and so was small enough. */
export const OWN_INFLATED_MAX = 2 * 1024 * 1024
/** Text deflates to a tenth at best; a hundredth is a bomb. */
const RATIO_MAX = 100
/** A byte can inflate to a thousand, so a step of these can never be large. */
const STEP = 64

export function formatPacked(raw: Raw): string {
  return toBase64Url(deflateSync(strToU8(JSON.stringify(raw)), { level: 9 }))
}

export function parsePacked(text: string, bytesMax = INFLATED_MAX): unknown {
  return parseJson(strFromU8(inflate(fromBase64Url(text), bytesMax)))
}

/** Stops as soon as it grows beyond what any document may be, not when all of it is there. */
export function inflate(bytes: Uint8Array, bytesMax = INFLATED_MAX): Uint8Array {
  const limit = bytesMax > INFLATED_MAX ? bytesMax : Math.min(bytesMax, bytes.length * RATIO_MAX)
  const parts: Uint8Array[] = []
  let size = 0
  let ended = false
  const stream = new Inflate((data, final) => {
    size += data.length
    if (size > limit) throw new Refusal('', 'it unpacks to far more than a scenario can be')
    parts.push(data)
    ended = final
  })
  try {
    for (let at = 0; at < bytes.length; at += STEP)
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('', 'it cannot be unpacked')
  }
  if (!ended) throw new Refusal('', 'it cannot be unpacked')
  const whole = new Uint8Array(size)
  let used = 0
  for (const part of parts) {
    whole.set(part, used)
    used += part.length
  }
  return whole
}
