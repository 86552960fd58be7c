/** Arrows across lanes, in the order in which they arrive. */
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
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
   * Positions of arrows that touch [from, to], at most `most` of them: the lost and the wanted first, then every
   * n-th of the others. Says how many there are, so that the picture can say what it leaves out.
   */
  inView(
    from: number,
    to: number,
    most: number,
    wanted: EntityId = NONE,
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
    for (const i of this.lost) {
      if (i >= low && i < high && shown.length < most * 0.4) shown.push(i)
    }
    // A sample is a shade: fewer than the most will do.
    const stride = Math.ceil(all / (most * 0.4))
    for (let i = low; i < high; i++) {
      const chosen = i % stride === 0 || this.entity[i] === wanted
      if (chosen && this.kind[i] !== ArrowKind.lost && touches(i)) shown.push(i)
    }
    return { shown, all }
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
