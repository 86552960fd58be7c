/**
 * The network penalty of V's papers: what a datagram takes from one memory into the other, copies into and out of
 * the interfaces and the wire together, without protocol. Of the largest datagrams of a run, which are the ones
 * that carry data.
 */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

class Penalties {
  /** Of the largest datagrams that have arrived so far. */
  bytes = 0
  totalNs = 0
  count = 0
  private readonly underWay = new Map<EntityId, { readonly since: number; bytes: number }>()
  /** Frames whose copy a host's kernel has yet to make, in their order. */
  private readonly waiting = new Map<EntityId, EntityId[]>()

  constructor(context: FoldContext) {
    const out = context.stringId('to interface')
    const into = context.stringId('from interface')
    const stage = new Map<EntityId, { readonly id: number; readonly since: number }>()
    let handedOver = -1
    context.observe([Kind.burstOpen], ({ entity, time, b }) => {
      stage.set(entity, { id: b, since: time })
    })
    context.observe([Kind.burstClose], ({ entity, time, a }) => {
      const burst = stage.get(entity)
      stage.delete(entity)
      if (a !== 0 || !burst) return
      if (burst.id === out) handedOver = burst.since
      if (burst.id === into) this.arrived(context.parentOf(entity), time)
    })
    context.observe([Kind.packetOut], ({ entity, time }) => {
      if (time >= context.warmUpNs && handedOver >= 0)
        this.underWay.set(entity, { since: handedOver, bytes: 0 })
      handedOver = -1
    })
    context.observe([Kind.frameQueued], ({ entity, a }) => {
      const datagram = this.underWay.get(entity)
      if (datagram) datagram.bytes = a
    })
    context.observe([Kind.handed], ({ entity, a }) => {
      const frames = this.waiting.get(a)
      if (frames) frames.push(entity)
      else this.waiting.set(a, [entity])
    })
    context.observe([Kind.crash], ({ entity }) => this.waiting.delete(entity))
  }

  private arrived(host: EntityId, time: number): void {
    const frame = this.waiting.get(host)?.shift()
    const datagram = frame === undefined ? undefined : this.underWay.get(frame)
    if (frame === undefined || !datagram) return
    this.underWay.delete(frame)
    if (datagram.bytes > this.bytes) {
      this.bytes = datagram.bytes
      this.totalNs = 0
      this.count = 0
    }
    if (datagram.bytes !== this.bytes) return
    this.totalNs += time - datagram.since
    this.count++
  }
}

export const penaltyMs: Metric = {
  name: 'penaltyMs',
  start(context) {
    const penalties = new Penalties(context)
    return () => (penalties.count === 0 ? null : penalties.totalNs / penalties.count / NS_PER_MS)
  },
}

/** Header, message and data: the n of P(n). */
export const datagramBytes: Metric = {
  name: 'datagramBytes',
  start(context) {
    const penalties = new Penalties(context)
    return () => (penalties.count === 0 ? null : penalties.bytes)
  },
}
