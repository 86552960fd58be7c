/** Time that processors spend on something while Sends are under way. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, StringId } from '../trace/record.ts'
import type { Sends } from './sends.ts'

interface Burst {
  readonly since: number
  readonly stage: StringId
}

/** Calls back for every burst at its end, and at the run's end for those not over. */
export class Bursts {
  private readonly open = new Map<EntityId, Burst>()
  private readonly each: (
    processor: EntityId,
    since: number,
    until: number,
    stage: StringId,
  ) => void

  constructor(
    context: FoldContext,
    each: (processor: EntityId, since: number, until: number, stage: StringId) => void,
  ) {
    this.each = each
    context.observe([Kind.burstOpen], ({ entity, time, b }) => {
      this.open.set(entity, { since: time, stage: b })
    })
    context.observe([Kind.burstClose], ({ entity, time }) => this.close(entity, time))
  }

  private close(processor: EntityId, time: number): void {
    const burst = this.open.get(processor)
    if (!burst) return
    this.open.delete(processor)
    this.each(processor, burst.since, time, burst.stage)
  }

  end(endNs: number): void {
    for (const processor of [...this.open.keys()]) this.close(processor, endNs)
  }
}

/**
 * Busy time from the first Send that counts. Where a run ends in the middle of a Send, what came after the last
 * completed one is left out, or it would be charged to those before it; where none is open, work off the
 * critical path that outlasts the last Send is its own.
 */
export class BusyTime {
  private settled = 0
  private pending = 0
  private mark = -1
  private readonly sends: Sends

  constructor(sends: Sends) {
    this.sends = sends
  }

  add(since: number, until: number): void {
    const { firstOpenNs, lastCloseNs } = this.sends
    if (firstOpenNs < 0 || until <= firstOpenNs) return
    if (this.mark !== lastCloseNs) {
      this.settled += this.pending
      this.pending = 0
      this.mark = lastCloseNs
    }
    const from = Math.max(since, firstOpenNs)
    const split = Math.min(Math.max(from, lastCloseNs), until)
    this.settled += split - from
    this.pending += until - split
  }

  totalNs(): number {
    const over = this.sends.open.size > 0 && this.mark === this.sends.lastCloseNs
    return over ? this.settled : this.settled + this.pending
  }
}
