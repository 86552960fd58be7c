/**
 * How full a row is, bucket by bucket, for windows in which spans are denser than pixels. The buckets are fixed
 * in number and double in width as the run grows, so a row costs the same however long the run.
 */
export const BUCKETS = 8192

export interface Fill {
  /** Spans that begin here. */
  count: number
  /** The kind that covers most of it, 0 where nothing does. */
  kind: number
  /** How much of it is covered, 0 to 1. */
  share: number
}

export class Density {
  /** ns in one bucket. */
  width = 1024
  private counts: Uint32Array | null = null
  private readonly covers = new Map<number, Float32Array>()

  add(start: number, end: number, kind: number): void {
    this.counts ??= new Uint32Array(BUCKETS)
    while (end >= this.width * BUCKETS) this.fold()
    let cover = this.covers.get(kind)
    if (!cover) {
      cover = new Float32Array(BUCKETS)
      this.covers.set(kind, cover)
    }
    const first = Math.floor(start / this.width)
    const last = Math.floor(end / this.width)
    this.counts[first] = (this.counts[first] as number) + 1
    for (let b = first; b <= last; b++) {
      const from = Math.max(start, b * this.width)
      const to = Math.min(end, (b + 1) * this.width)
      cover[b] = (cover[b] as number) + (to - from)
    }
  }

  /** What lies in [from, to); buckets are taken whole. */
  fill(from: number, to: number, into: Fill): Fill {
    into.count = 0
    into.kind = 0
    into.share = 0
    if (!this.counts) return into
    const first = Math.max(0, Math.floor(from / this.width))
    const last = Math.min(BUCKETS, Math.max(first + 1, Math.ceil(to / this.width)))
    for (let b = first; b < last; b++) into.count += this.counts[b] as number
    let most = 0
    let all = 0
    for (const [kind, cover] of this.covers) {
      let sum = 0
      for (let b = first; b < last; b++) sum += cover[b] as number
      all += sum
      if (sum > most) {
        most = sum
        into.kind = kind
      }
    }
    into.share = Math.min(1, all / ((last - first) * this.width))
    return into
  }

  private fold(): void {
    const half = BUCKETS / 2
    for (const row of [this.counts as Uint32Array, ...this.covers.values()]) {
      for (let b = 0; b < half; b++) row[b] = (row[2 * b] as number) + (row[2 * b + 1] as number)
      row.fill(0, half)
    }
    this.width *= 2
  }
}
