import { EntityType } from '../../trace/entities.ts'
import { Kind, PACKET_NAMES } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { frameName, frameShort, isAnswer } from '../names.ts'
import { metresWords } from '../numbers.ts'
import type { Line } from '../signal.ts'
import { bandsOf } from './bands.ts'
import { duration } from './durations.ts'
import { lowerBound } from './open-spans.ts'
import { groupAskedBy } from './sent-to.ts'
import type { StageIndex } from './stage-index.ts'
import type { StageMeet, StageRun, StageWave, WaveHue } from './stage-model.ts'

/** The kind of packet that a frame carries, 0 where it carries none. */
export function packetTypeOf(trace: Trace, frame: EntityId): number {
  for (const record of trace.recordsOf(frame))
    if (trace.kind(record) === Kind.packetOut) return trace.a(record)
  return 0
}

export function hueOf(packetType: number): WaveHue {
  if (packetType === 0) return 'other'
  return isAnswer(packetType) ? 'reply' : 'request'
}

/** Whether a load source made it: no transaction stands behind such a frame. */
function isOfStation(trace: Trace, frame: EntityId): boolean {
  return trace.typeOf(trace.parentOf(frame)) === EntityType.host
}

/** The packet in words: `SEND`; `frame 3` where it carries none. */
export function packetName(trace: Trace, frame: EntityId): string {
  const name = PACKET_NAMES[packetTypeOf(trace, frame)]
  return name ? name : frameShort(trace, frame)
}

/** The cuts in force after the first `prefix` records, and those long enough ago to matter to no signal. */
export function lineAt(run: StageRun, index: StageIndex, prefix: number): Line {
  const { trace, setup } = run
  const cuts = index.cuts
    .filter(({ cut }) => cut < prefix)
    .map(({ metre, cut, healed }) => ({
      metre,
      from: trace.time(cut),
      to: healed < prefix ? trace.time(healed) : Number.POSITIVE_INFINITY,
    }))
  return { metres: setup.cable.metres, nsPerMetre: setup.cable.nsPerMetre, cuts }
}

/** Every signal of which something is still on the cable, the oldest first. */
export function wavesAt(
  run: StageRun,
  index: StageIndex,
  line: Line,
  prefix: number,
  time: number,
): StageWave[] {
  const { trace, setup } = run
  const longest = index.longestBits * setup.cable.bitNs + line.metres * line.nsPerMetre
  const waves: StageWave[] = []
  for (let i = lowerBound(index.transmits, prefix) - 1; i >= 0; i--) {
    const open = index.transmits[i] as RecordIndex
    if (trace.time(open) < time - longest) break
    const wave = waveOf(run, line, open, prefix, time)
    if (wave.bands.length > 0) waves.push(wave)
  }
  return waves.reverse()
}

function waveOf(
  run: StageRun,
  line: Line,
  open: RecordIndex,
  prefix: number,
  time: number,
): StageWave {
  const { trace, setup } = run
  const attempt = trace.entity(open)
  const frame = trace.within(attempt, EntityType.frame)
  const host = trace.b(open)
  const close = trace.closeOf(open)
  const from = trace.time(open)
  const jamFrom = jamBegin(trace, attempt, prefix)
  const planned = Number.isFinite(jamFrom)
    ? jamFrom + setup.cable.jamBits * setup.cable.bitNs
    : from + trace.a(open) * setup.cable.bitNs
  const closed = close < prefix
  const to = closed ? trace.time(close) : Math.max(planned, time)
  const source = setup.hosts.find(({ entity }) => entity === host)?.metre ?? 0
  const hostName = trace.localName(host)
  const bands = bandsOf({ source, from, to, jamFrom }, line, time)
  const packetType = packetTypeOf(trace, frame)
  const group = groupAskedBy(trace, frame, packetType)
  return {
    attempt,
    frame,
    open,
    host,
    hostName,
    source,
    hue: hueOf(packetType),
    packet: packetName(trace, frame),
    many: group !== NONE,
    bands,
    from,
    to,
    sending: !closed,
    title: `${titleOf(trace, frame, packetType, hostName)}${group === NONE ? '' : ` to group ${trace.localName(group)}`}`,
    detail: `${detailOf({ source, from }, line, time)} ${
      closed
        ? `Its tail left ${hostName} ${duration(time - to)} ago.`
        : `Its tail leaves ${hostName} in ${duration(to - time)}.`
    }`,
  }
}

function jamBegin(trace: Trace, attempt: EntityId, prefix: number): number {
  for (const record of trace.recordsOf(attempt, 0, prefix))
    if (trace.kind(record) === Kind.jamOpen) return trace.time(record)
  return Number.POSITIVE_INFINITY
}

function titleOf(trace: Trace, frame: EntityId, packetType: number, hostName: string): string {
  if (isOfStation(trace, frame)) return frameName(trace, frame)
  const name = packetName(trace, frame)
  const process = trace.within(frame, EntityType.process)
  if (process === NONE) return `${name} from ${hostName}`
  if (hueOf(packetType) === 'reply') return `${name} from ${hostName} to ${trace.nameOf(process)}`
  const copy = Number(/\.(\d+)$/.exec(trace.localName(frame))?.[1] ?? 1)
  return `${name} from ${trace.nameOf(process)}${copy > 1 ? `, copy ${copy}` : ''}`
}

function detailOf(
  { source, from }: { source: number; from: number },
  line: Line,
  time: number,
): string {
  const run = (time - from) / line.nsPerMetre
  const shorter = Math.min(source, line.metres - source)
  const age = `${duration(time - from)} old`
  if (run <= shorter) return `${age}, ${metresWords(Math.round(run))} each way.`
  if (run < line.metres - shorter)
    return `${age}, ${metresWords(Math.round(run))} one way, past the near end.`
  return `${age}, past both ends.`
}

/** Where fronts of signals that are still on the cable have met. */
export function meetsOf(waves: readonly StageWave[], line: Line, time: number): StageMeet[] {
  const meets: StageMeet[] = []
  for (const [i, one] of waves.entries())
    for (const other of waves.slice(i + 1)) {
      const meet = meetOf(one, other, line)
      if (meet && meet.time <= time) meets.push(meet)
    }
  return meets
}

/** Where and when two signals meet; undefined if one began only after it could hear the other. */
export function meetOf(one: StageWave, other: StageWave, line: Line): StageMeet | undefined {
  const [left, right] = one.source < other.source ? [one, other] : [other, one]
  const travel = (right.source - left.source) * line.nsPerMetre
  if (Math.abs(right.from - left.from) >= travel) return undefined
  const metre = (left.source + right.source) / 2 + (right.from - left.from) / (2 * line.nsPerMetre)
  const time = left.from + (metre - left.source) * line.nsPerMetre
  const parted = line.cuts.some(
    (cut) =>
      cut.metre > left.source && cut.metre < right.source && cut.from <= time && time < cut.to,
  )
  if (parted) return undefined
  return {
    key: `${left.open}-${right.open}`,
    metre,
    time,
    says: `Collision: the fronts of ${left.hostName} and ${right.hostName} met at ${metresWords(Math.round(metre))}`,
  }
}
