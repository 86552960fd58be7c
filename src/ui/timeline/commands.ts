/** What the keyboard asks of the timeline from elsewhere on the page. */
import type { TimelineView } from './view.ts'

let current: { view: TimelineView; redraw: () => void } | null = null

export function registerTimeline(view: TimelineView, redraw: () => void): () => void {
  const mine = { view, redraw }
  current = mine
  return () => {
    if (current === mine) current = null
  }
}

/** Shows the whole run (key F). */
export function fitTimeline(): void {
  current?.view.fit()
  current?.redraw()
}
