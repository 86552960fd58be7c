/** What is in files that a recipe makes: it depends on the recipe and on every byte that the recipe read, and on nothing else. */
const PRIME = 0x01000193
const START = 0x811c9dc5 | 0

/** One more number into a sum, signed 32 bits as a record's column. */
export function folded(sum: number, number: number): number {
  let hash = sum
  for (let shift = 0; shift < 32; shift += 8)
    hash = Math.imul(hash ^ ((number >>> shift) & 0xff), PRIME)
  return hash | 0
}

export function sumOf(text: string): number {
  let hash = START
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash | 0
}

/** Fills a page of a made file from the sum of what it was made of. */
export function fillMade(bytes: Uint8Array, made: number, page: number): void {
  let state = folded(made, page + 1) | 1
  for (let i = 0; i < bytes.length; i++) {
    // Xorshift: small, and no two pages alike.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state & 0xff
  }
}
