/** What a published figure says about a number, and whether a number agrees with it. */
export type Expected =
  /** Within so many percent of it. */
  | { readonly is: 'near'; readonly value: number; readonly percent: number }
  /** Within so much of it, in its own unit. */
  | { readonly is: 'close'; readonly value: number; readonly by: number }
  /** In a band, or so little outside. */
  | { readonly is: 'between'; readonly from: number; readonly to: number; readonly by: number }
  | { readonly is: 'exactly'; readonly value: number }
  | { readonly is: 'more-than'; readonly value: number }

export interface Judgement {
  readonly inside: boolean
  /** How far off: in percent of the published value; null where that means nothing (it is 0, or a bound). */
  readonly percent: number | null
  /** How far off as a part of the tolerance: 1 is its edge, the sign says which one; null for a bound. */
  readonly ofTolerance: number | null
}

const size = (value: number) => (value < 0 ? -value : value)
/** Of a tolerance's edge: what a sum of fractions may leave over. */
const ROUNDING = 1e-9

export function judge(expected: Expected, value: number): Judgement {
  switch (expected.is) {
    case 'near':
      return within(value, expected.value, (size(expected.value) * expected.percent) / 100)
    case 'close':
      return within(value, expected.value, expected.by)
    case 'exactly':
      return within(value, expected.value, 0)
    case 'between': {
      const { from, to, by } = expected
      const middle = (from + to) / 2
      return within(value, middle, (to - from) / 2 + by)
    }
    case 'more-than':
      return { inside: value > expected.value, percent: null, ofTolerance: null }
  }
}

function within(value: number, centre: number, by: number): Judgement {
  const off = value - centre
  return {
    inside: size(off) <= by * (1 + ROUNDING),
    percent: centre === 0 ? null : (off / size(centre)) * 100,
    ofTolerance: by > 0 ? off / by : off === 0 ? 0 : null,
  }
}
