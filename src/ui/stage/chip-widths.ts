/** Chips side by side: as wide as one another while every name fits, else each as wide as its name asks for. */

/**
 * Widths of chips in `room`, px. `needs` are the widths in which their names fit, `least` that of a sign alone. Where
 * not all names fit, as many as can be keep theirs: the short ones, and of two that are as long the first. Those at which
 * `yields` is true go without before any other does.
 */
export function chipWidths(
  needs: readonly number[],
  room: number,
  gap: number,
  least: number,
  yields: readonly boolean[] = [],
): readonly number[] {
  const free = room - gap * (needs.length - 1)
  const equal = free / needs.length
  if (needs.every((need) => need <= equal)) return needs.map(() => equal)
  const total = needs.reduce((sum, need) => sum + need, 0)
  if (total <= free) return needs.map((need) => need + (free - total) / needs.length)
  let left = free - needs.length * least
  if (left < 0) return needs.map(() => equal)
  const widths = needs.map(() => least)
  const byNeed = needs.map((need, i) => ({
    more: Math.max(0, need - least),
    after: yields[i] ? 1 : 0,
    i,
  }))
  byNeed.sort((a, b) => a.after - b.after || a.more - b.more || a.i - b.i)
  for (const { more, i } of byNeed) {
    if (more > left) break
    left -= more
    widths[i] = least + more
  }
  // What is left over goes to one that has its name, if any has.
  const named = Math.max(
    0,
    widths.findIndex((width) => width > least),
  )
  return widths.map((width, i) => (i === named ? width + left : width))
}
