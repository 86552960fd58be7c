/** Which machines are file servers, and when they were at work for those who are measured. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const SERVER_ROLE = 'file-server'

export function fileServerHosts(context: FoldContext): ReadonlySet<EntityId> {
  const hosts = context.setup.hosts.filter(({ role }) => role === SERVER_ROLE)
  return new Set(hosts.map(({ entity }) => entity))
}

/**
 * From when a file server was first asked for a page, after the warm-up, to when it had last answered for one, ns:
 * by processes that say when they begin, which are those that are measured.
 */
export class FileSpan {
  from = -1
  to = -1
  /** Answered in it, to whoever asked. */
  requests = 0
  /** Those that are measured. */
  readonly measured = new Set<EntityId>()

  constructor(context: FoldContext) {
    const hosts = fileServerHosts(context)
    const asking = new Set<EntityId>()
    context.observe([Kind.passBegun], ({ entity }) => void this.measured.add(entity))
    context.observe([Kind.sendOpen], ({ entity, time, a }) => {
      const process = context.parentOf(entity)
      if (a < 0 || !this.measured.has(process) || !hosts.has(context.parentOf(a))) return
      if (time < context.warmUpNs) return
      asking.add(process)
      if (this.from < 0) this.from = time
    })
    let since = 0
    context.observe([Kind.readDone, Kind.writeDone], ({ entity, time }) => {
      if (this.from >= 0) since++
      if (!asking.has(entity)) return
      this.to = time
      this.requests = since
    })
  }

  percent(busy: number): number | null {
    return this.to > this.from ? (100 * busy) / (this.to - this.from) : null
  }
  /** How much of a stretch lies in it. */
  within(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from))
  }
}
