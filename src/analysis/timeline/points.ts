/** Instants in typed columns: marks on a row, ticks of the overview. In order of time. */
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import { copied } from './spans.ts'

export const PointKind = {
  request: 1,
  reply: 2,
  commit: 3,
  loss: 4,
  crash: 5,
  reboot: 6,
  collision: 7,
  duplicate: 8,
  ignored: 9,
  refused: 10,
  violation: 11,
  note: 12,
  slow: 13,
  orphan: 14,
} as const
export type PointKind = (typeof PointKind)[keyof typeof PointKind]

export class Points {
  count = 0
  time = new Float64Array(16)
  kind = new Uint8Array(16)
  record = new Uint32Array(16)
  entity = new Uint32Array(16)
  /** Positions of each kind's, in order. */
  readonly kinds = new Map<PointKind, number[]>()

  push(time: number, kind: PointKind, record: RecordIndex, entity: EntityId): void {
    if (this.count === this.time.length) {
      const size = this.count * 2
      this.time = copied(new Float64Array(size), this.time)
      this.kind = copied(new Uint8Array(size), this.kind)
      this.record = copied(new Uint32Array(size), this.record)
      this.entity = copied(new Uint32Array(size), this.entity)
    }
    const i = this.count++
    this.time[i] = time
    this.kind[i] = kind
    this.record[i] = record
    this.entity[i] = entity
    const own = this.kinds.get(kind)
    if (own) own.push(i)
    else this.kinds.set(kind, [i])
  }

  /** First position at or after `time`. */
  from(time: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.time[middle] as number) < time) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The first index of a list, from `low` on, whose entry is beyond what is asked for; entries before it are not. */
export function firstBeyond(
  list: readonly number[],
  low: number,
  isBeyond: (entry: number) => boolean,
): number {
  let from = low
  let to = list.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isBeyond(list[middle] as number)) to = middle
    else from = middle + 1
  }
  return from
}
