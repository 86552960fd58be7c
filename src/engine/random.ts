/**
 * Chance, repeatable: one named stream for each concern, so that a draw added to one moves no other. sfc32 in
 * integer arithmetic alone, because Math's transcendental functions differ between browsers.
 */
export class RandomStream {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number, name: string) {
    this.a = hashText(name, seed | 0)
    this.b = hashText(name, (seed | 0) ^ 0x9e3779b9)
    this.c = hashText(name, Math.floor(seed / 0x100000000) ^ 0x85ebca6b)
    for (let i = 0; i < 12; i++) this.bits()
  }

  /** 32 random bits. */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + t
    this.c |= 0
    return t >>> 0
  }

  /** An integer in [0, limit); `limit` from 1 to 2^32. Rejection keeps it exact. */
  below(limit: number): number {
    // A power of two, as every backoff draws, divides 2^32: the same figure without a slow remainder.
    if ((limit & (limit - 1)) === 0) return (this.bits() & (limit - 1)) >>> 0
    const fair = 0x100000000 - (0x100000000 % limit)
    for (;;) {
      const draw = this.bits()
      if (draw < fair) return draw % limit
    }
  }

  /** True with probability `percent` / 100, to a millionth of a percent. */
  chance(percent: number): boolean {
    return percent > 0 && this.below(100_000_000) < percent * 1_000_000
  }
}

/** FNV-1a over UTF-16 units, mixed once more: streams with like names share nothing. */
export function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return hash ^ (hash >>> 16)
}
