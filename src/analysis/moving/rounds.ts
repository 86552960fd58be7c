/**
 * A program that changes machines, as far as a cursor: the rounds in which its pages are copied, and how many pages
 * the other machine does not have as they are here. A fold over the trace's records, nothing of it is written down.
 */
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind, MigrationEnd, MoveResult } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { count, grouped, length } from '../numbers.ts'

const PAGE_BYTES = 1024

export interface Round {
  /** From 1; 0 while it is frozen. */
  readonly number: number
  readonly pages: number
  readonly record: RecordIndex
  readonly from: number
  /** null while it is under way. */
  readonly until: number | null
  /** Written meanwhile. */
  readonly written: number
}

export interface Moving {
  readonly from: number
  readonly pages: number
  readonly rounds: readonly Round[]
  /** Pages that the other machine does not have as they are, from each time on. */
  readonly curve: readonly (readonly [time: number, pages: number])[]
  readonly frozen: number | null
  readonly thawed: number | null
  /** Whether the old machine cannot know where it runs, and asks. */
  readonly doubtful: boolean
  /** A MigrationEnd; null while it is under way. */
  readonly end: number | null
}

/** Whether anybody here moves programs: by the name of its process, for the run may not have come to it. */
export function hasMovers(setup: RunSetup): boolean {
  return setup.hosts.some(({ processes }) => processes.includes('mover'))
}

interface Making {
  moving: { -readonly [Key in keyof Moving]: Moving[Key] } & {
    rounds: { -readonly [Key in keyof Round]: Round[Key] }[]
    curve: (readonly [number, number])[]
  }
  mover: EntityId
  toCopy: number
  written: number
}

const KINDS: ReadonlySet<number> = new Set([
  Kind.migrationBegun,
  Kind.roundBegun,
  Kind.roundEnded,
  Kind.moveClose,
  Kind.guestFrozen,
  Kind.guestThawed,
  Kind.moveInDoubt,
  Kind.migrationEnded,
  CHANGE + Field.pagesWritten,
])

/** The last move that has begun before the cursor; null before any has. */
export function movingAt(trace: Trace, prefix: number): Moving | null {
  let making: Making | null = null
  for (let i = 0; i < prefix; i++) {
    const kind = trace.kind(i)
    if (!KINDS.has(kind)) continue
    if (kind === Kind.migrationBegun) making = begun(trace, i)
    else if (making && making.moving.end === null) take(trace, i, kind, making)
  }
  return making?.moving ?? null
}

function begun(trace: Trace, record: RecordIndex): Making {
  const from = trace.time(record)
  const pages = trace.b(record)
  const nothing = { frozen: null, thawed: null, doubtful: false, end: null }
  return {
    moving: { from, pages, rounds: [], curve: [[from, pages]], ...nothing },
    mover: trace.entity(record),
    toCopy: 0,
    written: pages,
  }
}

function take(trace: Trace, record: RecordIndex, kind: number, making: Making): void {
  const { moving, mover } = making
  const time = trace.time(record)
  const a = trace.a(record)
  const b = trace.b(record)
  if (kind === Kind.guestFrozen) moving.frozen = time
  else if (kind === Kind.guestThawed) moving.thawed = time
  else if (kind === Kind.moveInDoubt) moving.doubtful = true
  else if (kind === Kind.migrationEnded) moving.end = a
  else if (kind === Kind.roundBegun) {
    making.toCopy = b
    moving.rounds.push({ number: a, pages: b, record, from: time, until: null, written: 0 })
  } else if (kind === Kind.roundEnded) {
    const last = moving.rounds.at(-1)
    if (last) Object.assign(last, { until: time, written: b })
    making.toCopy = 0
  } else if (kind === Kind.moveClose) {
    if (a !== MoveResult.done || asks(trace, record) !== mover) return
    making.toCopy = Math.max(0, making.toCopy - Math.round(b / PAGE_BYTES))
  } else {
    // Taken for the next round: they are to be copied from here on.
    if (b === 0) making.toCopy += a
    making.written = b
  }
  // A page that was written before its turn in the round came counts twice, and never for more than all.
  moving.curve.push([time, Math.min(moving.pages, making.toCopy + making.written)])
}

/** Who moves the bytes: the process that served the Send which granted them. */
function asks(trace: Trace, record: RecordIndex): EntityId {
  const exchange = trace.parentOf(trace.entity(record))
  for (const each of trace.recordsOf(exchange, 0, record))
    if (trace.kind(each) === Kind.received) return trace.a(each)
  return NONE
}

const ENDS: Readonly<Record<number, string>> = {
  [MigrationEnd.moved]: 'It has moved.',
  [MigrationEnd.stayed]: 'It stays where it was.',
  [MigrationEnd.lost]: 'It is given up: nobody can say whether it has run there.',
}

export function movingWords(moving: Moving): string {
  const { frozen, thawed, end } = moving
  if (end === null) return `${leftWords(moving)} ${whereWords(moving)}`
  const still =
    frozen !== null && thawed !== null ? ` It stood still for ${length(thawed - frozen)}.` : ''
  return `${ENDS[end] ?? ''}${still}`
}

function leftWords({ curve, rounds }: Moving): string {
  const left = curve.at(-1)?.[1] ?? 0
  if (left === 0) return 'The other machine has all pages as they are.'
  const last = rounds.at(-1)
  const behind = last?.number === 0 && last.until !== null
  return `${behind ? 'Left behind' : 'Still to be copied'}: ${count(left, 'page')}.`
}

function whereWords({ curve, frozen, thawed, doubtful }: Moving): string {
  if (frozen === null) return 'The program runs on meanwhile.'
  if (doubtful)
    return 'No word that it runs there: the copy here stands still until the other machine says.'
  if (thawed !== null) return 'The program goes on there.'
  const left = curve.at(-1)?.[1] ?? 0
  return left > 0
    ? 'The program stands still meanwhile.'
    : 'The program stands still until what its kernel knows of it has followed.'
}

/** Of a move that has ended a round that has not was broken off. */
export function roundWords(
  { number, pages, from, until, written }: Round,
  { end }: Moving,
): readonly string[] {
  const name = number === 0 ? 'frozen' : `${number}`
  return [
    name,
    grouped(pages),
    until !== null ? length(until - from) : end === null ? 'now' : 'broken off',
    until === null ? '' : grouped(written),
  ]
}
