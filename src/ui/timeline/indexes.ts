/** One index for each trace, shared by all that draw it. */
import { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { Trace } from '../../trace/trace.ts'
import type { AppState, RunView } from '../store/app-state.ts'

const known = new WeakMap<Trace, TimelineIndex>()

/** Records taken in for each frame at most: a long run must not hold up the picture. */
const AT_ONCE = 1 << 12

export function indexFor(run: RunView): TimelineIndex {
  let index = known.get(run.trace)
  if (!index) {
    index = new TimelineIndex(run.trace, run.setup.hosts)
    known.set(run.trace, index)
  }
  return index
}

export function runsOf(state: AppState): RunView[] {
  return [state.run, state.other].filter((run) => run !== null)
}

/** Brings the indexes of the runs on the screen up to date; says whether more is to be done. */
export function indexesOf(state: AppState): { indexes: TimelineIndex[]; more: boolean } {
  const indexes = runsOf(state).map(indexFor)
  let more = false
  for (const index of indexes) if (index.update(AT_ONCE)) more = true
  return { indexes, more }
}
