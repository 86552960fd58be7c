/** A whole disk at one instant, block by block: what has been done to each, and what the head is about. */
import { DISK_STATES, Field } from '../../trace/fields.ts'
import type { EntityId } from '../../trace/record.ts'
import type { DiskSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { moment } from '../numbers.ts'
import { BLOCK_MARKS, type BlockMark } from './block-history.ts'
import { diskIndexOf, labelAt } from './disk-index.ts'

/** As many places as can be told apart in a panel; of a larger disk each stands for several blocks. */
export const PLACES_MAX = 10_240

export interface BlockMap {
  readonly disk: EntityId
  /** Blocks that have ever been in use; nobody looks at those behind them. */
  readonly blocks: number
  readonly perPlace: number
  /** The mark of each place, a number of BLOCK_MARKS: good until the next is asked for. */
  readonly places: Uint8Array
  /** How many blocks have each mark, in the order of BLOCK_MARKS. */
  readonly counts: readonly number[]
  /** The block that the head is about, and whether to write it; null: it rests. */
  readonly head: { readonly block: number; readonly writes: boolean } | null
  /** The disk answers no more. */
  readonly lost: boolean
}

/** Null where nothing has ever been on it. */
export function blockMapAt(trace: Trace, its: DiskSetup, prefix: number): BlockMap | null {
  const { entity: disk, installed } = its
  const index = diskIndexOf(trace, trace.length)
  const history = index.historyOf(disk)
  const blocks = Math.max(installed, history.top)
  if (blocks === 0) return null
  const states = history.statesAt(prefix, blocks)
  const counts = BLOCK_MARKS.map(() => 0)
  for (let block = 0; block < blocks; block++) {
    const mark = states[block] as number
    counts[mark] = (counts[mark] as number) + 1
  }
  const perPlace = Math.ceil(blocks / PLACES_MAX)
  const places = perPlace === 1 ? states : worstOf(states, perPlace)
  const state = DISK_STATES[trace.value(disk, Field.diskState, prefix) ?? 0] ?? 'idle'
  const open = state === 'idle' || state === 'off' ? undefined : index.lastAccess(disk, prefix)
  const head = open === undefined ? null : { block: trace.a(open), writes: trace.b(open) === 1 }
  const lost = trace.value(disk, Field.diskHealth, prefix) === 1
  return { disk, blocks, perPlace, places, counts, head, lost }
}

function worstOf(states: Uint8Array, perPlace: number): Uint8Array {
  const places = new Uint8Array(Math.ceil(states.length / perPlace))
  for (let block = 0; block < states.length; block++) {
    const place = Math.floor(block / perPlace)
    places[place] = Math.max(places[place] as number, states[block] as number)
  }
  return places
}

/** `as it was`, `written`. */
export const MARK_WORDS: Readonly<Record<BlockMark, string>> = {
  untouched: 'as it was',
  read: 'read',
  written: 'written',
  blank: 'never written',
  decayed: 'decayed',
  torn: 'torn',
}

/** `Block 17, account: written at 3.2 ms.` */
export function placeSays(trace: Trace, map: BlockMap, place: number, prefix: number): string {
  const { disk, perPlace, blocks, places, head, lost } = map
  const first = place * perPlace
  const last = Math.min(blocks, first + perPlace) - 1
  const mark = BLOCK_MARKS[places[place] as number] as BlockMark
  const isHead = head !== null && head.block >= first && head.block <= last
  const now = isHead ? ` The head is ${head.writes ? 'writing' : 'reading'} here.` : ''
  const gone = lost ? ' The disk is lost.' : ''
  if (perPlace > 1)
    return `Blocks ${first} to ${last}: ${MARK_WORDS[mark]}${mark === 'untouched' ? '' : ', one of them at least'}.${now}${gone}`
  const named = diskIndexOf(trace, prefix).blockAt(disk, first)
  const label = named && labelAt(named, prefix)
  const name = label ? `Block ${first}, ${label}` : `Block ${first}`
  const done = diskIndexOf(trace, prefix).historyOf(disk).lastOf(first, prefix)
  const when = done ? ` at ${moment(trace.time(done.record))}` : ''
  const again = done && done.mark !== mark ? `, last ${MARK_WORDS[done.mark]}` : ''
  return `${name}: ${MARK_WORDS[mark]}${again}${when}.${now}${gone}`
}

/** The next place, or the one before, whose mark is another than here; where there is none, the end. */
export function nextOtherPlace({ places }: BlockMap, from: number, by: 1 | -1): number {
  const here = places[from]
  let at = from
  while (at + by >= 0 && at + by < places.length) {
    at += by
    if (places[at] !== here) return at
  }
  return at
}
