/** Taking in what a run has grown by, in slices, with the page drawn again on the way. */
import { invalidateInTurn } from './frame.ts'
import type { Work } from './slices.ts'

/** A run that is still being taken in is drawn again so often. */
const REDRAW_MS = 300

/** `takes` has an index take in a part of what there is, and says whether there is more. */
export function takingIn(takes: Work): Work {
  let drawn = 0
  return () => {
    const more = takes()
    const now = performance.now()
    if (!more || now - drawn > REDRAW_MS) {
      drawn = now
      invalidateInTurn()
    }
    return more
  }
}
