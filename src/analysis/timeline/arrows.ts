/** Arrows across lanes, in the order in which they arrive. */
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import { firstBeyond } from './points.ts'
import { copied } from './spans.ts'

export const ArrowKind = { request: 1, reply: 2, lost: 3 } as const
export type ArrowKind = (typeof ArrowKind)[keyof typeof ArrowKind]

export class Arrows {
  count = 0
  leaves = new Float64Array(16)
  arrives = new Float64Array(16)
  kind = new Uint8Array(16)
  /** Entities of hosts or processes; `to` is NONE for what was lost on the wire. */
  from = new Uint32Array(16)
  to = new Uint32Array(16)
  record = new Uint32Array(16)
  entity = new Uint32Array(16)
  /** Positions of the lost ones: they are drawn first when there are too many. */
  readonly lost: number[] = []
  private longest = 0

  push(
    kind: ArrowKind,
    leaves: number,
    arrives: number,
    ends: { from: EntityId; to: EntityId },
    record: RecordIndex,
    entity: EntityId,
  ): void {
    if (this.count === this.leaves.length) this.grow()
    const i = this.count++
    this.leaves[i] = leaves
    this.arrives[i] = arrives
    this.kind[i] = kind
    this.from[i] = ends.from
    this.to[i] = ends.to
    this.record[i] = record
    this.entity[i] = entity
    if (kind === ArrowKind.lost) this.lost.push(i)
    this.longest = Math.max(this.longest, arrives - leaves)
  }

  /**
   * Positions of arrows that touch [from, to], at most `most` of them: the lost and the wanted (by their records,
   * in order) first, then every n-th of the others. Says how many there are, so that the picture can say what it
   * leaves out.
   */
  inView(
    from: number,
    to: number,
    most: number,
    wanted: readonly RecordIndex[] = [],
  ): { shown: number[]; all: number } {
    const low = this.below(from)
    const high = this.below(to + this.longest)
    const all = high - low
    const shown: number[] = []
    const touches = (i: number): boolean => (this.leaves[i] as number) <= to
    if (all <= most) {
      for (let i = low; i < high; i++) if (touches(i)) shown.push(i)
      return { shown, all: shown.length }
    }
    // A sample is a shade: fewer than the most will do.
    const part = most * 0.4
    const lost = firstBeyond(this.lost, 0, (i) => i >= low)
    for (let n = lost; n < this.lost.length && n - lost < part; n++) {
      const i = this.lost[n] as number
      if (i >= high) break
      shown.push(i)
    }
    const own = wanted.map((record) => this.of(record)).filter((i) => i >= low && i < high)
    const put = (i: number): void => {
      if (this.kind[i] !== ArrowKind.lost && touches(i)) shown.push(i)
    }
    for (const i of own) put(i)
    const stride = Math.ceil(all / part)
    // The same ones while the window moves.
    for (let i = Math.ceil(low / stride) * stride; i < high; i += stride)
      if (!own.includes(i)) put(i)
    return { shown, all }
  }

  /** The arrow that a record made, or -1: records come in order. */
  private of(record: RecordIndex): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.record[middle] as number) < record) low = middle + 1
      else high = middle
    }
    return this.record[low] === record && low < this.count ? low : -1
  }

  private below(time: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.arrives[middle] as number) < time) low = middle + 1
      else high = middle
    }
    return low
  }

  private grow(): void {
    const size = this.count * 2
    this.leaves = copied(new Float64Array(size), this.leaves)
    this.arrives = copied(new Float64Array(size), this.arrives)
    this.kind = copied(new Uint8Array(size), this.kind)
    this.from = copied(new Uint32Array(size), this.from)
    this.to = copied(new Uint32Array(size), this.to)
    this.record = copied(new Uint32Array(size), this.record)
    this.entity = copied(new Uint32Array(size), this.entity)
  }
}
