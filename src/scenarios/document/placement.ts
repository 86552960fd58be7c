/** Where the taps of repeated machines are, when a document says how and not where. */

export const PLACEMENTS = ['even', 'clusters', 'one-far', 'together'] as const
export type Placement = (typeof PLACEMENTS)[number]

/** Taps of one cluster stand so far apart, as the marks on the coax do (V). */
const MARK_METRES = 2.5
const CLUSTERS = 4

/**
 * The metre of tap `i` of `count` on a cable: `even` from end to end; four `clusters` spread over it; all
 * `together` at the near end but `one-far` at the other; or `together` on one spot.
 */
export function tapMetre(placement: Placement, i: number, count: number, metres: number): number {
  const round = (metre: number) => Math.round(Math.min(metre, metres) * 10) / 10
  if (placement === 'together') return 0
  if (count === 1) return 0
  if (placement === 'even') return round((i * metres) / (count - 1))
  if (placement === 'one-far') return i === count - 1 ? metres : round(i * MARK_METRES)
  const size = Math.ceil(count / CLUSTERS)
  const cluster = Math.floor(i / size)
  const width = Math.min(MARK_METRES * (size - 1), metres / (2 * CLUSTERS))
  const within = size > 1 ? ((i % size) * width) / (size - 1) : 0
  return round((cluster * (metres - width)) / (CLUSTERS - 1) + within)
}
