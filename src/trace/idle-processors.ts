/** Processors that have nothing to do, and jobs that wait for one: both at the same time is waste. */
import type { Emission, FoldContext } from './fold.ts'
import { Kind } from './kinds.ts'
import { type EntityId, NONE } from './record.ts'

export const IDLE_KINDS: readonly number[] = [
  Kind.processorFree,
  Kind.jobQueued,
  Kind.jobStarted,
  Kind.crash,
]

export class IdleProcessors {
  /** Since when a processor has been idle while a job waits, ns; null: it is not so. */
  wastedSinceNs: number | null = null
  private readonly context: FoldContext
  private readonly free = new Set<EntityId>()
  /** Where each job waits. */
  private readonly waiting = new Map<number, EntityId>()

  constructor(context: FoldContext) {
    this.context = context
  }

  take({ kind, entity, a, time }: Emission): void {
    if (kind === Kind.processorFree) this.free.add(entity)
    if (kind === Kind.jobQueued) this.waiting.set(a, entity)
    if (kind === Kind.jobStarted) {
      this.free.delete(entity)
      this.waiting.delete(a)
    }
    if (kind === Kind.crash) this.forget(entity)
    const wasted = this.free.size > 0 && this.waiting.size > 0
    this.wastedSinceNs = wasted ? (this.wastedSinceNs ?? time) : null
  }

  /** With its power a machine loses its queue, and is idle no more. */
  private forget(host: EntityId): void {
    for (const worker of this.free) if (this.isOn(worker, host)) this.free.delete(worker)
    for (const [job, queue] of this.waiting) if (this.isOn(queue, host)) this.waiting.delete(job)
  }

  private isOn(process: EntityId, host: EntityId): boolean {
    for (let at = process; at !== NONE; at = this.context.parentOf(at)) if (at === host) return true
    return false
  }
}
