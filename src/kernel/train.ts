/**
 * The sending end of a move: packets of the largest size, straight out of the sender's memory, one in the
 * interface at a time. A blast asks for one acknowledgement, with its last packet; the rivals ask with each, and
 * have one packet or a window of them under way.
 */
import { frameBits } from '../hardware/network-presets.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isThere, packetsOf } from './arrival.ts'
import { SEGMENT_BYTES_MAX, type Stage } from './costs.ts'
import type { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import { Patience } from './patience.ts'
import type { Pid } from './pid.ts'
import { doubtHint } from './rebinding.ts'
import { transmit } from './transmit.ts'

export interface Load {
  readonly kernel: Kernel
  readonly exchange: Exchange
  /** The move, and its number at the process that asked for it. */
  readonly entity: EntityId
  readonly move: number
  /** Of the Send that granted it. */
  readonly sequence: number
  readonly from: Pid
  readonly to: Pid
  /** Life of the receiver's machine that asked for it; 0 where it did not ask. */
  readonly boundTo: number
  readonly total: number
  /** Where it begins in the receiver's memory. */
  readonly address: number
  /** Work off the path for each byte of it. */
  readonly after: Stage
  /** The bytes at an offset, as they are at that moment. */
  readonly bytes: (offset: number, count: number) => Uint8Array
  /** Whether the receiver says that it has everything; otherwise the last packet out is the end of it. */
  readonly acknowledged: boolean
  /** Told once: all there, or nothing heard for too long. */
  readonly done: (arrived: boolean) => void
}

export class Train {
  readonly load: Load
  private readonly packets: number
  private readonly window: number
  private readonly patience: Patience
  /** What is to be sent, in order. */
  private queue: number[]
  /** Everything before it is there, as far as the sender knows. */
  private base = 0
  private have: Uint8Array | null = null
  /** The furthest that `base` has ever been: a round that sends everything again sets `base` back. */
  private furthest = 0
  private sentUpTo = 0
  private inInterface = false
  private over = false
  private retries = 0

  constructor(load: Load) {
    this.load = load
    const { bulk, windowPackets } = load.kernel.options
    this.packets = packetsOf(load.total)
    this.window = bulk === 'blast' ? this.packets : bulk === 'window' ? windowPackets : 1
    this.queue = range(0, this.packets)
    this.patience = new Patience(load.kernel, load.exchange, () => this.ranOut())
  }

  private get blast(): boolean {
    return this.load.kernel.options.bulk === 'blast'
  }

  start(): void {
    this.pump()
  }

  /** All of it had gone out before, and some of it did not arrive. */
  resume(missing: number, have: Uint8Array | null): void {
    this.sentUpTo = this.packets
    this.base = missing
    this.furthest = missing
    this.have = have
    this.again()
  }

  /** Whom it is for is frozen: it is to be asked again, for as long as that lasts. */
  putOff(): void {
    if (this.over) return
    this.retries = 0
    this.patience.begin()
  }

  get running(): boolean {
    return !this.over
  }

  /** Ends it without a word: the process it is for is gone, or no longer waits. */
  stop(): void {
    this.over = true
    this.queue = []
    this.patience.stop()
  }

  /** What the receiver says: the first packet that it misses, and which after it are there. */
  heard(missing: number, have: Uint8Array | null): void {
    if (this.over) return
    if (missing >= this.packets) return this.finish(true)
    const further = missing > this.furthest
    if (further) {
      this.furthest = missing
      this.retries = 0
    }
    if (this.blast) {
      // While the train is on its way, an answer is to the one before.
      if (this.queue.length > 0 || this.inInterface) return
      // Answered, and no further: a receiver too slow for the train would have it sent for ever.
      if (!further && ++this.retries > this.load.kernel.options.retriesMax)
        return this.finish(false)
      this.patience.stop()
      this.base = missing
      this.have = have
      return this.again()
    }
    if (missing > this.base) {
      this.base = missing
      this.queue = this.queue.filter((packet) => packet >= missing)
      this.patience.begin()
    }
    if (missing === this.base) this.have = have
    this.pump()
  }

  private pump(): void {
    if (this.over || this.inInterface) return
    const packet = this.queue[0]
    if (packet === undefined || packet >= this.base + this.window) return
    this.queue.shift()
    this.send(packet)
  }

  private send(packet: number): void {
    const { load } = this
    const { kernel } = load
    const { costs } = kernel
    const offset = packet * SEGMENT_BYTES_MAX
    const count = Math.min(SEGMENT_BYTES_MAX, load.total - offset)
    const last = this.queue.length === 0
    const asks = load.acknowledged ? last || !this.blast : !this.blast
    this.sentUpTo = Math.max(this.sentUpTo, packet + 1)
    this.inInterface = true
    transmit(kernel, {
      type: 'DATA',
      sequence: load.sequence,
      from: load.from,
      to: load.to,
      boundTo: load.boundTo,
      message: null,
      carried: {
        move: load.move,
        offset,
        total: load.total,
        address: load.address,
        asks,
        have: null,
        data: load.bytes(offset, count).slice(),
        entity: load.entity,
      },
      exchange: load.exchange,
      protocol: costs.movePacket,
      afterData: { stage: load.after, bytes: count },
      handedOver: () => {
        if (!this.over && asks) this.patience.begin()
        if (costs.standsBy) standBy(kernel, count)
      },
      left: () => this.hasLeft(),
    })
  }

  private hasLeft(): void {
    this.inInterface = false
    if (this.over) return
    if (this.queue.length === 0 && this.blast && !this.load.acknowledged) return this.finish(true)
    this.pump()
  }

  private ranOut(): void {
    if (this.over) return
    if (this.retries >= this.load.kernel.options.retriesMax) return this.finish(false)
    this.retries++
    doubtHint(this.load.kernel, this.load.to, this.retries)
    if (!this.blast) return this.again()
    // Asks again, with the packet that asked.
    this.queue = [this.packets - 1]
    this.resumed()
    this.pump()
  }

  /** Some of it is missing: what is sent again is what the three ways of recovery differ in. */
  private again(): void {
    const { onError, bulk } = this.load.kernel.options
    if (bulk === 'stop-and-wait') this.queue = range(this.base, this.packets)
    else if (onError === 'whole') {
      this.base = 0
      this.queue = range(0, this.packets)
    } else if (onError === 'go-back-n') this.queue = range(this.base, this.packets)
    else {
      const missing = (packet: number) =>
        packet >= this.sentUpTo || !isThere(this.have, packet - this.base)
      this.queue = range(this.base, this.packets).filter(missing)
    }
    this.resumed()
    this.pump()
  }

  private resumed(): void {
    const again = this.queue.filter((packet) => packet < this.sentUpTo).length
    this.load.kernel.sim.emit(Kind.resumed, this.load.entity, this.queue[0] ?? 0, again)
  }

  private finish(arrived: boolean): void {
    this.stop()
    this.load.done(arrived)
  }
}

/** The processor watches its interface for as long as the packet is on the cable. */
function standBy({ cpu, cable, costs }: Kernel, data: number): void {
  const bits = frameBits(cable.preset, costs.packetBytes + data)
  cpu.kernel(Math.round(bits * cable.preset.bitNs), 'stand by', () => {}, undefined)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}
