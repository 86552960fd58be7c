/**
 * Amoeba on the 68020: fitted to its two published figures, a null call of 1.4 ms and 677 KB a second. How the time
 * divides among the stages is ours.
 */
import { type ProcessorPreset, type Stage, survey } from './costs.ts'

/** µs of a leg: half a null call, on the wire 64 bytes and their preamble. */
const LEG_MICROS = 700
const WIRE_MICROS = 57.6
const SCHEDULING_MICROS = 240
/** ns a byte at each end: 677 KB/s less what the wire takes. */
const NANOS_PER_BYTE = 338

const SOURCE = 'Amoeba: null call 1.4 ms, 677 KB/s; the division among stages is ours'
const FITTED = '[ABS] †'
const fitted = (stage: Stage, nanosPerByte = 0): Stage => ({
  ...stage,
  nanosPerByte,
  source: SOURCE,
  tag: FITTED,
})

const base = survey({
  hardwareMicros: WIRE_MICROS,
  schedulingMicros: SCHEDULING_MICROS,
  protocolMicros: LEG_MICROS - WIRE_MICROS - SCHEDULING_MICROS,
  wireNs: WIRE_MICROS * 1000,
})

export const AMOEBA: ProcessorPreset = {
  ...base,
  name: 'amoeba',
  label: 'Costs: Amoeba on the 68020',
  packetBytes: 64,
  switch: fitted(base.switch),
  protocolOut: fitted(base.protocolOut),
  protocolIn: fitted(base.protocolIn),
  toInterface: fitted(base.toInterface, NANOS_PER_BYTE),
  fromInterface: fitted(base.fromInterface, NANOS_PER_BYTE),
}
