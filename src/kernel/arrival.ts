/** The receiving end of a move: which packets are there, and which a sender should send again. */
import { SEGMENT_BYTES_MAX } from './costs.ts'
import type { KernelOptions } from './options.ts'
import { HAVE_BYTES } from './packets.ts'
import type { Pid } from './pid.ts'

export function packetsOf(bytes: number): number {
  return Math.ceil(bytes / SEGMENT_BYTES_MAX)
}

/** Packets that one acknowledgement can speak of. */
const HAVE_PACKETS = HAVE_BYTES * 8

export class Arrival {
  readonly from: Pid
  readonly boot: number
  readonly move: number
  readonly packets: number
  /** The first packet that is missing. */
  next = 0
  private readonly there: Uint8Array
  private readonly onError: KernelOptions['onError']

  constructor(
    from: Pid,
    boot: number,
    move: number,
    total: number,
    onError: KernelOptions['onError'],
  ) {
    this.from = from
    this.boot = boot
    this.move = move
    this.packets = packetsOf(total)
    this.there = new Uint8Array(this.packets)
    this.onError = onError
  }

  is(from: Pid, boot: number, move: number): boolean {
    return this.from === from && this.boot === boot && this.move === move
  }

  /** True of a move that the same process asked for after the one of that number. */
  isAfter(from: Pid, boot: number, move: number): boolean {
    return this.from === from && this.boot === boot && this.move > move
  }

  get complete(): boolean {
    return this.next === this.packets
  }

  /** Only a selective receiver keeps what comes out of order; it is in its place already. */
  take(packet: number): 'new' | 'duplicate' | 'out-of-order' {
    if (this.there[packet] === 1) return 'duplicate'
    if (packet !== this.next && this.onError !== 'selective') return 'out-of-order'
    this.there[packet] = 1
    while (this.there[this.next] === 1) this.next++
    return 'new'
  }

  /** All of it again, since some of it is missing: nothing that came counts. */
  forget(): void {
    this.there.fill(0)
    this.next = 0
  }

  /** A bit for each packet from the first missing one on. */
  have(): Uint8Array {
    const bits = new Uint8Array(HAVE_BYTES)
    const until = Math.min(this.packets - this.next, HAVE_PACKETS)
    for (let i = 0; i < until; i++) {
      if (this.there[this.next + i] === 1) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7))
    }
    return bits
  }
}

/** Packets from the first missing one on that a sender need not send again. */
export function isThere(have: Uint8Array | null, fromMissing: number): boolean {
  if (!have || fromMissing < 0 || fromMissing >= HAVE_PACKETS) return false
  return (((have[fromMissing >> 3] as number) >> (fromMissing & 7)) & 1) === 1
}
