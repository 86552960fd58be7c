import { EntityType } from '../../trace/entities.ts'
import { ALIEN_STATES, CPU_OWNERS, DISK_STATES, Field, NIC_STATES } from '../../trace/fields.ts'
import { Kind, LossReason } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { DiskSetup, HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { blockName } from '../disk-words.ts'
import { rackAt, rackRows } from '../disks/rack.ts'
import { carries } from './bands.ts'
import { branchAt, copyAt, locksAt } from './branches.ts'
import { denotedAt } from './denoted.ts'
import { addressedTo } from './destination.ts'
import { isSeen, processAt } from './process-states.ts'
import type { StageIndex } from './stage-index.ts'
import type {
  InterfaceWord,
  StageAlien,
  StageDisk,
  StageHost,
  StageInterface,
  StageLoss,
  StageRun,
  StageTimer,
  StageVariable,
  StageWave,
} from './stage-model.ts'
import { stationAt } from './stations.ts'
import { packetName } from './waves.ts'

/** A loss is marked at its interface no longer than this, ns: a timer that answers it runs longer. */
const LOSS_STAYS = 20_000_000

export interface Moment {
  readonly run: StageRun
  readonly index: StageIndex
  readonly prefix: number
  readonly time: number
  readonly waves: readonly StageWave[]
  readonly timers: ReadonlyMap<EntityId, readonly StageTimer[]>
  /** Frames of the station that has sent most. */
  readonly mostSent: number
}

export function hostAt(moment: Moment, host: HostSetup): StageHost {
  const { run, index, prefix } = moment
  const { trace } = run
  const on = (trace.value(host.entity, Field.power, prefix) ?? 1) === 1
  const processes = index.on(host.entity, EntityType.process)
  const cast = (entity: EntityId): boolean => host.processes.includes(trace.localName(entity))
  const everShown = index.on(host.entity, EntityType.variable)
  // Of a guest that has gone nothing is left here.
  const variables = everShown.filter((variable) => {
    const process = trace.parentOf(variable)
    return cast(process) || isSeen(trace, process, prefix, false)
  })
  const aliens = index.on(host.entity, EntityType.alien)
  return {
    entity: host.entity,
    name: host.name,
    role: host.role,
    roleLabel: host.roleLabel,
    metre: host.metre,
    on,
    speed: trace.value(host.entity, Field.speed, prefix) ?? 100,
    cpu: host.station ? null : cpuAt(moment, host.processor, on),
    station: host.station
      ? stationAt(
          run,
          index,
          host.entity,
          prefix,
          moment.mostSent,
          moment.timers.get(host.entity) ?? [],
        )
      : null,
    interface: interfaceAt(moment, host, on),
    processes: processes
      .filter((entity) => isSeen(trace, entity, prefix, cast(entity)))
      .map((entity) => processAt(trace, entity, prefix, on)),
    timers: on ? (moment.timers.get(host.entity) ?? []) : [],
    variables: on ? variables.flatMap((entity) => variableAt(trace, entity, prefix)) : [],
    aliens: on ? aliens.flatMap((entity) => alienAt(trace, entity, prefix)) : [],
    failed: trace.value(host.entity, Field.failed, prefix) === 1,
    disks: on ? (host.disks ?? []).map((disk) => diskAt(moment, disk)) : [],
    rack: rackAt(trace, host, prefix),
    branch:
      branchAt(trace, index, host.entity, prefix) ??
      copyAt(trace, index, host.entity, run.setup.hosts, prefix) ??
      denotedAt(trace, index, host.entity, run.setup.hosts, prefix),
    locks: on ? locksAt(trace, index, host.entity, prefix) : [],
    loss: lossAt(moment, index.lastArrival(host.entity, prefix), host.metre),
    most: {
      processes: Math.max(host.processes.length, Math.min(processes.length, 4)),
      variables: everShown.length + (host.disks?.length ?? 0),
      aliens: aliens.length,
      blocks: rackRows(trace, host),
    },
  }
}

function cpuAt({ run, index, prefix }: Moment, processor: EntityId, on: boolean): StageHost['cpu'] {
  const { trace } = run
  const value = trace.value(processor, Field.cpuOwner, prefix) ?? 0
  const owner = on ? (CPU_OWNERS[value] ?? 'idle') : 'off'
  const burst = index.lastBurst(processor, prefix)
  if (burst === NONE || owner === 'idle' || owner === 'off')
    return { entity: processor, owner, word: owner === 'off' ? '' : owner }
  const process = trace.a(burst)
  const word =
    owner === 'user' && process >= 0 ? trace.localName(process) : trace.string(trace.b(burst))
  return { entity: processor, owner, word: word || owner }
}

function interfaceAt(moment: Moment, host: HostSetup, on: boolean): StageInterface {
  const { run, prefix, time } = moment
  const { trace, setup } = run
  const entity = host.interface
  const used = trace.value(entity, Field.buffersUsed, prefix) ?? 0
  const nic = on ? (NIC_STATES[trace.value(entity, Field.nicState, prefix) ?? 0] ?? 'quiet') : 'off'
  const others = moment.waves.filter(
    (wave) => wave.host !== host.entity && carries(wave.bands, host.metre),
  )
  const own = moment.waves.find((wave) => wave.host === host.entity && wave.sending)
  const wave = own ?? others[0]
  const forUs = others.length === 1 && addressedTo(trace, others[0] as StageWave, host.entity)
  const first = others[0]
  const begun = first
    ? first.from + Math.abs(first.source - host.metre) * setup.cable.nsPerMetre
    : 0
  return {
    entity,
    used: on ? used : 0,
    total: host.buffers,
    queue: on ? (trace.value(entity, Field.transmitQueue, prefix) ?? 0) : 0,
    word: wordOf(nic, others.length, forUs, on && used >= host.buffers, host.buffers),
    filling:
      first && forUs && nic === 'quiet' && used < host.buffers
        ? Math.min(1, Math.max(0.05, (time - begun) / Math.max(1, first.to - first.from)))
        : 0,
    hears: !wave || !on ? null : others.length + (own ? 1 : 0) > 1 ? 'garbled' : wave.hue,
  }
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

function diskAt({ run, prefix }: Moment, { entity, name }: DiskSetup): StageDisk {
  const { trace } = run
  if (trace.value(entity, Field.diskHealth, prefix) === 1) return { entity, name, word: 'lost' }
  const state = DISK_STATES[trace.value(entity, Field.diskState, prefix) ?? 0] ?? 'idle'
  const queue = trace.value(entity, Field.diskQueue, prefix) ?? 0
  const records = trace.recordsOf(entity, 0, prefix)
  const open = records.findLast((i) => trace.kind(i) === Kind.diskOpen)
  const busy = state !== 'idle' && open !== undefined
  const block = busy ? `, ${blockName(trace, entity, trace.a(open), prefix)}` : ''
  return { entity, name, word: `${state}${block}${queue > 0 ? `, ${queue} wait` : ''}` }
}

function variableAt(trace: Trace, entity: EntityId, prefix: number): StageVariable[] {
  const text = trace.lastChange(entity, Field.text, prefix)
  const value = trace.lastChange(entity, Field.value, prefix)
  const changedAt = text === NONE || (value !== NONE && value > text) ? value : text
  if (changedAt === NONE) return []
  const shown = changedAt === value ? String(trace.b(value)) : trace.string(trace.b(text))
  const field = changedAt === value ? Field.value : Field.text
  const first = trace.lastChange(entity, field, changedAt) === NONE
  const name = trace.localName(entity)
  return [{ entity, name, value: shown, changedAt: first ? -1 : changedAt }]
}

function alienAt(trace: Trace, entity: EntityId, prefix: number): StageAlien[] {
  const state = ALIEN_STATES[trace.value(entity, Field.alienState, prefix) ?? 0] ?? 'free'
  if (state === 'free') return []
  const exchange = trace.value(entity, Field.alienFor, prefix) ?? -1
  const client = exchange < 0 ? NONE : trace.within(exchange, EntityType.process)
  const stands = client === NONE ? '' : trace.nameOf(client)
  return [{ entity, name: trace.localName(entity), state, stands }]
}

/** The mark of a frame that came to nothing, until the next arrival or until the sender tries again. */
export function lossAt(moment: Moment, record: RecordIndex, metre: number): StageLoss | null {
  if (record === NONE) return null
  const { trace } = moment.run
  const kind = trace.kind(record)
  if (kind === Kind.accepted || moment.time - trace.time(record) > LOSS_STAYS) return null
  const frame = trace.entity(record)
  if (isMadeGood(moment, record, frame)) return null
  return { record, frame, metre, says: lossWords(trace, record) }
}

/** Whether the exchange has gone on since: another of its packets is out, or the Send has ended. */
function isMadeGood({ run, prefix }: Moment, record: RecordIndex, frame: EntityId): boolean {
  const { trace } = run
  const exchange = trace.parentOf(frame)
  if (trace.typeOf(exchange) !== EntityType.exchange) return false
  if (trace.recordsOf(exchange, record, prefix).some((r) => trace.kind(r) === Kind.sendClose))
    return true
  return trace
    .childrenOf(exchange)
    .some((sibling) =>
      trace.recordsOf(sibling, record + 1, prefix).some((r) => trace.kind(r) === Kind.packetOut),
    )
}

function lossWords(trace: Trace, record: RecordIndex): string {
  const name = packetName(trace, trace.entity(record))
  const host = trace.a(record) < 0 ? 'the wire' : trace.localName(trace.a(record))
  switch (trace.kind(record)) {
    case Kind.overrun:
      return `${name} lost: ${host}’s interface had no free buffer`
    case Kind.aliensFull:
      return `${name} refused: ${host}’s kernel had no free alien`
    case Kind.damaged:
      return `${name} damaged on its way to ${host}`
    default:
      return trace.b(record) === LossReason.powerOff
        ? `${name} lost: ${host} has no power`
        : `${name} lost at ${host}`
  }
}
