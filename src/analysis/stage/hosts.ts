import { EntityType } from '../../trace/entities.ts'
import { ALIEN_STATES, CPU_OWNERS, DISK_STATES, Field, PROCESS_STATES } from '../../trace/fields.ts'
import { Kind, LossReason } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { DiskSetup, HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { blockName } from '../disk-words.ts'
import { rackAt, rackRows } from '../disks/rack.ts'
import { branchAt, copyAt, locksAt } from './branches.ts'
import { denotedAt } from './denoted.ts'
import { interfaceAt } from './interfaces.ts'
import { isSeen, processAt } from './process-states.ts'
import type { StageIndex } from './stage-index.ts'
import type {
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
  return new HostNow(moment, host)
}

/** Of very many machines little is drawn, so what takes time is found out when somebody asks for it, and once. */
class HostNow implements StageHost {
  readonly entity: EntityId
  readonly name: string
  readonly role: string
  readonly roleLabel: string
  readonly metre: number
  readonly on: boolean
  private readonly moment: Moment
  private readonly host: HostSetup
  private known: Map<string, unknown> | null = null

  constructor(moment: Moment, host: HostSetup) {
    this.moment = moment
    this.host = host
    this.entity = host.entity
    this.name = host.name
    this.role = host.role
    this.roleLabel = host.roleLabel
    this.metre = host.metre
    this.on = this.valueOf(Field.power, 1) === 1
  }

  get speed(): number {
    return this.valueOf(Field.speed, 100)
  }
  get failed(): boolean {
    return this.valueOf(Field.failed, 0) === 1
  }
  get cpu(): StageHost['cpu'] {
    return this.once('cpu', () =>
      this.host.station ? null : cpuAt(this.moment, this.host.processor, this.on),
    )
  }
  get station(): StageHost['station'] {
    const { run, index, prefix, mostSent } = this.moment
    return this.once('station', () =>
      this.host.station ? stationAt(run, index, this.entity, prefix, mostSent, this.running) : null,
    )
  }
  get interface(): StageInterface {
    return this.once('interface', () => interfaceAt(this.moment, this.host, this.on))
  }
  get processes(): StageHost['processes'] {
    const { run, prefix } = this.moment
    return this.once('processes', () =>
      this.owned(EntityType.process)
        .filter((entity) => isSeen(run.trace, entity, prefix, this.isCast(entity)))
        .map((entity) => processAt(run.trace, entity, prefix, this.on)),
    )
  }
  get timers(): readonly StageTimer[] {
    return this.on ? this.running : []
  }
  get variables(): readonly StageVariable[] {
    const { run, prefix } = this.moment
    return this.once('variables', () =>
      this.on ? this.shown().flatMap((entity) => variableAt(run.trace, entity, prefix)) : [],
    )
  }
  get aliens(): readonly StageAlien[] {
    const { run, prefix } = this.moment
    return this.once('aliens', () =>
      this.on
        ? this.owned(EntityType.alien).flatMap((entity) => alienAt(run.trace, entity, prefix))
        : [],
    )
  }
  get disks(): readonly StageDisk[] {
    return this.once('disks', () =>
      this.on ? (this.host.disks ?? []).map((disk) => diskAt(this.moment, disk)) : [],
    )
  }
  get rack(): StageHost['rack'] {
    const { run, prefix } = this.moment
    return this.once('rack', () => rackAt(run.trace, this.host, prefix))
  }
  get branch(): StageHost['branch'] {
    const { run, index, prefix } = this.moment
    const { hosts } = run.setup
    return this.once(
      'branch',
      () =>
        branchAt(run.trace, index, this.entity, prefix) ??
        copyAt(run.trace, index, this.entity, hosts, prefix) ??
        denotedAt(run.trace, index, this.entity, hosts, prefix),
    )
  }
  get locks(): StageHost['locks'] {
    const { run, index, prefix } = this.moment
    return this.once('locks', () => (this.on ? locksAt(run.trace, index, this.entity, prefix) : []))
  }
  get loss(): StageLoss | null {
    const { index, prefix } = this.moment
    return this.once('loss', () =>
      lossAt(this.moment, index.lastArrival(this.entity, prefix), this.metre),
    )
  }
  get most(): StageHost['most'] {
    const { host } = this
    return {
      processes: Math.max(
        host.processes.length,
        Math.min(this.owned(EntityType.process).length, 4),
      ),
      variables: this.owned(EntityType.variable).length + (host.disks?.length ?? 0),
      aliens: this.owned(EntityType.alien).length,
      blocks: rackRows(this.moment.run.trace, host),
    }
  }

  private once<T>(name: string, find: () => T): T {
    this.known ??= new Map()
    const { known } = this
    if (!known.has(name)) known.set(name, find())
    return known.get(name) as T
  }

  private valueOf(field: number, usual: number): number {
    return this.moment.run.trace.value(this.entity, field, this.moment.prefix) ?? usual
  }

  private owned(type: EntityType): readonly EntityId[] {
    return this.moment.index.on(this.entity, type)
  }

  private isCast(process: EntityId): boolean {
    return this.host.processes.includes(this.moment.run.trace.localName(process))
  }

  private get running(): readonly StageTimer[] {
    return this.moment.timers.get(this.entity) ?? []
  }

  /** Of a guest that has gone nothing is left here, nor of what was in a memory that has lost its power. */
  private shown(): readonly EntityId[] {
    const { run, prefix } = this.moment
    const { trace } = run
    const began = trace.lastChange(this.entity, Field.power, prefix)
    return this.owned(EntityType.variable).filter((variable) => {
      const process = trace.parentOf(variable)
      if (!this.isCast(process) && !isSeen(trace, process, prefix, false)) return false
      if (began === NONE || trace.value(process, Field.state, prefix) !== DEAD) return true
      return trace.lastChange(process, Field.state, prefix) > began
    })
  }
}

const DEAD = PROCESS_STATES.indexOf('dead')

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
