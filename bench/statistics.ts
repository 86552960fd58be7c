/** Few numbers about many: the figures that a bench prints. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((x, y) => x - y)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function row(name: string, figure: string, note = ''): void {
  console.log(`${name.padEnd(58)} ${figure.padStart(14)}  ${note}`)
}
