import { EntityType } from '../../trace/entities.ts'
import { DestroyReason, DiskEnd, Kind, SendResult } from '../../trace/kinds.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { COMMITMENT_AHEAD } from '../commit-words.ts'
import { blockName } from '../disk-words.ts'
import { operationShort, thingName } from '../names.ts'
import { count, metresWords } from '../numbers.ts'
import type { Line } from '../signal.ts'
import { carries } from './bands.ts'
import { duration } from './durations.ts'
import type { Happening, StageRun, StageWave } from './stage-model.ts'
import { meetOf, packetName } from './waves.ts'

const CLOSED: Readonly<Record<number, string>> = {
  [SendResult.replied]: 'has its reply',
  // The sender's own end: nobody is left to be told of an error.
  [SendResult.destroyed]: 'waits no more',
  [SendResult.crashed]: 'waits no more',
}

/** How far ahead a record with words of its own is looked for. */
const LOOK_AHEAD = 400

interface Candidate {
  readonly time: number
  readonly what: string
}

/** The first thing after an instant: a record, or a front or tail that comes somewhere, which needs no record. */
export function happeningAfter(
  run: StageRun,
  waves: readonly StageWave[],
  line: Line,
  prefix: number,
  time: number,
): Happening | null {
  let best: Candidate | undefined
  for (const candidate of [
    nextRecord(run.trace, prefix),
    ...waves.flatMap((wave) => movesOf(wave, run, line, time)),
    ...meetings(waves, line, time),
  ])
    if (candidate && candidate.time >= time && (!best || candidate.time < best.time))
      best = candidate
  if (!best) return null
  const wait = best.time - time
  const when = wait < 1 ? 'now' : `in ${duration(wait)}`
  return { time: best.time, what: best.what, line: `Next: ${best.what}, ${when}` }
}

function movesOf(wave: StageWave, run: StageRun, line: Line, time: number): Candidate[] {
  const moves: Candidate[] = []
  if (wave.to > time) moves.push({ time: wave.to, what: `the tail leaves ${wave.hostName}` })
  for (const host of run.setup.hosts) {
    if (host.entity === wave.host || isParted(wave.source, host.metre, line, time)) continue
    const travel = Math.abs(host.metre - wave.source) * line.nsPerMetre
    const front = wave.from + travel
    const tail = wave.to + travel
    if (front > time) moves.push({ time: front, what: `the front reaches ${host.name}` })
    else if (tail > time && carries(wave.bands, host.metre))
      moves.push({ time: tail, what: `the tail passes ${host.name}` })
  }
  return moves
}

function isParted(from: number, to: number, line: Line, time: number): boolean {
  return line.cuts.some(
    ({ metre, to: healed }) => (metre - from) * (metre - to) < 0 && healed > time,
  )
}

function meetings(waves: readonly StageWave[], line: Line, time: number): Candidate[] {
  return waves.flatMap((one, i) =>
    waves.slice(i + 1).flatMap((other) => {
      const meet = meetOf(one, other, line)
      return meet && meet.time > time
        ? [{ time: meet.time, what: `the fronts meet at ${metresWords(Math.round(meet.metre))}` }]
        : []
    }),
  )
}

function nextRecord(trace: Trace, prefix: number): Candidate | undefined {
  const end = Math.min(trace.length, prefix + LOOK_AHEAD)
  for (let record = prefix; record < end; record++) {
    const what = wordsOf(trace, record)
    if (what) return { time: trace.time(record), what }
  }
  return undefined
}

type Say = (trace: Trace, record: RecordIndex) => string

const hostOf: Say = (trace, record) => {
  const host = trace.within(trace.entity(record), EntityType.host)
  return host === NONE ? '' : trace.localName(host)
}
const atHost: Say = (trace, record) =>
  trace.a(record) < 0 ? 'the wire' : trace.localName(trace.a(record))
const actor: Say = (trace, record) => {
  const process = trace.within(trace.entity(record), EntityType.process)
  return process === NONE ? hostOf(trace, record) : trace.nameOf(process)
}
const other: Say = (trace, record) => (trace.a(record) < 0 ? '' : trace.nameOf(trace.a(record)))
const packet: Say = (trace, record) =>
  packetName(trace, trace.within(trace.entity(record), EntityType.frame))
/** Who transmits: the frame's attempt says so itself. */
const sender: Say = (trace, record) => {
  const open = trace.kind(record) === Kind.transmitOpen ? record : trace.span(record)
  return open === NONE || trace.kind(open) !== Kind.transmitOpen
    ? 'the sender'
    : trace.localName(trace.b(open))
}

const operation: Say = (t, r) => operationShort(t, t.entity(r))
const disk: Say = (t, r) => thingName(t, t.entity(r))
const blockOf: Say = (t, r) => blockName(t, t.entity(r), t.a(r), r)
const DISK_ENDS: Readonly<Record<number, string>> = {
  [DiskEnd.powerLost]: 'loses its power',
  [DiskEnd.torn]: 'tears a block',
  [DiskEnd.badChecksum]: 'reads a wrong checksum',
  [DiskEnd.diskLost]: 'is lost',
}

const WORDS = new Map<number, Say>([
  ...COMMITMENT_AHEAD,
  [Kind.runEnd, () => 'the run ends'],
  [
    Kind.crash,
    (t, r) => `${hostOf(t, r)}${t.b(r) === 1 ? '’s processor fails' : ' loses its power'}`,
  ],
  [Kind.reboot, (t, r) => `${hostOf(t, r)} starts again`],
  [Kind.slow, (t, r) => `${hostOf(t, r)} runs at ${t.a(r)} % of its speed`],
  [Kind.cableCut, (t, r) => `the cable is cut at ${t.a(r)} m`],
  [Kind.cableHealed, (t, r) => `the cable is whole again at ${t.a(r)} m`],
  [Kind.processCreated, (t, r) => `${actor(t, r)} begins`],
  [
    Kind.processDestroyed,
    (t, r) => `${actor(t, r)} ${t.a(r) === DestroyReason.exit ? 'ends' : 'is ended'}`,
  ],
  [Kind.sendOpen, (t, r) => `${actor(t, r)} sends`],
  [Kind.sendClose, (t, r) => `${actor(t, r)} ${CLOSED[t.a(r)] ?? 'gets an error'}`],
  [Kind.queued, (t, r) => `the message waits for ${other(t, r)}`],
  [Kind.received, (t, r) => `${other(t, r)} receives`],
  [Kind.replied, (t, r) => `${other(t, r)} replies`],
  [Kind.timerEnd, (t, r) => (t.a(r) === 1 ? `a timer on ${hostOf(t, r)} runs out` : '')],
  [Kind.packetOut, (t, r) => `${packet(t, r)} goes to the interface`],
  [Kind.packetIn, (t, r) => `${atHost(t, r)}’s kernel takes up ${packet(t, r)}`],
  [Kind.duplicate, (t, r) => `${atHost(t, r)} knows this ${packet(t, r)} already`],
  [Kind.ignored, (t, r) => `${atHost(t, r)} ignores ${packet(t, r)}`],
  [Kind.aliensFull, (t, r) => `${atHost(t, r)} has no free alien`],
  [Kind.burstOpen, (t, r) => `${hostOf(t, r)}’s processor: ${t.string(t.b(r))}`],
  [Kind.transmitOpen, (t, r) => `${sender(t, r)} begins to transmit ${packet(t, r)}`],
  [Kind.transmitClose, (t, r) => `the tail leaves ${sender(t, r)}`],
  [Kind.collision, (t, r) => `${sender(t, r)} hears the collision`],
  [Kind.jamOpen, (t, r) => `${sender(t, r)} jams`],
  [Kind.deferOpen, () => 'an interface hears carrier and waits'],
  [Kind.backoffOpen, (t, r) => `the sender backs off, ${count(t.a(r), 'slot')}`],
  [Kind.backoffClose, () => 'the sender may try again'],
  [Kind.accepted, (t, r) => `${atHost(t, r)}’s interface has all of ${packet(t, r)}`],
  [Kind.overrun, (t, r) => `${atHost(t, r)}’s interface has no free buffer`],
  [Kind.damaged, (t, r) => `${packet(t, r)} is damaged at ${atHost(t, r)}`],
  [Kind.lost, (t, r) => `${packet(t, r)} is lost at ${atHost(t, r)}`],
  [Kind.diskOpen, (t, r) => `${disk(t, r)} sets out for ${blockOf(t, r)}`],
  [Kind.diskClose, (t, r) => `${disk(t, r)} ${DISK_ENDS[t.a(r)] ?? 'has its block'}`],
  [Kind.stablePutOpen, (t, r) => `${operation(t, r)} begins`],
  [Kind.stablePutClose, (t, r) => `${operation(t, r)} is done`],
  [Kind.stableGetOpen, (t, r) => `${operation(t, r)} begins`],
  [Kind.cleanupOpen, (t, r) => `${operation(t, r)} begins`],
  [Kind.cleanupClose, (t, r) => `${operation(t, r)} is over`],
  [Kind.blockDecayed, (t, r) => `${blockOf(t, r)} on ${disk(t, r)} decays`],
  [Kind.diskLost, (t, r) => `${disk(t, r)} is lost`],
  [Kind.diskReplaced, (t, r) => `${disk(t, r)} is replaced`],
  [Kind.orphanEnded, (t, r) => `a kernel drops the work for ${actor(t, r)}, which is no more`],
])

function wordsOf(trace: Trace, record: RecordIndex): string {
  return WORDS.get(trace.kind(record))?.(trace, record) ?? ''
}
