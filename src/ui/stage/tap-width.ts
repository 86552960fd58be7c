import type { Side } from './sides.ts'

/** Taps near one another are drawn narrower, px. */
export function tapWidth(
  taps: readonly number[],
  sides: readonly Side[],
  i: number,
  unit: number,
): number {
  const here = taps[i] as number
  let nearest = Number.POSITIVE_INFINITY
  for (let k = i - 1; k >= 0; k--)
    if (sides[k] === sides[i]) {
      nearest = here - (taps[k] as number)
      break
    }
  for (let k = i + 1; k < taps.length; k++)
    if (sides[k] === sides[i]) {
      nearest = Math.min(nearest, (taps[k] as number) - here)
      break
    }
  return Math.max(3, Math.min(22 * unit, nearest * 0.9))
}
