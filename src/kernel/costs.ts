/**
 * What the processors charge, one table of stages for each preset. Which work lies off the critical path is
 * nowhere published; it is calibrated here, in one place, against elapsed and processor times together.
 *
 * The SUN presets put V's published pieces together: half a local exchange for each of the two processes, the
 * network penalty P(n) for each packet, and 0.58 ms of protocol residue for each exchange (facts/v-system §3, §6).
 * What moves of data cost on top is fitted to MoveTo of 1 KB and to a page of 512 bytes, at 10 MHz.
 */
import type { CostRow } from '../trace/setup.ts'

export interface Stage {
  readonly name: string
  readonly nanos: number
  readonly nanosPerByte: number
  readonly onPath: boolean
  readonly source: string
  readonly tag: string
}

export interface ProcessorPreset {
  readonly name: string
  readonly label: string
  /** The trap of a Send, of a Reply, and the copying of a message between two spaces. */
  readonly send: Stage
  readonly reply: Stage
  readonly copyMessage: Stage
  /** Getting a process that was made ready to run. */
  readonly switch: Stage
  readonly protocolOut: Stage
  readonly protocolIn: Stage
  readonly toInterface: Stage
  readonly fromInterface: Stage
  /** Work that keeps the processor busy while the exchange goes on without it. */
  readonly afterSend: Stage
  readonly afterReply: Stage
  /** The trap of a MoveTo or MoveFrom, and what the sender's kernel does for each packet of one. */
  readonly move: Stage
  readonly movePacket: Stage
  /** Finding the place of a segment that came with a Send or a Reply. */
  readonly segment: Stage
  /** Copying between two spaces of one machine. */
  readonly copyBytes: Stage
  /** Off the path, for each byte: at the kernel that moves and at the one whose process is moved to or from … */
  readonly afterMove: Stage
  readonly afterMoved: Stage
  /** … and for a segment that goes with a Send or a Reply, at the client's and at the server's. */
  readonly afterSegment: Stage
  readonly afterSegmentReply: Stage
  /** Whether a processor that sends a train of packets stands by its interface until each has left. */
  readonly standsBy: boolean
  /** ns of hardware at each end that is no processor work. */
  readonly interfaceNs: number
  /** Header and message, bytes on the wire. */
  readonly packetBytes: number
}

function stage(
  name: string,
  micros: number,
  onPath: boolean,
  source: string,
  tag: string,
  nanosPerByte = 0,
): Stage {
  return { name, nanos: Math.round(micros * 1000), nanosPerByte, onPath, source, tag }
}

/** Link overhead of a 3 Mb frame, µs: P(n) contains it, the wire model charges it, so the fixed part leaves it out. */
const LINK_OVERHEAD_MICROS = 49 * 0.34

interface SunFigures {
  readonly name: string
  readonly label: string
  /** Local Send-Receive-Reply, µs. */
  readonly localMicros: number
  /** P(n) = slope · n + fixed, µs for each byte and µs. */
  readonly slope: number
  readonly fixed: number
  readonly clientCpuMicros: number
  readonly serverCpuMicros: number
}

const RESIDUE_MICROS = 580
/** Bytes that one packet carries beside header and message. */
export const SEGMENT_BYTES_MAX = 1024

/** Published for 10 MHz (M+), and held against the local exchange of 0.77 ms, so that the 8 MHz processor follows. */
const LOCAL_10 = 770
const MOVE_LOCAL_10 = 950
const MOVE_REMOTE_10 = 8000
const PAGE_LOCAL_10 = 1310
const WIRE_MICROS_PER_BYTE = 8 * 0.34
const PACKET_BYTES = 64

function sun(figures: SunFigures): ProcessorPreset {
  const perByte = ((figures.slope - WIRE_MICROS_PER_BYTE) / 2) * 1000
  const interfaceFixed = (figures.fixed - LINK_OVERHEAD_MICROS) / 2
  const interfaceMicros = interfaceFixed + (perByte * PACKET_BYTES) / 1000
  const onPath = figures.localMicros / 2 + RESIDUE_MICROS / 2 + 2 * interfaceMicros
  const quarter = RESIDUE_MICROS / 4
  const local = 'half of a local exchange, divided between trap, copy and switch'
  const residue = 'protocol residue of an exchange, a quarter of 0.58 ms'
  const penalty = 'network penalty P(n) less the wire, half at each end'
  return {
    name: figures.name,
    label: figures.label,
    interfaceNs: 0,
    packetBytes: PACKET_BYTES,
    send: stage('Send', figures.localMicros * 0.22, true, local, 'M+ †'),
    reply: stage('Reply', figures.localMicros * 0.22, true, local, 'M+ †'),
    copyMessage: stage('copy message', figures.localMicros * 0.03, true, local, 'M+ †'),
    switch: stage('switch', figures.localMicros * 0.25, true, local, 'M+ †'),
    protocolOut: stage('protocol out', quarter, true, residue, 'D †'),
    protocolIn: stage('protocol in', quarter, true, residue, 'D †'),
    toInterface: stage('to interface', interfaceFixed, true, penalty, 'F †', perByte),
    fromInterface: stage('from interface', interfaceFixed, true, penalty, 'F †', perByte),
    afterSend: stage(
      'after Send',
      figures.clientCpuMicros - onPath,
      false,
      'client processor time less what is on the path',
      'M+ †',
    ),
    afterReply: stage(
      'after Reply',
      figures.serverCpuMicros - onPath,
      false,
      'server processor time less what is on the path',
      'M+ †',
    ),
    ...moving(figures.localMicros),
  }
}

/** P(n) at 10 MHz of a full data packet and of its acknowledgement, µs. */
const MOVE_PENALTY_10 = 5.4 * (SEGMENT_BYTES_MAX + 2 * PACKET_BYTES) + 2 * 251
/** Processor time of client and server for a MoveTo of 1 KB (3.17, 4.95 ms) and a page (2.54, 3.30 ms) less the path's, µs. */
const OFF_PATH = { move: 2180, moved: 1100, segment: 340, segmentReply: 750 }

/** Stages of the moves, µs for a local exchange of so many µs. */
function moving(localMicros: number): MoveStages {
  const of10 = localMicros / LOCAL_10
  const trap = LOCAL_10 * 0.22
  const perByte = (MOVE_LOCAL_10 - trap) / SEGMENT_BYTES_MAX
  const page = PAGE_LOCAL_10 - LOCAL_10 - 512 * perByte
  const packet =
    MOVE_REMOTE_10 - MOVE_PENALTY_10 - trap - 3 * (RESIDUE_MICROS / 4) - LOCAL_10 * 0.25
  const moved =
    'MoveTo of 1 KB, 8.00 ms, less P(n) of two packets, trap, three protocol stages, switch'
  const pageSource = 'local page access, 1.31 ms, less an exchange and the copy of 512 bytes'
  const cpu = (of: string) => `processor time of ${of} less what is on the path, for each byte`
  const each = (micros: number, bytes: number) => (micros * 1000 * of10) / bytes
  return {
    move: stage('Move', trap * of10, true, 'as the trap of a Send', 'D †'),
    movePacket: stage('packet of a move', packet * of10, true, moved, 'M+ †'),
    segment: stage('segment', page * of10, true, pageSource, 'M+ †'),
    copyBytes: stage(
      'copy bytes',
      0,
      true,
      'local MoveTo of 1 KB, 0.95 ms, less the trap',
      'M+ †',
      perByte * 1000 * of10,
    ),
    afterMove: stage(
      'after packet',
      0,
      false,
      cpu('a server that moves 1 KB'),
      'M+ †',
      each(OFF_PATH.move, SEGMENT_BYTES_MAX),
    ),
    afterMoved: stage(
      'after packet in',
      0,
      false,
      cpu('its client'),
      'M+ †',
      each(OFF_PATH.moved, SEGMENT_BYTES_MAX),
    ),
    afterSegment: stage(
      'after page',
      0,
      false,
      cpu('a client that reads or writes a page'),
      'M+ †',
      each(OFF_PATH.segment, 512),
    ),
    afterSegmentReply: stage(
      'after page reply',
      0,
      false,
      cpu('its server'),
      'M+ †',
      each(OFF_PATH.segmentReply, 512),
    ),
    standsBy: false,
  }
}

type MoveStages = Pick<
  ProcessorPreset,
  | 'move'
  | 'movePacket'
  | 'segment'
  | 'copyBytes'
  | 'afterMove'
  | 'afterMoved'
  | 'afterSegment'
  | 'afterSegmentReply'
  | 'standsBy'
>

/**
 * The copy costs of 1985 and no protocol work: 1.35 ms to copy a packet of 1 KB in or out, 0.17 ms for an
 * acknowledgement, and a processor that stands by while its packet is on the cable (facts/v-system §3, M).
 */
function copyCostsOf1985(): ProcessorPreset {
  const base = sun({ ...SUN_10, name: 'sun85', label: 'SUN, copy costs of 1985' })
  const source = 'Zwaenepoel 1985: 1.35 ms a packet of 1 KB, 0.17 ms an acknowledgement'
  const perByte = (1350 - 170) / SEGMENT_BYTES_MAX
  const fixed = 170 - perByte * PACKET_BYTES
  const none = (name: string) => stage(name, 0, true, source, 'M †')
  const copy = (name: string) => stage(name, fixed, true, source, 'M †', perByte * 1000)
  return {
    ...base,
    toInterface: copy('to interface'),
    fromInterface: copy('from interface'),
    protocolOut: none('protocol out'),
    protocolIn: none('protocol in'),
    movePacket: none('packet of a move'),
    segment: none('segment'),
    copyBytes: none('copy bytes'),
    afterSend: none('after Send'),
    afterReply: none('after Reply'),
    afterMove: none('after packet'),
    afterMoved: none('after packet in'),
    afterSegment: none('after page'),
    afterSegmentReply: none('after page reply'),
    standsBy: true,
  }
}

/** The survey's own budget for one small message: hardware, scheduling, protocol, µs a leg. */
export interface SurveyBudget {
  readonly hardwareMicros: number
  readonly schedulingMicros: number
  readonly protocolMicros: number
  /** ns that the wire itself takes for one packet. */
  readonly wireNs: number
}

export const SURVEY_PACKET_BYTES = 100

export function survey(budget: SurveyBudget): ProcessorPreset {
  const seed = 'Mullender 1988, Communication: 200 µs hardware, 250 µs scheduling, 250 µs protocol'
  const none = stage('', 0, true, seed, 'SEED †')
  const half = budget.protocolMicros / 2
  return {
    name: 'survey',
    label: 'Costs: the survey’s budget',
    packetBytes: SURVEY_PACKET_BYTES,
    interfaceNs: Math.max(0, Math.round((budget.hardwareMicros * 1000 - budget.wireNs) / 2)),
    send: { ...none, name: 'Send' },
    reply: { ...none, name: 'Reply' },
    copyMessage: stage('copy message', 0, true, seed, 'SEED †'),
    switch: stage('switch', budget.schedulingMicros, true, seed, 'SEED †'),
    protocolOut: stage('protocol out', half, true, seed, 'SEED †'),
    protocolIn: stage('protocol in', half, true, seed, 'SEED †'),
    toInterface: { ...none, name: 'to interface' },
    fromInterface: { ...none, name: 'from interface' },
    afterSend: { ...none, name: 'after Send' },
    afterReply: { ...none, name: 'after Reply' },
    move: { ...none, name: 'Move' },
    movePacket: stage('packet of a move', half, true, seed, 'SEED †'),
    segment: { ...none, name: 'segment' },
    copyBytes: { ...none, name: 'copy bytes' },
    afterMove: { ...none, name: 'after packet' },
    afterMoved: { ...none, name: 'after packet in' },
    afterSegment: { ...none, name: 'after page' },
    afterSegmentReply: { ...none, name: 'after page reply' },
    standsBy: false,
  }
}

const SUN_10: SunFigures = {
  name: 'sun10',
  label: 'SUN, 10 MHz',
  localMicros: LOCAL_10,
  slope: 5.4,
  fixed: 251,
  clientCpuMicros: 1440,
  serverCpuMicros: 1790,
}

export const SUN_PRESETS: Readonly<Record<string, ProcessorPreset>> = {
  sun10: sun(SUN_10),
  sun8: sun({
    name: 'sun8',
    label: 'SUN, 8 MHz',
    localMicros: 1000,
    slope: 6.4,
    fixed: 390,
    clientCpuMicros: 1790,
    serverCpuMicros: 2300,
  }),
  sun85: copyCostsOf1985(),
}

/** Bytes of an IP header, and how much dearer headers of that kind make an exchange (F: about a fifth). */
const IP_HEADER_BYTES = 20
const IP_DEARER = 0.2

/** The same machine with headers like IP's: longer packets, and the rest of the fifth in the protocol stages. */
export function withIpHeaders(preset: ProcessorPreset): ProcessorPreset {
  const perByte = preset.toInterface.nanosPerByte + preset.fromInterface.nanosPerByte
  const wire = WIRE_MICROS_PER_BYTE * 1000
  const packet =
    preset.toInterface.nanos + preset.fromInterface.nanos + (perByte + wire) * PACKET_BYTES
  const local = 2 * (preset.send.nanos + preset.copyMessage.nanos + preset.switch.nanos)
  const exchange = local + RESIDUE_MICROS * 1000 + 2 * packet
  const longer = 2 * IP_HEADER_BYTES * (perByte + wire)
  const each = Math.round((exchange * IP_DEARER - longer) / 4)
  const dearer = (of: Stage): Stage => ({
    ...of,
    nanos: of.nanos + each,
    source: `${of.source}; with IP headers an exchange is a fifth dearer`,
  })
  return {
    ...preset,
    label: `${preset.label}, headers like IP’s`,
    packetBytes: preset.packetBytes + IP_HEADER_BYTES,
    protocolOut: dearer(preset.protocolOut),
    protocolIn: dearer(preset.protocolIn),
    movePacket: dearer(preset.movePacket),
  }
}

export const PROCESSOR_NAMES: readonly string[] = [...Object.keys(SUN_PRESETS), 'survey']

export function costOf(of: Stage, bytes = 0): number {
  return of.nanos + Math.round(of.nanosPerByte * bytes)
}

export function costRows(preset: ProcessorPreset): CostRow[] {
  const stages = [
    preset.send,
    preset.reply,
    preset.copyMessage,
    preset.switch,
    preset.protocolOut,
    preset.protocolIn,
    preset.toInterface,
    preset.fromInterface,
    preset.afterSend,
    preset.afterReply,
    preset.move,
    preset.movePacket,
    preset.segment,
    preset.copyBytes,
    preset.afterMove,
    preset.afterMoved,
    preset.afterSegment,
    preset.afterSegmentReply,
  ]
  const rows: CostRow[] = stages
    .filter((row) => row.nanos > 0 || row.nanosPerByte > 0)
    .map((row) => ({
      stage: row.name,
      owner: 'kernel',
      nanos: row.nanos,
      nanosPerByte: Math.round(row.nanosPerByte),
      onPath: row.onPath,
      preset: preset.name,
      source: row.source,
      tag: row.tag,
    }))
  if (preset.interfaceNs > 0) {
    rows.push({
      stage: 'interface, each end',
      owner: 'interface',
      nanos: preset.interfaceNs,
      nanosPerByte: 0,
      onPath: true,
      preset: preset.name,
      source: 'the survey’s hardware time less the wire, half at each end',
      tag: 'SEED †',
    })
  }
  return rows
}
