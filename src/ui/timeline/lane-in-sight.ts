/** What is selected is brought into sight: more machines than fit, or a second future, lie below the edge. */
import { type RefObject, useEffect, useRef } from 'react'
import type { Row } from '../../analysis/timeline/rows.ts'
import type { Mark } from '../store/app-state.ts'

interface Seen {
  /** px above the window, and of it. */
  readonly top: number
  readonly height: number
}

/** How far the lanes are to be scrolled, px, so that those of a mark's machine are seen, in its future; null: not at all. */
export function scrollFor(rows: readonly Row[], mark: Mark, { top, height }: Seen): number | null {
  const host = mark.entity.split(/[./#]/)[0]
  const future = (mark.future ?? 1) - 1
  const its = rows.filter((row) => row.host?.name === host && row.future === future)
  const [first] = its
  const last = its[its.length - 1]
  if (!first || !last) return null
  const end = last.y + last.height
  if (first.y < top) return first.y
  return end > top + height ? Math.min(first.y, end - height) : null
}

/** Its rows may open with the selection: what is on the screen then counts as well, and nothing after that. */
const LOOKS = 2

export function useLaneInSight(
  scroll: RefObject<HTMLElement | null>,
  rows: readonly Row[] | undefined,
  mark: Mark | null,
): void {
  const looked = useRef<{ mark: Mark | null; left: number }>({ mark: null, left: 0 })
  useEffect(() => {
    if (looked.current.mark !== mark) looked.current = { mark, left: LOOKS }
    const element = scroll.current
    if (!element || !rows || !mark || looked.current.left === 0) return
    looked.current.left--
    const seen = { top: element.scrollTop, height: element.clientHeight }
    const to = scrollFor(rows, mark, seen)
    if (to !== null) element.scrollTop = to
  }, [scroll, rows, mark])
}
