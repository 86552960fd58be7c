/** Chips side by side: as wide as one another while every name fits, else each as wide as its name asks for. */

/**
 * Widths of chips in `room`, px. `needs` are the widths in which their names fit, `least` that of a sign alone. Where
 * not all names fit, the first ones keep theirs.
 */
export function chipWidths(
  needs: readonly number[],
  room: number,
  gap: number,
  least: number,
): readonly number[] {
  const free = room - gap * (needs.length - 1)
  const equal = free / needs.length
  if (needs.every((need) => need <= equal)) return needs.map(() => equal)
  const total = needs.reduce((sum, need) => sum + need, 0)
  if (total <= free) return needs.map((need) => need + (free - total) / needs.length)
  let left = free - needs.length * least
  if (left < 0) return needs.map(() => equal)
  const widths = needs.map((need) => {
    const more = Math.max(0, need - least)
    if (more > left) return least
    left -= more
    return least + more
  })
  return widths.map((width, i) => (i === 0 ? width + left : width))
}
