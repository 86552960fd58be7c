/**
 * What the processors charge, one table of stages for each preset. Which work lies off the critical path is
 * nowhere published; it is calibrated here, in one place, against elapsed and processor times together.
 *
 * The SUN presets put V's published pieces together: half a local exchange for each of the two processes, the
 * network penalty P(n) for each packet, and 0.58 ms of protocol residue for each exchange (facts/v-system §3, §6).
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
const WIRE_MICROS_PER_BYTE = 8 * 0.34
const PACKET_BYTES = 64

function sun(figures: SunFigures): ProcessorPreset {
  const perByte = ((figures.slope - WIRE_MICROS_PER_BYTE) / 2) * 1000
  const interfaceFixed = (figures.fixed - LINK_OVERHEAD_MICROS) / 2
  const interfaceMicros = interfaceFixed + (perByte * PACKET_BYTES) / 1000
  const onPath = figures.localMicros / 2 + RESIDUE_MICROS / 2 + 2 * interfaceMicros
  const quarter = RESIDUE_MICROS / 4
  const local = 'half of a local exchange, divided between trap, copy and switch'
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
    protocolOut: stage(
      'protocol out',
      quarter,
      true,
      'protocol residue of an exchange, a quarter of 0.58 ms',
      'D †',
    ),
    protocolIn: stage(
      'protocol in',
      quarter,
      true,
      'protocol residue of an exchange, a quarter of 0.58 ms',
      'D †',
    ),
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
  }
}

export const SUN_PRESETS: Readonly<Record<string, ProcessorPreset>> = {
  sun10: sun({
    name: 'sun10',
    label: 'SUN, 10 MHz',
    localMicros: 770,
    slope: 5.4,
    fixed: 251,
    clientCpuMicros: 1440,
    serverCpuMicros: 1790,
  }),
  sun8: sun({
    name: 'sun8',
    label: 'SUN, 8 MHz',
    localMicros: 1000,
    slope: 6.4,
    fixed: 390,
    clientCpuMicros: 1790,
    serverCpuMicros: 2300,
  }),
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
