/**
 * How full a row is, bucket by bucket, for windows in which spans are denser than pixels. The buckets are fixed in
 * number and double in width as the run grows, so a row costs the same however long the run. A second, coarser
 * level answers for wide stretches.
 */
export const BUCKETS = 1 << 15
const COARSE = 8

export interface Fill {
  /** Spans that begin here. */
  count: number
  /** The kind that covers most of it, 0 where nothing does. */
  kind: number
  /** How much of it is covered, 0 to 1. */
  share: number
}

class Level {
  readonly counts: Uint32Array
  readonly covers: (Float32Array | undefined)[] = []
  private readonly buckets: number

  constructor(buckets: number) {
    this.buckets = buckets
    this.counts = new Uint32Array(buckets)
  }

  add(start: number, end: number, kind: number, width: number): void {
    let cover = this.covers[kind]
    if (!cover) {
      cover = new Float32Array(this.buckets)
      this.covers[kind] = cover
    }
    const first = Math.floor(start / width)
    const last = Math.floor(end / width)
    this.counts[first] = (this.counts[first] as number) + 1
    for (let b = first; b <= last; b++) {
      const from = Math.max(start, b * width)
      const to = Math.min(end, (b + 1) * width)
      cover[b] = (cover[b] as number) + (to - from)
    }
  }

  fill(first: number, last: number, width: number, into: Fill): void {
    const { counts, covers } = this
    for (let b = first; b < last; b++) into.count += counts[b] as number
    let most = 0
    let all = 0
    for (let kind = 0; kind < covers.length; kind++) {
      const cover = covers[kind]
      if (!cover) continue
      let sum = 0
      for (let b = first; b < last; b++) sum += cover[b] as number
      all += sum
      if (sum > most) {
        most = sum
        into.kind = kind
      }
    }
    into.share = Math.min(1, all / ((last - first) * width))
  }

  fold(): void {
    const half = this.buckets / 2
    for (const row of [this.counts, ...this.covers]) {
      if (!row) continue
      for (let b = 0; b < half; b++) row[b] = (row[2 * b] as number) + (row[2 * b + 1] as number)
      row.fill(0, half)
    }
  }
}

export class Density {
  /** ns in one bucket. */
  width = 1024
  private fine: Level | null = null
  private coarse: Level | null = null

  /** The row is known to go on to `time`, ns: while it is empty there is nothing to fold. */
  reach(time: number): void {
    if (!this.fine) while (time >= this.width * BUCKETS) this.width *= 2
  }

  add(start: number, end: number, kind: number): void {
    this.reach(end)
    this.fine ??= new Level(BUCKETS)
    this.coarse ??= new Level(BUCKETS / COARSE)
    while (end >= this.width * BUCKETS) {
      this.fine.fold()
      this.coarse.fold()
      this.width *= 2
    }
    this.fine.add(start, end, kind, this.width)
    this.coarse.add(start, end, kind, this.width * COARSE)
  }

  /** What lies in [from, to); buckets are taken whole. */
  fill(from: number, to: number, into: Fill): Fill {
    into.count = 0
    into.kind = 0
    into.share = 0
    if (!this.fine || !this.coarse) return into
    const wide = to - from >= this.width * COARSE * 2
    const width = wide ? this.width * COARSE : this.width
    const first = Math.max(0, Math.floor(from / width))
    const most = wide ? BUCKETS / COARSE : BUCKETS
    const last = Math.min(most, Math.max(first + 1, Math.ceil(to / width)))
    if (first < last) (wide ? this.coarse : this.fine).fill(first, last, width, into)
    return into
  }
}
