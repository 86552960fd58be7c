/** What several seeds give together. */
export interface Spread {
  readonly mean: number
  /** Standard deviation of the sample; 0 for one seed. */
  readonly sd: number
  readonly min: number
  readonly max: number
  readonly count: number
}

/** Null where there is nothing to put together. */
export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length
  if (count === 0) return null
  // Equal values have their own mean, whatever a division would leave over.
  const equal = values.every((value) => value === values[0])
  const mean = equal ? (values[0] as number) : values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return {
    mean,
    sd: count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
    min: Math.min(...values),
    max: Math.max(...values),
    count,
  }
}
