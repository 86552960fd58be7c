/** Where the boxes of a make's graph stand, in px: each column as wide as its names, where there is room. */
import type { GraphJob, JobGraph } from '../../analysis/make/make-graph.ts'

/** px for the outer half of a box’s outline. */
export const EDGE = 2
/** Rows of a column that still have room for names. */
const NAMED_ROWS = 40
const GAP = 26
/** px of a job with its name, large enough for a lecture hall’s, and of one without. */
const NAMED_ROW = 24
const PLAIN_ROW = 10
/** A box that has room for no name, px. */
const LEAST = 28
/** So many times its place a graph may be wide, for its names’ sake: then it is moved under it. */
const WIDEST = 2

export interface GraphSizes {
  /** Of the whole picture. */
  readonly wide: number
  readonly tall: number
  readonly height: number
  readonly width: (job: GraphJob) => number
  /** Whether its name has room in its box: one that has not is left out, never cut. */
  readonly isNamed: (job: GraphJob) => boolean
  readonly x: (job: GraphJob) => number
  readonly y: (job: GraphJob) => number
}

/** `width`: px of the place; `wish`: px that a job's box needs for its name. */
export function graphSizes(
  graph: JobGraph,
  width: number,
  wish: (job: GraphJob) => number,
): GraphSizes {
  const named = graph.rows <= NAMED_ROWS
  const row = named ? NAMED_ROW : PLAIN_ROW
  const wishes = new Array<number>(graph.columns).fill(LEAST)
  const filled = new Array<number>(graph.columns).fill(0)
  for (const job of graph.jobs) {
    filled[job.column] = (filled[job.column] ?? 0) + 1
    if (named) wishes[job.column] = Math.max(wishes[job.column] ?? 0, Math.ceil(wish(job)))
  }
  const apart = 2 * EDGE + GAP * (graph.columns - 1)
  const widths = columnWidths(wishes, width - apart, WIDEST * width - apart)
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, its) => sum + its + GAP, 0))
  const of = (job: GraphJob): number => widths[job.column] ?? LEAST
  return {
    wide: widths.reduce((sum, its) => sum + its, 0) + apart,
    tall: graph.rows * row + 2,
    height: row - 3,
    width: of,
    isNamed: (job) => named && wish(job) <= of(job),
    x: ({ column }) => starts[column] ?? 0,
    // Each column in the middle of the highest.
    y: ({ column, row: place }) =>
      (place + (graph.rows - (filled[column] ?? graph.rows)) / 2) * row + 1,
  }
}

/**
 * Each column gets what it wishes, and of what is left of `room` an equal part. Where the wishes come to more than
 * `most`, the modest ones are met and the others share alike what remains.
 */
export function columnWidths(
  wishes: readonly number[],
  room: number,
  most: number,
): readonly number[] {
  const sum = wishes.reduce((total, wish) => total + wish, 0)
  if (sum <= room) return wishes.map((wish) => wish + (room - sum) / wishes.length)
  if (sum <= most) return wishes
  let cap = 0
  let left = most
  const rising = [...wishes].sort((one, two) => one - two)
  rising.forEach((wish, i) => {
    cap = Math.max(cap, Math.min(wish, left / (rising.length - i)))
    left -= Math.min(wish, cap)
  })
  return wishes.map((wish) => Math.max(LEAST, Math.min(wish, cap)))
}
