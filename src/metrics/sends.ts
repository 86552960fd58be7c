/** The Sends of a run as metrics count them: opened after the warm-up, and no GetPid among them. */
import type { Emission, FoldContext } from '../trace/fold.ts'
import { Kind, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export interface SendListener {
  opened?(exchange: EntityId, time: number): void
  closed?(exchange: EntityId, time: number, result: number): void
}

/** A kernel names the transaction of a Send so, and that of a GetPid otherwise. */
const SEND_NAME = 'send'

export class Sends {
  /** Those under way, with the time of their opening. */
  readonly open = new Map<EntityId, number>()
  ended = 0
  /** Ended with a reply, and how long those took together, ns. */
  completed = 0
  completedNs = 0
  /** -1 before there is any. */
  firstOpenNs = -1
  lastCloseNs = -1
  private first: EntityId = -1
  private readonly context: FoldContext
  private readonly listener: SendListener

  constructor(context: FoldContext, listener: SendListener = {}) {
    this.context = context
    this.listener = listener
    context.observe([Kind.sendOpen], (emission) => this.opened(emission))
    context.observe([Kind.sendClose], (emission) => this.closed(emission))
  }

  /** Identities are given in order of appearance: what came later than the first that counts, counts. */
  counts(exchange: EntityId): boolean {
    return this.first >= 0 && exchange >= this.first
  }

  /** Time of one completed exchange, ns; null where there is none. */
  meanNs(): number | null {
    return this.completed === 0 ? null : this.completedNs / this.completed
  }

  private opened({ entity, time }: Emission): void {
    if (time < this.context.warmUpNs) return
    if (!this.context.localName(entity).startsWith(SEND_NAME)) return
    if (this.first < 0) {
      this.first = entity
      this.firstOpenNs = time
    }
    this.open.set(entity, time)
    this.listener.opened?.(entity, time)
  }

  private closed({ entity, time, a }: Emission): void {
    const since = this.open.get(entity)
    if (since === undefined) return
    this.open.delete(entity)
    this.ended++
    this.lastCloseNs = time
    if (a === SendResult.replied) {
      this.completed++
      this.completedNs += time - since
    }
    this.listener.closed?.(entity, time, a)
  }
}
