/** The interfaces of machines: what they hear, what they are about, how full their buffers are. */
import { Field, NIC_STATES } from '../../trace/fields.ts'
import type { HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { carries } from './bands.ts'
import { addressedTo } from './destination.ts'
import type { Moment } from './hosts.ts'
import type { InterfaceWord, StageInterface, StageWave } from './stage-model.ts'

/** Of hundreds of machines only what they hear is drawn: the rest is found out for who asks. */
export function interfaceAt(moment: Moment, host: HostSetup, on: boolean): StageInterface {
  const others = moment.waves.filter(
    (wave) => wave.host !== host.entity && carries(wave.bands, host.metre),
  )
  const own = moment.waves.find((wave) => wave.host === host.entity && wave.sending)
  const wave = own ?? others[0]
  const { trace } = moment.run
  const fieldOf = (field: number): number => trace.value(host.interface, field, moment.prefix) ?? 0
  return {
    entity: host.interface,
    total: host.buffers,
    hears: !wave || !on ? null : others.length + (own ? 1 : 0) > 1 ? 'garbled' : wave.hue,
    get used() {
      return on ? fieldOf(Field.buffersUsed) : 0
    },
    get queue() {
      return on ? fieldOf(Field.transmitQueue) : 0
    },
    get word() {
      const nic = on ? (NIC_STATES[fieldOf(Field.nicState)] ?? 'quiet') : 'off'
      const isFull = on && fieldOf(Field.buffersUsed) >= host.buffers
      return wordOf(nic, others.length, isForUs(trace, others, host), isFull, host.buffers)
    },
    get filling() {
      return on ? fillingAt(moment, host, others, fieldOf) : 0
    },
  }
}

function isForUs(trace: Trace, others: readonly StageWave[], { entity }: HostSetup): boolean {
  return others.length === 1 && addressedTo(trace, others[0] as StageWave, entity)
}

/** How much of a frame for this machine has passed its tap into a free buffer. */
function fillingAt(
  { run, time }: Moment,
  host: HostSetup,
  others: readonly StageWave[],
  fieldOf: (field: number) => number,
): number {
  const [first] = others
  if (!first || !isForUs(run.trace, others, host)) return 0
  const isQuiet = (NIC_STATES[fieldOf(Field.nicState)] ?? 'quiet') === 'quiet'
  if (!isQuiet || fieldOf(Field.buffersUsed) >= host.buffers) return 0
  const way = Math.abs(first.source - host.metre) * run.setup.cable.nsPerMetre
  const begun = first.from + way
  return Math.min(1, Math.max(0.05, (time - begun) / Math.max(1, first.to - first.from)))
}

function wordOf(
  nic: (typeof NIC_STATES)[number],
  heard: number,
  forUs: boolean,
  noRoom: boolean,
  buffers: number,
): InterfaceWord {
  if (nic === 'backing-off') return 'backing off'
  if (nic !== 'quiet') return nic
  const full: InterfaceWord = buffers === 2 ? 'both full' : 'full'
  if (heard > 1) return 'garbled'
  if (heard === 1) {
    if (!forUs) return 'not for me'
    return noRoom ? full : 'receiving'
  }
  return noRoom ? full : 'quiet'
}
