/** The words on and for a span, a mark, an arrow. */

import { DiskEnd, Kind, PACKET_NAMES } from '../../trace/kinds.ts'
import type { Trace } from '../../trace/trace.ts'
import { BRANCH_SHORT } from '../commit-words.ts'
import { blockName } from '../disk-words.ts'
import { frameShort, operationShort } from '../names.ts'
import { count } from '../numbers.ts'
import { pageName } from '../storage-words.ts'
import { branchStateOf } from './branch-spans.ts'
import type { TimelineIndex } from './index.ts'
import { PointKind } from './points.ts'
import { SpanKind, type Spans } from './spans.ts'
import { durationWords } from './ticks.ts'

/** Names of calls that are more than a capital letter away from what the trace calls them. */
const CALLS: Readonly<Record<string, string>> = { getpid: 'GetPid' }

/** "Send 3" from `send3`; "Get 2" from `get2`. */
function operation(trace: Trace, exchange: number): string {
  const local = trace.localName(exchange)
  const match = /^([a-z]+)(\d+)$/.exec(local)
  if (!match) return local
  const word = match[1] as string
  return `${CALLS[word] ?? word.charAt(0).toUpperCase() + word.slice(1)} ${match[2]}`
}

/** How a disk's work ended, where it did not end well. */
const DISK_ENDS: Readonly<Record<number, string>> = {
  [DiskEnd.powerLost]: 'lost',
  [DiskEnd.torn]: 'torn',
  [DiskEnd.badChecksum]: 'bad',
  [DiskEnd.diskLost]: 'lost',
}

/** Kinds whose `a` is a page. */
const PAGED: ReadonlySet<number> = new Set([Kind.stablePutOpen, Kind.stableGetOpen])
const pageOf = (trace: Trace, record: number): string =>
  pageName(trace, trace.entity(record), trace.a(record), record)

/** From the long to the short; the first that fits is written, none is cut. */
export function spanTexts(
  index: TimelineIndex,
  spans: Spans,
  slot: number,
  until: number,
): readonly string[] {
  const { trace } = index
  const entity = spans.entity[slot] as number
  const record = spans.record[slot] as number
  const kind = spans.kind[slot] as SpanKind
  if (kind === SpanKind.send) {
    const to = trace.a(record)
    const name = operation(trace, entity)
    return to < 0 ? [name] : [`${name} to ${trace.nameOf(to)}`, name]
  }
  if (kind === SpanKind.serve) {
    const client = trace.nameOf(trace.parentOf(entity))
    return [`serves ${client}, ${operation(trace, entity)}`, `serves ${client}`]
  }
  if (kind === SpanKind.request || kind === SpanKind.reply) {
    const name = PACKET_NAMES[index.frames.typeOf(entity)] || frameShort(trace, entity)
    const copy = /\.(\d+)$/.exec(trace.localName(entity))?.[1]
    return copy && copy !== '1' ? [`${name}, copy ${copy}`, name] : [name]
  }
  if (kind === SpanKind.disk || kind === SpanKind.diskWrite) {
    const does = trace.b(record) === 1 ? 'writes' : 'reads'
    const block = blockName(trace, entity, trace.a(record), record)
    const over = (spans.end[slot] as number) <= until
    const end = over ? (DISK_ENDS[spans.extra[slot] as number] ?? '') : ''
    return end ? [`${does} ${block}: ${end}`, end] : [`${does} ${block}`, block, does]
  }
  if (kind === SpanKind.operation) {
    const name = operationShort(trace, entity)
    const page = PAGED.has(trace.kind(record)) ? `, ${pageOf(trace, record)}` : ''
    return [`${name}${page}`, name, name.replace(/ \d+$/, '')]
  }
  if (kind === SpanKind.branch) {
    const state = BRANCH_SHORT[branchStateOf(spans.extra[slot] as number)]
    return [`${trace.localName(entity)} ${state}`, trace.localName(entity)]
  }
  if (kind === SpanKind.defer) return ['defers']
  if (kind === SpanKind.backoff) return [`backs off ${count(trace.a(record), 'slot')}`, 'backs off']
  if (kind === SpanKind.jam) return ['jam']
  if (kind === SpanKind.dead) return ['no power']
  if (kind === SpanKind.user || kind === SpanKind.kernel) {
    const stage = spans.extra[slot] as number
    return stage >= 0 ? [trace.string(stage)] : []
  }
  return []
}

const KIND_WORDS: Readonly<Record<SpanKind, string>> = {
  [SpanKind.user]: 'program runs',
  [SpanKind.kernel]: 'kernel runs',
  [SpanKind.send]: 'waits',
  [SpanKind.serve]: 'serves',
  [SpanKind.timer]: 'timer',
  [SpanKind.request]: 'request frame',
  [SpanKind.reply]: 'reply frame',
  [SpanKind.defer]: 'defers',
  [SpanKind.backoff]: 'backs off',
  [SpanKind.jam]: 'jams',
  [SpanKind.dead]: 'no power',
  [SpanKind.get]: 'waits for more replies',
  [SpanKind.disk]: 'disk',
  [SpanKind.diskWrite]: 'disk',
  [SpanKind.operation]: 'is about',
  [SpanKind.branch]: 'transaction',
}

/** A span in words, for who does not see it. What lies beyond `until` is not told. */
export function spanWords(index: TimelineIndex, spans: Spans, slot: number, until: number): string {
  const kind = spans.kind[slot] as SpanKind
  const start = spans.start[slot] as number
  const end = spans.end[slot] as number
  const text = spanTexts(index, spans, slot, until)[0]
  const what = text && text !== KIND_WORDS[kind] ? `${KIND_WORDS[kind]}: ${text}` : KIND_WORDS[kind]
  const long = end <= until ? `, for ${durationWords(end - start)}` : ', not ended'
  return `${what}, at ${(start / 1e6).toFixed(3)} ms${long}`
}

export const POINT_WORDS: Readonly<Record<PointKind, string>> = {
  [PointKind.request]: 'request',
  [PointKind.reply]: 'reply',
  [PointKind.commit]: 'commit',
  [PointKind.loss]: 'frame lost',
  [PointKind.crash]: 'crash',
  [PointKind.reboot]: 'power is back',
  [PointKind.collision]: 'collision',
  [PointKind.duplicate]: 'duplicate recognised',
  [PointKind.ignored]: 'packet ignored',
  [PointKind.refused]: 'no answer',
  [PointKind.violation]: 'promise broken',
  [PointKind.note]: 'note',
  [PointKind.slow]: 'speed changed',
  [PointKind.orphan]: 'work for a dead client dropped',
}
