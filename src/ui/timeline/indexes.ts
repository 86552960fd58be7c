/** One index for each trace, shared by all that draw it. */
import { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { Trace } from '../../trace/trace.ts'
import { type Work, workOn } from '../slices.ts'
import type { AppState, RunView } from '../store/app-state.ts'
import { takingIn } from '../taking-in.ts'

interface Kept {
  readonly index: TimelineIndex
  /** Takes in what the trace has grown by, in slices. */
  readonly catchUp: Work
}

const known = new WeakMap<Trace, Kept>()

/** Records taken in before a run is drawn first, and for how long: a short one is whole at once. */
const AT_ONCE = 1 << 10
const AT_ONCE_MS = 2
/** A record may make a row fold its buckets, which takes long: whether time is up is asked often. */
const AT_A_TIME = 1 << 2

function keep(run: RunView): Kept {
  const index = new TimelineIndex(run.trace, run.setup.hosts)
  return { index, catchUp: takingIn(() => index.update(AT_A_TIME)) }
}

export function indexFor(run: RunView): TimelineIndex {
  let kept = known.get(run.trace)
  if (!kept) {
    kept = keep(run)
    known.set(run.trace, kept)
  }
  const { index, catchUp } = kept
  const end = performance.now() + AT_ONCE_MS
  while (index.done < AT_ONCE && index.update(AT_A_TIME) && performance.now() < end);
  if (index.done < run.trace.length) workOn(catchUp)
  return index
}

export function runsOf(state: AppState): RunView[] {
  return [state.run, state.other].filter((run) => run !== null)
}

/** The indexes of the runs on the screen; of a long run what has been taken in by now. */
export function indexesOf(state: AppState): TimelineIndex[] {
  return runsOf(state).map(indexFor)
}
