/** One index for each trace that the wire draws, taken in slices, so that a long run does not hold up the page. */
import { WireIndex } from '../../analysis/wire/wire-index.ts'
import { WireWindows } from '../../analysis/wire/wire-window.ts'
import type { Trace } from '../../trace/trace.ts'
import { type Work, workOn } from '../slices.ts'
import type { AppState, RunView } from '../store/app-state.ts'
import { takingIn } from '../taking-in.ts'
import { runsOf } from '../timeline/indexes.ts'

export interface WireRun {
  readonly index: WireIndex
  readonly windows: WireWindows
}
interface Kept extends WireRun {
  readonly catchUp: Work
}

const AT_ONCE = 1 << 12
const AT_A_TIME = 1 << 9

const known = new WeakMap<Trace, Kept>()

function keep(run: RunView): Kept {
  const index = new WireIndex(run.trace, run.setup)
  const catchUp = takingIn(() => index.update(AT_A_TIME))
  return { index, windows: new WireWindows(index), catchUp }
}

/** The runs on the screen; of a long one what has been taken in by now. */
export function wireRunsOf(state: AppState): WireRun[] {
  return runsOf(state).map((run) => {
    let kept = known.get(run.trace)
    if (!kept) {
      kept = keep(run)
      known.set(run.trace, kept)
    }
    const { index, catchUp } = kept
    if (index.done < AT_ONCE) index.update(AT_ONCE - index.done)
    if (index.done < run.trace.length) workOn(catchUp)
    return kept
  })
}
