/**
 * A rolling hash of what happened, the same at every recording level: two people whose fingerprints agree watch
 * the same run.
 */
export class Fingerprint {
  private hash = 0x2545f491

  mix(value: number): void {
    const rotated = (this.hash << 5) | (this.hash >>> 27)
    this.hash = Math.imul(rotated ^ value, 0x9e3779b1)
  }

  /** A time, which may need more than 32 bits. */
  mixTime(time: number): void {
    this.mix(time | 0)
    if (time >= 0x80000000) this.mix(Math.floor(time / 0x100000000))
  }

  /** Four hexadecimal digits. */
  toString(): string {
    const folded = (this.hash ^ (this.hash >>> 16)) & 0xffff
    return folded.toString(16).padStart(4, '0')
  }
}
