/** Traces written by hand, for the tests of what draws them. Times are in µs here and in ns in the trace. */
import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind, PacketType } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { HostSetup } from '../../trace/setup.ts'
import { Trace } from '../../trace/trace.ts'
import { TraceWriter } from '../../trace/writer.ts'

export interface Machine {
  readonly setup: HostSetup
  readonly process: EntityId
}

interface Entry {
  time: number
  write: () => void
}

/** Collects records in any order of time and writes them in order. */
export class RunByHand {
  readonly trace = new Trace()
  readonly hosts: HostSetup[] = []
  private readonly writer = new TraceWriter((chunk) => this.trace.append(chunk))
  private readonly root = this.writer.entity(EntityType.run, NONE, 'run')
  private entries: Entry[] = []
  private sends = 0

  machine(name: string, role: string, process: string): Machine {
    const entity = this.writer.entity(EntityType.host, this.root, name)
    const setup: HostSetup = {
      entity,
      name,
      role,
      roleLabel: role,
      metre: this.hosts.length * 50,
      processor: this.writer.entity(EntityType.processor, entity, 'processor'),
      processorLabel: '8 MHz',
      interface: this.writer.entity(EntityType.interface, entity, 'interface'),
      buffers: 2,
      address: '',
      processes: [process],
    }
    this.hosts.push(setup)
    const made = { setup, process: this.writer.entity(EntityType.process, entity, process) }
    this.point(0, Kind.processCreated, made.process)
    return made
  }

  point(us: number, kind: number, entity: EntityId, a = 0, b = 0): { record: RecordIndex } {
    return this.put(us, kind, entity, a, b, null)
  }

  span(
    us: [number, number],
    kinds: [number, number],
    entity: EntityId,
    open: [number, number] = [0, 0],
    close = 0,
  ): { record: RecordIndex } {
    const begun = this.put(us[0], kinds[0], entity, open[0], open[1], null)
    this.put(us[1], kinds[1], entity, close, 0, begun)
    return begun
  }

  burst(machine: Machine, from: number, to: number, user: boolean, stage = 'work'): void {
    const kinds: [number, number] = [Kind.burstOpen, Kind.burstClose]
    const owner = user ? machine.process : -1
    this.span([from, to], kinds, machine.setup.processor, [owner, this.writer.string(stage)])
  }

  frame(
    exchange: EntityId,
    type: number,
    name: string,
    us: [number, number],
    from: Machine,
    to: Machine | null,
  ): EntityId {
    const frame = this.writer.entity(EntityType.frame, exchange, name)
    const attempt = this.writer.entity(EntityType.attempt, frame, 'try1')
    this.point(us[0], Kind.packetOut, frame, type, 64)
    this.span(us, [Kind.transmitOpen, Kind.transmitClose], attempt, [512, from.setup.entity])
    if (to) this.point(us[1] + 1, Kind.accepted, frame, to.setup.entity, 1)
    else this.point(us[1] + 1, Kind.lost, frame, -1, 1)
    return frame
  }

  /** One Send that takes `length` µs; with `lost`, its first copy dies on the wire and a timer sends it again. */
  exchange(client: Machine, server: Machine, at: number, length: number, lost = 0): EntityId {
    const exchange = this.writer.entity(EntityType.exchange, client.process, `send${++this.sends}`)
    const end = at + lost + length
    const sent = this.span([at, end], [Kind.sendOpen, Kind.sendClose], exchange, [
      server.process,
      32,
    ])
    const timer = this.writer.entity(EntityType.timer, exchange, 'retransmit')
    const fifth = length / 5
    if (lost > 0) {
      this.frame(exchange, PacketType.SEND, 'SEND.1', [at + fifth / 2, at + fifth], client, null)
      this.span([at, at + lost], [Kind.timerSet, Kind.timerEnd], timer, [lost, 0], 1)
    }
    const go = at + lost
    this.span([go, end], [Kind.timerSet, Kind.timerEnd], timer, [Math.max(lost, 5 * length), 0])
    this.burst(client, go, go + fifth, false, 'send')
    this.frame(
      exchange,
      PacketType.SEND,
      lost > 0 ? 'SEND.2' : 'SEND.1',
      [go + fifth, go + fifth * 1.4],
      client,
      server,
    )
    this.burst(server, go + fifth * 1.5, go + fifth * 2, false, 'receive')
    this.put(go + fifth * 2, Kind.received, exchange, server.process, 0, sent)
    this.burst(server, go + fifth * 2, go + fifth * 3, true, 'serve')
    this.put(go + fifth * 3, Kind.replied, exchange, server.process, 32, sent)
    this.burst(server, go + fifth * 3, go + fifth * 3.5, false, 'reply')
    this.frame(
      exchange,
      PacketType.REPLY,
      'REPLY.1',
      [go + fifth * 3.5, go + fifth * 4],
      server,
      client,
    )
    this.burst(client, go + fifth * 4.1, end, false, 'receive')
    return exchange
  }

  /** Power fails and returns. */
  outage(machine: Machine, from: number, to: number): void {
    this.point(from, Kind.crash, machine.setup.entity, 1)
    this.point(from, CHANGE + Field.power, machine.setup.entity, 1, 0)
    this.point(to, CHANGE + Field.power, machine.setup.entity, 0, 1)
    this.point(to, Kind.reboot, machine.setup.entity, 2)
  }

  finish(us: number): this {
    this.point(us, Kind.runEnd, this.root)
    this.entries.sort((p, q) => p.time - q.time)
    for (const entry of this.entries) entry.write()
    this.entries = []
    this.writer.flush(us * 1000, true)
    return this
  }

  private put(
    us: number,
    kind: number,
    entity: EntityId,
    a: number,
    b: number,
    span: { record: RecordIndex } | null,
  ): { record: RecordIndex } {
    const made = { record: NONE }
    const time = Math.round(us * 1000)
    const write = (): void => {
      made.record = this.writer.record(time, kind, entity, NONE, NONE, span?.record ?? NONE, a, b)
    }
    this.entries.push({ time, write })
    return made
  }
}

/** A asks F twice; the second question's first copy is lost; F's power fails for a while. */
export function smallRun(interventions = false): RunByHand {
  const run = new RunByHand()
  const a = run.machine('A', 'diskless', 'client')
  const f = run.machine('F', 'file server', 'fs')
  run.machine('P', 'pool', 'cc')
  run.burst(a, 100, 1000, true)
  run.exchange(a, f, 1000, 2500)
  run.exchange(a, f, 5000, 2500, 100_000)
  if (interventions) run.point(150_000, Kind.intervention, f.setup.entity, 5)
  run.outage(f, interventions ? 150_000 : 160_000, 200_000)
  return run.finish(210_000)
}
