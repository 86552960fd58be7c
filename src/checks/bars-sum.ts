import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { Checker, Emission, FoldContext, Lamp } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isSend } from './sends.ts'

const PRESET = 'survey'
const PROTOCOL_STAGES = [
  'Send',
  'Reply',
  'copy message',
  'protocol out',
  'protocol in',
  'to interface',
  'from interface',
]
const OFF_PATH_STAGES = ['after Send', 'after Reply']

const READY = PROCESS_STATES.indexOf('ready')
const RUNNING = PROCESS_STATES.indexOf('running')
const RECEIVING = PROCESS_STATES.indexOf('receiving')
const DELAYING = PROCESS_STATES.indexOf('delaying')

interface Bars {
  hardware: number
  scheduling: number
  protocol: number
  compute: number
  waiting: number
}

/** One exchange that has the machines to itself; `spoiled` as soon as it turns out that it has not. */
interface Alone {
  readonly exchange: EntityId
  readonly since: number
  readonly client: EntityId
  readonly server: EntityId
  readonly bars: Bars
  sends: number
  replies: number
  received: boolean
  replied: boolean
  delayingSince: number
  spoiled: boolean
}

/** The parts are measured where they are charged; an exchange that waits for somebody else's work is left out. */
export const barsSum: Checker = {
  id: 'bars-sum',
  says: 'Hardware, scheduling, protocol, the server’s own work and its sleep add up to the exchange, to the nanosecond.',
  start(context, lamp) {
    if (!context.setup.costs.some(({ preset }) => preset === PRESET)) return {}
    new BarsSum(context, lamp)
    return {}
  },
}

class BarsSum {
  private readonly context: FoldContext
  private readonly lamp: Lamp
  private readonly open = new Map<EntityId, EntityId>()
  private readonly bursts = new Map<EntityId, { since: number; stage: number; process: number }>()
  private readonly queuedAt = new Map<EntityId, number>()
  private readonly protocol: ReadonlySet<number>
  private readonly offPath: ReadonlySet<number>
  private readonly switching: number
  private alone: Alone | null = null

  constructor(context: FoldContext, lamp: Lamp) {
    this.context = context
    this.lamp = lamp
    const ids = (stages: readonly string[]) =>
      new Set(stages.map((stage) => context.stringId(stage)))
    this.protocol = ids(PROTOCOL_STAGES)
    this.offPath = ids(OFF_PATH_STAGES)
    this.switching = context.stringId('switch')
    this.observeExchanges()
    this.observeWork()
    this.observeFrames()
  }

  // The exchange ------------------------------------------------------------------------------------
  private observeExchanges(): void {
    const { context } = this
    context.observe([Kind.sendOpen], (emission) => this.begin(emission))
    context.observe([Kind.sendClose], (emission) => {
      this.open.delete(emission.entity)
      if (this.alone?.exchange === emission.entity) this.judge(this.alone, emission)
    })
    context.observe([Kind.processDestroyed], ({ entity }) => {
      this.spoil()
      for (const [exchange, process] of this.open) {
        if (process === entity) this.open.delete(exchange)
      }
    })
    context.observe([Kind.received], ({ entity, a }) => {
      const { alone } = this
      if (!alone) return
      if (entity !== alone.exchange || a !== alone.server || alone.received) this.spoil()
      alone.received = true
    })
    context.observe([Kind.replied], ({ entity }) => {
      if (this.alone?.exchange === entity) this.alone.replied = true
    })
  }

  private begin({ entity, time, a }: Emission): void {
    const client = this.context.parentOf(entity)
    const quiet = this.open.size === 0 && this.idle()
    this.open.set(entity, client)
    this.spoil()
    this.alone = null
    if (!quiet || a < 0 || !isSend(this.context, entity)) return
    this.alone = {
      exchange: entity,
      since: time,
      client,
      server: a,
      bars: { hardware: 0, scheduling: 0, protocol: 0, compute: 0, waiting: 0 },
      sends: 0,
      replies: 0,
      received: false,
      replied: false,
      delayingSince: -1,
      spoiled: false,
    }
  }

  /** No processor is in the middle of anything that an exchange could have to wait for. */
  private idle(): boolean {
    for (const { stage } of this.bursts.values()) if (!this.offPath.has(stage)) return false
    return true
  }

  private spoil(): void {
    if (this.alone) this.alone.spoiled = true
  }

  private judge(alone: Alone, { time, a, index }: Emission): void {
    this.alone = null
    const { sends, replies, spoiled, bars } = alone
    if (spoiled || a !== SendResult.replied || sends > 1 || sends !== replies) return
    this.lamp.exercised()
    const took = time - alone.since
    const { hardware, scheduling, protocol, compute, waiting } = bars
    const sum = hardware + scheduling + protocol + compute + waiting
    if (sum === took) return
    this.lamp.broken(
      `${this.context.nameOf(alone.exchange)} took ${took} ns, but its parts add up to ${sum} ns: hardware ${hardware}, scheduling ${scheduling}, protocol ${protocol}, work ${compute}, sleep ${waiting}.`,
      index,
    )
  }

  // Processors --------------------------------------------------------------------------------------
  private observeWork(): void {
    const { context } = this
    context.observe([Kind.burstOpen], ({ entity, time, a, b }) => {
      this.bursts.set(entity, { since: time, stage: b, process: a })
    })
    context.observe([Kind.burstClose], ({ entity, time }) => {
      const burst = this.bursts.get(entity)
      this.bursts.delete(entity)
      if (burst && this.alone) this.charge(this.alone, burst, time)
    })
    context.observe([CHANGE + Field.queueLength], ({ b }) => {
      if (b > 0) this.spoil()
    })
    context.observe([CHANGE + Field.state], (emission) => {
      if (this.alone) this.moved(this.alone, emission)
    })
  }

  private charge(
    alone: Alone,
    { since, stage, process }: { since: number; stage: number; process: number },
    time: number,
  ): void {
    const { bars } = alone
    if (this.offPath.has(stage)) return
    if (process >= 0) {
      if (process !== alone.server || alone.replied) this.spoil()
      bars.compute += time - since
    } else if (stage === this.switching) bars.scheduling += time - since
    else if (this.protocol.has(stage)) bars.protocol += time - since
    else this.spoil()
  }

  private moved(alone: Alone, { entity, a, b, time }: Emission): void {
    if (entity === alone.client) return
    if (entity !== alone.server) return this.spoil()
    if (alone.replied) {
      if (b !== RECEIVING) this.spoil()
    } else if (!alone.received) {
      const wakes = (a === RECEIVING && b === READY) || (a === READY && b === RUNNING)
      if (!wakes) this.spoil()
    } else if (b === DELAYING) alone.delayingSince = time
    else if (a === DELAYING) alone.bars.waiting += time - alone.delayingSince
  }

  // Frames ------------------------------------------------------------------------------------------
  private observeFrames(): void {
    const { context } = this
    context.observe([Kind.packetOut], ({ entity, a }) => {
      const { alone } = this
      if (!alone) return
      const own = context.parentOf(entity) === alone.exchange
      if (own && a === PacketType.SEND) alone.sends++
      else if (own && a === PacketType.REPLY) alone.replies++
      else this.spoil()
    })
    context.observe([Kind.frameQueued], ({ entity, time }) => {
      if (this.alone) this.queuedAt.set(entity, time)
    })
    context.observe([Kind.handed], ({ entity, time }) => {
      const { alone } = this
      if (!alone) return
      const queued = this.queuedAt.get(entity)
      this.queuedAt.delete(entity)
      if (queued === undefined || context.parentOf(entity) !== alone.exchange) this.spoil()
      else alone.bars.hardware += time - queued
    })
  }
}
