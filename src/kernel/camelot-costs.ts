/**
 * A machine of the Camelot measurements: 10 ms for a datagram from process to process, 1.5 ms for a message within
 * the machine. Remembered of Duchamp's figures (RT/Mach, 1989), not re-read; how the time divides is ours.
 */
import { type ProcessorPreset, type Stage, survey } from './costs.ts'

const DATAGRAM_MICROS = 10_000
const LOCAL_MICROS = 1500
/** 64 bytes and their preamble on the wire. */
const WIRE_MICROS = 57.6

const fitted = (stage: Stage): Stage => ({
  ...stage,
  source: 'Camelot on the RT: datagram 10 ms, local message 1.5 ms; the division is ours',
  tag: '[MEM] †',
})

const base = survey({
  hardwareMicros: WIRE_MICROS,
  schedulingMicros: LOCAL_MICROS,
  protocolMicros: DATAGRAM_MICROS - WIRE_MICROS - LOCAL_MICROS,
  wireNs: WIRE_MICROS * 1000,
})

export const CAMELOT: ProcessorPreset = {
  ...base,
  name: 'camelot',
  label: 'Costs: Camelot on the RT',
  packetBytes: 64,
  switch: fitted(base.switch),
  protocolOut: fitted(base.protocolOut),
  protocolIn: fitted(base.protocolIn),
}
