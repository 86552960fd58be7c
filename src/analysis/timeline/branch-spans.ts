/** Spans of transactions on each machine, one for each state; what has ended is an instant with a mark. */
import { BRANCH_STATES, type BranchState } from '../../trace/fields.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { PointKind, type Points } from './points.ts'
import { SpanKind } from './spans.ts'
import type { HostTrack } from './tracks.ts'

export function branchStateOf(extra: number): BranchState {
  return BRANCH_STATES[extra] ?? 'none'
}

interface Tracks {
  hostOf(entity: EntityId): HostTrack | undefined
}

export class BranchSpans {
  private readonly open = new Map<EntityId, number>()

  /** A change of a transaction's state on a machine; its span ends with the state, and not with the power. */
  change(trace: Trace, i: RecordIndex, tracks: Tracks): void {
    const entity = trace.entity(i)
    const host = tracks.hostOf(entity)
    if (!host) return
    const time = trace.time(i)
    const before = this.open.get(entity)
    if (before !== undefined) host.branches.close(before, time)
    this.open.delete(entity)
    const state = branchStateOf(trace.b(i))
    if (state === 'none') return
    const slot = host.branches.open(time, SpanKind.branch, i, entity, trace.b(i))
    if (state === 'active' || state === 'prepared') this.open.set(entity, slot)
    else host.branches.close(slot, time)
  }
}

/** What the overview shows of a decision: a commit, or what was given up. */
export function decisionPoint(trace: Trace, i: RecordIndex, overview: Points): void {
  const kind = trace.a(i) === 1 ? PointKind.commit : PointKind.loss
  overview.push(trace.time(i), kind, i, trace.entity(i))
}
