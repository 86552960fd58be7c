/**
 * Where two runs part. Records are compared in order, by what they are about: an identity, never a number of the
 * table it happens to have in its run. The intervention's own record is not a difference, its effects are.
 */
import { CHANGE, fieldInfo } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'

export interface FirstDifference {
  readonly time: number
  /** The first record that the other run does not have; NONE where the run has ended before. */
  readonly first: RecordIndex
  readonly second: RecordIndex
}

type Reference = 'entity' | 'string' | 'number'

const A_ENTITY: ReadonlySet<number> = new Set([
  Kind.executed,
  Kind.sendOpen,
  Kind.queued,
  Kind.received,
  Kind.replied,
  Kind.packetIn,
  Kind.duplicate,
  Kind.ignored,
  Kind.aliensFull,
  Kind.burstOpen,
  Kind.accepted,
  Kind.overrun,
  Kind.damaged,
  Kind.lost,
])
const B_STRING: ReadonlySet<number> = new Set([
  Kind.violation,
  Kind.processCreated,
  Kind.note,
  Kind.burstOpen,
])

function readAs(kind: number, column: 'a' | 'b'): Reference {
  if (kind >= CHANGE) {
    const type = fieldInfo(kind - CHANGE)?.type
    return type === 'entity' || type === 'string' ? type : 'number'
  }
  if (column === 'a') return A_ENTITY.has(kind) ? 'entity' : 'number'
  if (kind === Kind.transmitOpen) return 'entity'
  return B_STRING.has(kind) ? 'string' : 'number'
}

class Comparison {
  private readonly one: Trace
  private readonly two: Trace
  /** Entities already found to be the same. */
  private readonly same = new Map<number, number>()

  constructor(one: Trace, two: Trace) {
    this.one = one
    this.two = two
  }

  equal(i: RecordIndex, j: RecordIndex): boolean {
    const { one, two } = this
    const kind = one.kind(i)
    if (kind !== two.kind(j) || one.time(i) !== two.time(j)) return false
    if (!this.sameEntity(one.entity(i), two.entity(j))) return false
    return (
      this.sameValue(readAs(kind, 'a'), one.a(i), two.a(j)) &&
      this.sameValue(readAs(kind, 'b'), one.b(i), two.b(j))
    )
  }

  private sameValue(as: Reference, p: number, q: number): boolean {
    if (as === 'number' || p < 0 || q < 0) return p === q
    if (as === 'entity') return this.sameEntity(p, q)
    return this.one.string(p) === this.two.string(q)
  }

  private sameEntity(p: number, q: number): boolean {
    if (this.same.get(p) === q) return true
    if (this.one.nameOf(p) !== this.two.nameOf(q)) return false
    this.same.set(p, q)
    return true
  }
}

function skip(trace: Trace, at: RecordIndex): RecordIndex {
  let i = at
  while (i < trace.length && trace.kind(i) === Kind.intervention) i++
  return i
}

/** `complete`: both runs have ended, so a shorter one is a difference too. */
export function firstDifference(one: Trace, two: Trace, complete: boolean): FirstDifference | null {
  const comparison = new Comparison(one, two)
  let i = skip(one, 0)
  let j = skip(two, 0)
  while (i < one.length && j < two.length) {
    if (!comparison.equal(i, j))
      return { time: Math.min(one.time(i), two.time(j)), first: i, second: j }
    i = skip(one, i + 1)
    j = skip(two, j + 1)
  }
  if (!complete || (i >= one.length && j >= two.length)) return null
  const time = i < one.length ? one.time(i) : two.time(j)
  return { time, first: i < one.length ? i : NONE, second: j < two.length ? j : NONE }
}
