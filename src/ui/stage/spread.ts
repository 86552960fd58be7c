/** Places side by side. */
/**
 * Positions at least `step` apart and within bounds, each as near the one it wants as the others allow:
 * neighbours that push one another become one block, which stands where its members want it on average.
 */
export function spread(
  wanted: readonly number[],
  step: number,
  least: number,
  most: number,
): number[] {
  const blocks: { sum: number; count: number }[] = []
  const at = (block: { sum: number; count: number }): number => block.sum / block.count
  wanted.forEach((want, i) => {
    let block = { sum: want - i * step, count: 1 }
    for (let last = blocks.at(-1); last && at(last) > at(block); last = blocks.at(-1)) {
      blocks.pop()
      block = { sum: last.sum + block.sum, count: last.count + block.count }
    }
    blocks.push(block)
  })
  const highest = most - (wanted.length - 1) * step
  const bases = blocks.flatMap((block) =>
    Array.from({ length: block.count }, () => Math.max(least, Math.min(at(block), highest))),
  )
  return bases.map((base, i) => base + i * step)
}
