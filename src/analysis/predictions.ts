/** The right answer of a prediction is never typed: it is what the run's metrics say. */

type Value = number | string | null | undefined
export type Metrics = Readonly<Record<string, number | string | null>>

/** As in a scenario document; written again here because analysis knows the trace's types alone. */
export type Test =
  | { readonly is: string; readonly value: number | string; readonly within?: number }
  | { readonly from: number; readonly to: number }
  | { readonly is: string; readonly metric: string }

export interface Question {
  readonly metric: string
  readonly choices: readonly { readonly test: Test }[]
}

export interface RunAnswer {
  /** The choice that holds, null when none does. */
  readonly choice: number | null
  readonly value: number | string | null
}

export function answerOf(question: Question, metrics: Metrics): RunAnswer {
  const value = metrics[question.metric]
  const choice = question.choices.findIndex(({ test }) => passes(test, value, metrics))
  return { choice: choice < 0 ? null : choice, value: value ?? null }
}

/** The word for a value that was looked for and is not there, as a threshold that no cable reaches. */
const NOTHING = 'none'

export function passes(test: Test, value: Value, metrics: Metrics): boolean {
  if (value === undefined) return false
  if (value === null) return 'value' in test && test.is === '=' && test.value === NOTHING
  if ('from' in test) return typeof value === 'number' && value >= test.from && value <= test.to
  if ('metric' in test) return compare(value, test.is, metrics[test.metric], 0)
  return compare(value, test.is, test.value, test.within ?? 0)
}

function compare(left: Value, is: string, right: Value, within: number): boolean {
  if (typeof left === 'number' && typeof right === 'number') {
    const apart = left - right
    const equal = (apart < 0 ? -apart : apart) <= within
    switch (is) {
      case '=':
        return equal
      case '!=':
        return !equal
      case '<':
        return left < right
      case '<=':
        return left <= right
      case '>=':
        return left >= right
      case '>':
        return left > right
      default:
        return false
    }
  }
  if (right === null || right === undefined) return false
  if (is === '=') return String(left) === String(right)
  return is === '!=' && String(left) !== String(right)
}

/** A number that somebody guessed, against the run's: right when within a tenth of it. */
export function guessIsClose(guess: number, value: number): boolean {
  const apart = guess - value
  const size = value < 0 ? -value : value
  return (apart < 0 ? -apart : apart) <= size / 10
}

/** Where no choice holds a number is asked for, if the run's answer is one; a word cannot be typed unread. */
export function wantsNumber(runs: RunAnswer | null): boolean {
  return runs !== null && runs.choice === null && typeof runs.value === 'number'
}
