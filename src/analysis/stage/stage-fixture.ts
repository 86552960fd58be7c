/** Traces written by hand, so that what the stage computes can be checked against arithmetic. */
import { EntityType } from '../../trace/entities.ts'
import {
  CHANGE,
  CPU_OWNERS,
  Field,
  NIC_STATES,
  PROCESS_STATES,
  type ProcessState,
  SEND_SEEN,
} from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Chunk, EntityId, RecordIndex } from '../../trace/record.ts'
import { NONE } from '../../trace/record.ts'
import type { HostSetup, RunSetup } from '../../trace/setup.ts'
import { Trace } from '../../trace/trace.ts'
import { RUN_ENTITY, TraceWriter } from '../../trace/writer.ts'
import type { StageRun } from './stage-model.ts'

/** A host of a fixture: name, role, metre, processes. */
export type HostRow = readonly [name: string, role: string, metre: number, ...processes: string[]]

const LABELS: Readonly<Record<string, string>> = {
  workstation: 'diskless',
  'file-server': 'file server',
  pool: 'processor pool',
  gateway: 'gateway',
}

export class Fixture {
  readonly writer: TraceWriter
  readonly hosts: HostSetup[] = []
  readonly processes = new Map<string, EntityId>()
  private readonly chunks: Chunk[] = []
  private readonly cable: EntityId
  private readonly metres: number

  constructor(rows: readonly HostRow[], metres = 500) {
    this.metres = metres
    this.writer = new TraceWriter((chunk) => this.chunks.push(chunk))
    const root = this.writer.entity(RUN_ENTITY.type, RUN_ENTITY.parent, RUN_ENTITY.name)
    this.cable = this.writer.entity(EntityType.cable, root, 'cable')
    for (const row of rows) this.addHost(root, row)
  }

  private addHost(root: EntityId, [name, role, metre, ...processes]: HostRow): void {
    const entity = this.writer.entity(EntityType.host, root, name)
    this.hosts.push({
      entity,
      name,
      role,
      roleLabel: LABELS[role] ?? role,
      metre,
      processor: this.writer.entity(EntityType.processor, entity, 'cpu'),
      processorLabel: 'SUN, 8 MHz',
      interface: this.writer.entity(EntityType.interface, entity, 'interface'),
      buffers: 2,
      address: '08-00-20-00-00-A1',
      processes,
    })
    for (const process of processes)
      this.processes.set(
        `${name}.${process}`,
        this.writer.entity(EntityType.process, entity, process),
      )
  }

  host(name: string): HostSetup {
    const host = this.hosts.find((candidate) => candidate.name === name)
    if (!host) throw new Error(`No host ${name} in this fixture.`)
    return host
  }
  process(name: string): EntityId {
    return this.processes.get(name) ?? NONE
  }
  entity(type: EntityType, parent: EntityId, name: string): EntityId {
    return this.writer.entity(type, parent, name)
  }
  record(time: number, kind: number, entity: EntityId, a = 0, b = 0, span = NONE): RecordIndex {
    return this.writer.record(time, kind, entity, NONE, NONE, span, a, b)
  }
  change(time: number, entity: EntityId, field: number, to: number): RecordIndex {
    return this.record(time, CHANGE + field, entity, 0, to)
  }
  state(
    time: number,
    process: string,
    state: ProcessState,
    seen: (typeof SEND_SEEN)[number] = 'none',
  ): void {
    this.change(time, this.process(process), Field.state, PROCESS_STATES.indexOf(state))
    this.change(time, this.process(process), Field.sendSeen, SEND_SEEN.indexOf(seen))
  }
  cpu(time: number, host: string, owner: (typeof CPU_OWNERS)[number], process = -1): void {
    const { processor } = this.host(host)
    if (owner !== 'idle')
      this.record(time, Kind.burstOpen, processor, process, this.writer.string('copying'))
    this.change(time, processor, Field.cpuOwner, CPU_OWNERS.indexOf(owner))
  }
  nic(time: number, host: string, state: (typeof NIC_STATES)[number]): void {
    this.change(time, this.host(host).interface, Field.nicState, NIC_STATES.indexOf(state))
  }
  cut(time: number, metre: number): void {
    this.record(time, Kind.cableCut, this.cable, metre)
  }

  /** A frame of `bits` bits that a host begins to transmit; returns its frame and the open. */
  transmit(
    time: number,
    host: string,
    parent: EntityId,
    name: string,
    packet: number,
    bits: number,
  ): { frame: EntityId; attempt: EntityId; open: RecordIndex } {
    const frame = this.entity(EntityType.frame, parent, name)
    this.record(time, Kind.packetOut, frame, packet)
    const attempt = this.entity(EntityType.attempt, frame, 'try1')
    this.nic(time, host, 'sending')
    const open = this.record(time, Kind.transmitOpen, attempt, bits, this.host(host).entity)
    return { frame, attempt, open }
  }
  endTransmit(time: number, host: string, sent: { attempt: EntityId; open: RecordIndex }): void {
    this.record(time, Kind.transmitClose, sent.attempt, 0, 0, sent.open)
    this.nic(time, host, 'quiet')
  }

  done(until: number): StageRun {
    this.writer.flush(until, true)
    const trace = new Trace()
    for (const chunk of this.chunks) trace.append(chunk)
    return { trace, setup: this.setup() }
  }

  private setup(): RunSetup {
    return {
      scenario: { id: 'fixture', revision: 1, title: 'Fixture' },
      groups: [],
      setupFingerprint: '4f2c',
      cable: {
        entity: this.cable,
        preset: 'ethernet10',
        label: 'Ethernet, 10 Mb/s',
        metres: this.metres,
        bitNs: 100,
        nsPerMetre: 4,
        gapBits: 96,
        slotBits: 512,
        preambleBits: 64,
        jamBits: 32,
      },
      hosts: this.hosts,
      formats: [],
      costs: [],
      checks: [],
      until: null,
    }
  }
}

const ROOM: readonly HostRow[] = [
  ['B', 'workstation', 25, 'editor'],
  ['F1', 'file-server', 75, 'fs1'],
  ['F2', 'file-server', 180, 'fs2'],
  ['A', 'workstation', 195, 'client'],
  ['P', 'pool', 290, 'cc'],
  ['F3', 'file-server', 360, 'fs3'],
  ['G', 'gateway', 425, 'link'],
  ['F4', 'file-server', 450, 'fs4'],
]

/** Eight machines; at 1 ms A asks all file servers with one frame of 720 bits, and F2 has no room. */
export function askTheGroup(): StageRun {
  const f = new Fixture(ROOM)
  for (const name of ['F1.fs1', 'F3.fs3', 'G.link']) f.state(0, name, 'receiving')
  f.state(0, 'F2.fs2', 'ready')
  f.state(0, 'F4.fs4', 'running')
  f.cpu(0, 'F4', 'user', f.process('F4.fs4'))
  f.state(0, 'B.editor', 'awaiting-reply', 'send-blocked')
  f.state(0, 'P.cc', 'awaiting-reply', 'reply-blocked')
  f.cpu(0, 'F2', 'kernel')
  f.change(0, f.host('F2').interface, Field.buffersUsed, 2)
  const exchange = f.entity(EntityType.exchange, f.process('A.client'), 'send17')
  f.record(900_000, Kind.sendOpen, exchange, -1)
  f.state(900_000, 'A.client', 'awaiting-reply', 'send-blocked')
  const timer = f.entity(EntityType.timer, exchange, 'resend')
  f.record(900_000, Kind.timerSet, timer, 5000)
  const sent = f.transmit(1_000_000, 'A', exchange, 'SEND.1', 1, 720)
  f.endTransmit(1_072_000, 'A', sent)
  for (const name of ['F1', 'F3', 'F4'])
    f.record(1_073_100, Kind.accepted, sent.frame, f.host(name).entity, 1)
  f.record(1_073_200, Kind.overrun, sent.frame, f.host('F2').entity, 2)
  return f.done(6_000_000)
}

/** A client and a server of an account, one Send and its reply; the server's balance changes. */
export function askTheBank(): StageRun {
  const f = new Fixture([
    ['A', 'workstation', 100, 'client'],
    ['S', 'file-server', 400, 'server'],
  ])
  const server = f.host('S').entity
  const balance = f.entity(EntityType.variable, f.process('S.server'), 'balance')
  const answer = f.entity(EntityType.variable, f.process('A.client'), 'answer')
  f.change(0, balance, Field.value, 100)
  f.change(0, answer, Field.text, f.writer.string('none yet'))
  f.state(0, 'S.server', 'receiving')
  f.state(0, 'A.client', 'running')
  f.cpu(0, 'A', 'user', f.process('A.client'))
  const exchange = f.entity(EntityType.exchange, f.process('A.client'), 'send1')
  f.record(500_000, Kind.sendOpen, exchange, f.process('S.server'))
  f.state(500_000, 'A.client', 'awaiting-reply', 'send-blocked')
  f.change(500_000, f.process('A.client'), Field.awaits, exchange)
  f.cpu(500_000, 'A', 'kernel')
  const timer = f.entity(EntityType.timer, exchange, 'resend')
  const set = f.record(500_000, Kind.timerSet, timer, 200_000)
  const sent = f.transmit(800_000, 'A', exchange, 'SEND.1', 1, 720)
  f.cpu(800_100, 'A', 'idle')
  f.endTransmit(872_000, 'A', sent)
  f.record(873_200, Kind.accepted, sent.frame, server, 1)
  f.change(873_200, f.host('S').interface, Field.buffersUsed, 1)
  f.cpu(873_200, 'S', 'kernel')
  const kernel = f.entity(EntityType.kernel, server, 'kernel')
  const alien = f.entity(EntityType.alien, kernel, 'alien1')
  f.change(1_200_000, alien, Field.alienState, 2)
  f.change(1_200_000, alien, Field.alienFor, exchange)
  f.change(1_200_000, f.host('S').interface, Field.buffersUsed, 0)
  f.record(1_300_000, Kind.received, exchange, f.process('S.server'))
  f.state(1_300_000, 'S.server', 'running')
  f.change(1_300_000, f.process('S.server'), Field.serving, exchange)
  f.state(1_300_000, 'A.client', 'awaiting-reply', 'reply-blocked')
  f.cpu(1_300_000, 'S', 'user', f.process('S.server'))
  f.change(1_500_000, balance, Field.value, 105)
  f.change(1_500_000, f.process('S.server'), Field.queueLength, 1)
  const reply = f.transmit(2_000_000, 'S', exchange, 'REPLY.1', 2, 720)
  f.endTransmit(2_072_000, 'S', reply)
  f.record(2_100_000, Kind.timerEnd, timer, 0, 0, set)
  f.state(2_200_000, 'A.client', 'running')
  f.record(3_000_000, Kind.crash, server, 0)
  f.change(3_000_000, server, Field.power, 0)
  return f.done(4_000_000)
}

/** Two machines 300 m apart that begin 400 ns after one another: the fronts meet, both jam. */
export function twoAtOnce(): StageRun {
  const f = new Fixture([
    ['A', 'workstation', 100, 'client'],
    ['S', 'file-server', 250, 'server'],
    ['B', 'workstation', 400, 'client'],
  ])
  const one = f.entity(EntityType.exchange, f.process('A.client'), 'send1')
  const two = f.entity(EntityType.exchange, f.process('B.client'), 'send1')
  for (const name of ['A.client', 'B.client']) f.state(0, name, 'awaiting-reply', 'send-blocked')
  const first = f.transmit(1_000_000, 'A', one, 'SEND.1', 1, 720)
  const second = f.transmit(1_000_400, 'B', two, 'SEND.1', 1, 720)
  f.record(1_001_200, Kind.collision, second.attempt, 1)
  const jam = f.record(1_001_200, Kind.jamOpen, second.attempt)
  f.nic(1_001_200, 'B', 'jamming')
  f.record(1_001_600, Kind.jamOpen, first.attempt)
  f.nic(1_001_600, 'A', 'jamming')
  f.record(1_004_400, Kind.jamClose, second.attempt, 0, 0, jam)
  f.endTransmit(1_004_400, 'B', second)
  f.endTransmit(1_004_800, 'A', first)
  f.nic(1_004_800, 'A', 'backing-off')
  f.record(1_004_800, Kind.backoffOpen, first.frame, 3, 4)
  return f.done(2_000_000)
}
