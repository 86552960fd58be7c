/** The runs that the cursor moves through: the one, or two futures side by side. */
import type { Trace } from '../../trace/trace.ts'
import type { AppState, Mark, RunView } from './app-state.ts'

export function runsOnScreen({ run, other }: Pick<AppState, 'run' | 'other'>): readonly RunView[] {
  if (!run) return []
  return other ? [run, other] : [run]
}

/** ns of its last record; 0 before the first has come. */
export function lastTime(trace: Trace): number {
  return trace.length > 0 ? trace.time(trace.length - 1) : 0
}

/** ns; of two futures the later end: the cursor is not to stop while something still happens. */
export function endOnScreen(state: Pick<AppState, 'run' | 'other'>): number {
  return Math.max(0, ...runsOnScreen(state).map(({ trace }) => lastTime(trace)))
}

/** Which of two futures a mark is in. */
export function runOf(state: Pick<AppState, 'run' | 'other'>, mark: Mark | null): RunView | null {
  return mark?.future === 2 ? state.other : state.run
}
