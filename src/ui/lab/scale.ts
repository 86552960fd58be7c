/** From values to places on a plot, with ticks at round numbers. */
export interface Scale {
  (value: number): number
  readonly ticks: readonly number[]
}

/** About `count` steps of 1, 2 or 5 times a power of ten. */
export function tickStep(from: number, to: number, count: number): number {
  const rough = (to - from) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const part = rough / power
  return (part >= 7.5 ? 10 : part >= 3.5 ? 5 : part >= 1.5 ? 2 : 1) * power
}

const between = (from: number, to: number, step: number): readonly number[] => {
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  // Twelve figures are more than a plot can show, and fewer than a sum of steps leaves wrong.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

type Ends = readonly [from: number, to: number]

export function linearScale([from, to]: Ends, [left, right]: Ends, count: number): Scale {
  const end = to > from ? to : from + 1
  const place = (value: number): number => left + ((value - from) / (end - from)) * (right - left)
  return Object.assign(place, { ticks: between(from, end, tickStep(from, end, count)) })
}

/** A linear scale whose ends are ticks. */
export function roundScale([from, to]: Ends, range: Ends, count: number): Scale {
  const step = tickStep(from, to > from ? to : from + 1, count)
  const ends = [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step] as const
  return linearScale(ends, range, count)
}

/** Doubling takes equal steps; the values themselves are the ticks. */
export function doublingScale(values: readonly number[], [left, right]: Ends): Scale {
  const sorted = [...new Set(values)].sort((one, other) => one - other)
  const from = Math.log2(sorted[0] as number)
  const to = Math.log2(sorted[sorted.length - 1] as number)
  const span = to > from ? to - from : 1
  const place = (value: number): number =>
    left + ((Math.log2(value) - from) / span) * (right - left)
  return Object.assign(place, { ticks: sorted })
}
