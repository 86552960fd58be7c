/**
 * A run as lines that a reviewer can read: one layer, in the paper's words. What a golden trace holds is what the
 * trace says and nothing else, so that a changed line is a changed run.
 */
import { EntityType } from '../trace/entities.ts'
import { CHANGE, Field, isChange } from '../trace/fields.ts'
import {
  ControlOp,
  DamageReason,
  DestroyReason,
  DiskEnd,
  EndReason,
  FrameOutcome,
  IgnoreReason,
  Kind,
  kindInfo,
  LossReason,
  MoveRefusal,
  MoveResult,
  SendResult,
} from '../trace/kinds.ts'
import { type EntityId, LAYERS, type Layer, NONE, type TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { COMMITMENT_SAYINGS } from './golden-commitment.ts'
import { COPY_SAYINGS } from './golden-copies.ts'
import { FILE_SAYINGS } from './golden-files.ts'
import { MAKE_SAYINGS } from './golden-makes.ts'
import { PROGRAM_SAYINGS } from './golden-programs.ts'
import { STORAGE_SAYINGS } from './golden-storage.ts'
import { VERSION_SAYINGS } from './golden-versions.ts'
import { WORK_SAYINGS } from './golden-work.ts'

export const GOLDEN_LINES_MAX = 200

/** `   2.543 ms  A.client  Send 1 to S.server`, one line for each record of the layer and of the coarser ones. */
export function goldenLines(trace: Trace, layer: Layer, fromNs = 0): readonly string[] {
  const lines: { readonly time: string; readonly who: string; readonly what: string }[] = []
  for (let i = 0; i < trace.length; i++) {
    if (trace.time(i) < fromNs) continue
    const record = trace.at(i)
    const said = isShown(record.kind, layer) ? say(trace, record) : undefined
    if (said) lines.push({ time: milliseconds(record.time), who: said[0], what: said[1] })
  }
  const width = Math.max(0, ...lines.map(({ who }) => who.length))
  return lines.map(({ time, who, what }) => `${time} ms  ${who.padEnd(width)}  ${what}`)
}

/** What became of a frame is shown with the packets: it decides what they do next. */
const LOSSES: readonly number[] = [Kind.lost, Kind.damaged, Kind.overrun]

function isShown(kind: number, layer: Layer): boolean {
  if (LOSSES.includes(kind)) return layer !== 'transaction' && layer !== 'message'
  const found = kindInfo(kind)?.layer ?? 'message'
  return LAYERS.indexOf(found) <= LAYERS.indexOf(layer)
}

function milliseconds(nanos: number): string {
  return (Math.round(nanos / 1000) / 1000).toFixed(3).padStart(8)
}

type Line = readonly [who: string, what: string]
type Say = (trace: Trace, record: TraceRecord) => Line | undefined

function say(trace: Trace, record: TraceRecord): Line | undefined {
  const found = isChange(record.kind) ? changed(trace, record) : SAYINGS.get(record.kind)
  return typeof found === 'function' ? found(trace, record) : found
}

/** Of the changes, what programs show. */
function changed(trace: Trace, { kind, entity, b }: TraceRecord): Line | undefined {
  const owner = trace.nameOf(trace.parentOf(entity))
  if (kind === CHANGE + Field.value) return [owner, `${trace.localName(entity)} = ${b}`]
  if (kind === CHANGE + Field.placeFor)
    return [name(trace, entity), b === 0 ? 'is free' : `is for program ${b}`]
  if (kind === CHANGE + Field.text)
    return [owner, `${trace.localName(entity)} = “${trace.string(b)}”`]
  return undefined
}

const name = (trace: Trace, entity: number) => (entity < 0 ? '' : trace.nameOf(entity as EntityId))
const word = (values: Readonly<Record<string, number>>, value: number) =>
  Object.keys(values).find((key) => values[key] === value) ?? String(value)

/** `Send 1` of `A.client/send1`, `GetPid 1` of `A.client/getpid1`. */
function title(trace: Trace, exchange: EntityId): string {
  const local = trace.localName(exchange)
  if (local.startsWith('getpid')) return `GetPid ${local.slice(6)}`
  if (local.startsWith('query-process')) return `QueryProcess ${local.slice(13)}`
  if (local.startsWith('query')) return `QueryGroup ${local.slice(5)}`
  if (local.startsWith('destroy')) return `Destroy ${local.slice(7)}`
  return local.startsWith('send') ? `Send ${local.slice(4)}` : local.replace(/\d+$/, ' $&')
}
const caller = (trace: Trace, exchange: EntityId) => trace.nameOf(trace.parentOf(exchange))

/** Where a Send went is written down where it arrived: the sender's kernel knows a number only. */
function destination(trace: Trace, { entity, a }: TraceRecord): string {
  if (a >= 0) return ` to ${name(trace, a)}`
  const arrived = trace.recordsOf(entity).find((i) => trace.kind(i) === Kind.queued)
  return arrived === undefined ? '' : ` to ${name(trace, trace.a(arrived))}`
}

/** `SEND.2 of A.client’s Send 1` */
function packet(trace: Trace, frame: EntityId): string {
  if (trace.typeOf(trace.parentOf(frame)) === EntityType.host)
    return trace.localName(frame).replace('frame', 'frame ')
  const exchange = trace.within(frame, EntityType.exchange)
  return `${trace.localName(frame)} of ${caller(trace, exchange)}’s ${title(trace, exchange)}`
}

/** The host that put a frame on the cable. */
function sender(trace: Trace, frame: EntityId): string {
  for (const attempt of trace.childrenOf(frame))
    for (const i of trace.recordsOf(attempt))
      if (trace.kind(i) === Kind.transmitOpen) return name(trace, trace.b(i))
  return 'never sent'
}

function duration(trace: Trace, { index, time }: TraceRecord): string {
  const close = trace.closeOf(index)
  if (close === NONE) return 'not ended'
  return `${Math.round((trace.time(close) - time) / 1000)} µs`
}

/** How it ended, where it did not end well. */
function diskEnd(trace: Trace, { index }: TraceRecord): string {
  const close = trace.closeOf(index)
  const end = close === NONE ? DiskEnd.done : trace.a(close)
  return end === DiskEnd.done ? '' : `: ${word(DiskEnd, end)}`
}

const SAYINGS: ReadonlyMap<number, Say> = new Map<number, Say>([
  ...COMMITMENT_SAYINGS,
  ...COPY_SAYINGS,
  ...FILE_SAYINGS,
  ...MAKE_SAYINGS,
  ...WORK_SAYINGS,
  ...VERSION_SAYINGS,
  ...PROGRAM_SAYINGS,
  [Kind.runStart, () => ['run', 'begins']],
  [Kind.runEnd, (_, { a }) => ['run', `ends: ${word(EndReason, a)}`]],
  [Kind.violation, (t, { entity, b }) => [name(t, entity), `broken: ${t.string(b)}`]],
  [Kind.intervention, (t, { entity }) => ['hand', t.localName(entity)]],
  [
    Kind.crash,
    (t, { entity, b }) => [name(t, entity), b === 1 ? 'its processor fails' : 'crashes'],
  ],
  [Kind.reboot, (t, { entity, a }) => [name(t, entity), `starts again, incarnation ${a}`]],
  [Kind.slow, (t, { entity, a }) => [name(t, entity), `runs at ${a} % of its speed`]],
  [Kind.cableCut, (_, { a }) => ['cable', `cut at ${a} m`]],
  [Kind.cableHealed, (_, { a }) => ['cable', `joined again at ${a} m`]],
  [Kind.processCreated, (t, { entity, b }) => [name(t, entity), `created: ${t.string(b)}`]],
  [
    Kind.processDestroyed,
    (t, { entity, a }) => [name(t, entity), `ends: ${word(DestroyReason, a)}`],
  ],
  [Kind.note, (t, { entity, b }) => [name(t, entity), `“${t.string(b)}”`]],
  [
    Kind.executed,
    (t, { entity, a, b }) => [
      name(t, a),
      `has carried out ${caller(t, entity)}’s ${title(t, entity)}, time ${b}`,
    ],
  ],
  [
    Kind.controlAsked,
    (t, { entity, a, b }) => [caller(t, entity), `asks: ${word(ControlOp, b)} ${name(t, a)}`],
  ],
  [
    Kind.controlled,
    (t, { entity, a, b }) => [
      name(t, a),
      `${word(ControlOp, b)}, asked for by ${caller(t, entity)}`,
    ],
  ],
  [
    Kind.searchBegun,
    (t, { entity, a, b }) => [name(t, entity), `searches ${a} cities: ${t.string(b)}`],
  ],
  [Kind.expanded, (t, { entity, a, b }) => [name(t, entity), `part ${a} done: ${b} nodes`]],
  [
    Kind.boundKnown,
    (t, { entity, a, b }) => [name(t, entity), `${b === 1 ? 'found' : 'heard of'} a tour of ${a}`],
  ],
  [
    Kind.searchEnded,
    (t, { entity, a, b }) => [name(t, entity), `shortest tour ${a}: ${t.string(b)}`],
  ],
  [
    Kind.jobEnded,
    (t, { entity, a, b }) => [name(t, entity), `takes ${name(t, a)} for gone: ${b} answers`],
  ],
  [
    Kind.nameHeld,
    (t, { entity, a, b }) => [name(t, entity), `${b === 1 ? 'takes' : 'gives up'} name ${a}`],
  ],
  [
    Kind.nameAnswered,
    (t, { entity, a, b }) => [name(t, entity), `${b === 1 ? 'opens' : 'has'} name ${a}`],
  ],
  [
    Kind.nameSought,
    (t, { entity, a, b }) => [
      name(t, entity),
      `${b === 1 ? 'asks who has' : 'goes to the manager of'} name ${a}`,
    ],
  ],
  [
    Kind.nameOpened,
    (t, { entity, a, b }) => [
      name(t, entity),
      `name ${a}: ${['failed', 'opened', 'its hint was old'][b]}`,
    ],
  ],
  [
    Kind.hostOffered,
    (t, { entity, a, b }) => [
      name(t, entity),
      `${b > 0 ? 'willing' : 'not willing'} to take program ${b > 0 ? b : -b}, load ${a}`,
    ],
  ],
  [Kind.hostChosen, (t, { entity, a }) => [name(t, entity), `chooses ${name(t, a) || 'nobody'}`]],
  [
    Kind.programStarted,
    (t, { entity, a, b }) => [name(t, entity), `takes program ${a} at load ${b}`],
  ],
  [Kind.programEnded, (t, { entity, a }) => [name(t, entity), `program ${a} has ended`]],
  [Kind.registered, (t, { entity, a }) => [name(t, entity), `SetPid ${a}`]],
  [Kind.sendOpen, (t, r) => [caller(t, r.entity), `${title(t, r.entity)}${destination(t, r)}`]],
  [
    Kind.sendClose,
    (t, { entity, a }) => [
      caller(t, entity),
      `${title(t, entity)} returns: ${word(SendResult, a)}`,
    ],
  ],
  [
    Kind.queued,
    (t, { entity, a }) => [
      name(t, a),
      `message of ${caller(t, entity)}’s ${title(t, entity)} is there`,
    ],
  ],
  [
    Kind.granted,
    (t, { entity, a, b }) => [
      caller(t, entity),
      `grants ${Math.floor(b / 4)} bytes at ${a} to ${['nobody', 'read', 'write', 'read and write'][b % 4]}`,
    ],
  ],
  [
    Kind.moveOpen,
    (t, { entity, b }) => [
      caller(t, t.parentOf(entity)),
      `${t.localName(entity)} begins: ${b} bytes`,
    ],
  ],
  [
    Kind.moveClose,
    (t, { entity, a }) => [
      caller(t, t.parentOf(entity)),
      `${t.localName(entity)} ends: ${word(MoveResult, a)}`,
    ],
  ],
  [
    Kind.moveRefused,
    (t, { entity, a }) => [name(t, entity), `move refused: ${word(MoveRefusal, a)}`],
  ],
  [
    Kind.carried,
    (t, { entity, a, b }) => [
      sender(t, entity),
      `${packet(t, entity)} carries ${a} bytes for ${b}`,
    ],
  ],
  [Kind.segmentWritten, (t, { entity, a, b }) => [caller(t, entity), `has ${b} bytes put at ${a}`]],
  [Kind.received, (t, { entity, a }) => [name(t, a), `Receive from ${caller(t, entity)}`]],
  [Kind.replied, (t, { entity, a }) => [name(t, a), `Reply to ${caller(t, entity)}`]],
  [
    Kind.timerSet,
    (t, { entity, a }) => [
      caller(t, t.parentOf(entity)),
      `${t.localName(entity)} set: ${a / 1000} ms`,
    ],
  ],
  [
    Kind.timerEnd,
    (t, { entity, a }) => [
      caller(t, t.parentOf(entity)),
      `${t.localName(entity)} ${a === 1 ? 'has run out' : 'cancelled'}`,
    ],
  ],
  [
    Kind.diskOpen,
    (t, r) => [
      name(t, r.entity),
      `${r.b === 1 ? 'write' : 'read'} block ${r.a}, ${duration(t, r)}${diskEnd(t, r)}`,
    ],
  ],
  ...STORAGE_SAYINGS,
  [
    Kind.diskDropped,
    (t, { entity, a, b }) => [
      name(t, entity),
      `lost with the power: ${b === 1 ? 'write' : 'read'} block ${a}`,
    ],
  ],
  [
    Kind.orphanEnded,
    (t, { entity, a }) => [name(t, a), `drops ${caller(t, entity)}’s ${title(t, entity)}`],
  ],
  [
    Kind.transmitOpen,
    (t, { entity, b }) => {
      const attempt = Number(t.localName(entity).slice(3))
      return [name(t, b), `sends ${packet(t, t.parentOf(entity))}, attempt ${attempt}`]
    },
  ],
  [
    Kind.collision,
    (t, { entity, because }) => {
      const frame = t.parentOf(entity)
      const other = because === NONE ? NONE : t.parentOf(t.entity(because))
      const met = other === NONE ? '' : ` with ${sender(t, other)}’s ${packet(t, other)}`
      return [sender(t, frame), `hears that ${packet(t, frame)} collides${met}`]
    },
  ],
  [
    Kind.backoffOpen,
    (t, { entity, a, b }) => [sender(t, entity), `waits ${a} slots, drawn from ${b}`],
  ],
  [
    Kind.frameDone,
    (t, { entity, a }) => [sender(t, entity), `${packet(t, entity)}: ${word(FrameOutcome, a)}`],
  ],
  [Kind.broadcast, (t, { entity, b }) => [caller(t, entity), `has ${t.string(b)} for the group`]],
  [
    Kind.numbered,
    (t, { entity, a, b }) => [
      name(t, a),
      `${caller(t, entity)}’s ${title(t, entity)} is number ${b}`,
    ],
  ],
  [Kind.gapSeen, (t, { entity, a, b }) => [name(t, entity), `misses ${a} to ${b}`]],
  [Kind.suspected, (t, { entity, a }) => [name(t, entity), `takes ${name(t, a)} for dead`]],
  [Kind.installed, (t, { entity, a, b }) => [name(t, entity), `view ${a}, ${b} members`]],
  [
    Kind.tokenPassed,
    (t, { entity, a, b }) => [name(t, entity), `passes the token to ${name(t, a)} with ${b}`],
  ],
  [Kind.tokenAccepted, (t, { entity, a }) => [name(t, entity), `takes the token at ${a}`]],
  [Kind.historyCut, (t, { entity, a, b }) => [name(t, entity), `keeps up to ${a}, lets go ${b}`]],
  [Kind.logged, (t, { entity, a, b }) => [name(t, entity), `delivers ${a}: ${t.string(b)}`]],
  [Kind.packetOut, (t, { entity }) => [sender(t, entity), `out: ${packet(t, entity)}`]],
  [Kind.packetIn, (t, { entity, a }) => [name(t, a), `in: ${packet(t, entity)}`]],
  [Kind.duplicate, (t, { entity, a }) => [name(t, a), `a duplicate: ${packet(t, entity)}`]],
  [
    Kind.ignored,
    (t, { entity, a, b }) => [name(t, a), `ignores ${packet(t, entity)}: ${word(IgnoreReason, b)}`],
  ],
  [Kind.aliensFull, (t, { entity, a }) => [name(t, a), `no alien free for ${packet(t, entity)}`]],
  [Kind.burstOpen, (t, r) => [name(t, r.entity), `${t.string(r.b)}, ${duration(t, r)}`]],
  [
    Kind.queueFull,
    (t, { entity, a }) => [t.nameOf(t.parentOf(entity)), `refuses a frame: ${a} wait`],
  ],
  [Kind.overrun, (t, { entity, a }) => [name(t, a), `no buffer for ${packet(t, entity)}`]],
  [
    Kind.damaged,
    (t, { entity, a, b }) => [
      name(t, a),
      `damaged: ${packet(t, entity)}: ${word(DamageReason, b)}`,
    ],
  ],
  [
    Kind.lost,
    (t, { entity, a, b }) => [
      a < 0 ? 'cable' : name(t, a),
      `lost: ${packet(t, entity)}: ${word(LossReason, b)}`,
    ],
  ],
])
