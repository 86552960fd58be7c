/** Time that processors spend on something while Sends are under way. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, StringId } from '../trace/record.ts'
import type { Sends } from './sends.ts'

type Each = (processor: EntityId, since: number, until: number, stage: StringId) => void

/**
 * Calls back for every burst at its end, and at the run's end for those not over. Bursts are the commonest
 * records: processors have small numbers, so lists do, and nothing is made for a burst.
 */
export class Bursts {
  private readonly since: number[] = []
  private readonly stage: StringId[] = []
  private readonly each: Each

  constructor(context: FoldContext, each: Each) {
    this.each = each
    for (const { processor } of context.setup.hosts) {
      while (this.since.length <= processor) this.since.push(-1)
    }
    context.observe([Kind.burstOpen], ({ entity, time, b }) => {
      this.since[entity] = time
      this.stage[entity] = b
    })
    context.observe([Kind.burstClose], ({ entity, time }) => this.close(entity, time))
  }

  private close(processor: EntityId, time: number): void {
    const since = this.since[processor] as number
    if (since < 0) return
    this.since[processor] = -1
    this.each(processor, since, time, this.stage[processor] as StringId)
  }

  end(endNs: number): void {
    for (let processor = 0; processor < this.since.length; processor++) this.close(processor, endNs)
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
