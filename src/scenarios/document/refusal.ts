/** Why a document or a choice of switches cannot be run: one sentence, and the place in the document. */
export class Refusal extends Error {
  readonly place: string
  readonly problem: string
  constructor(place: string, problem: string) {
    super(place === '' ? problem : `${place}: ${problem}`)
    this.place = place
    this.problem = problem
  }
}

export interface Refused {
  readonly ok: false
  readonly sentence: string
  readonly place: string
}

/** Runs `work`, and turns a refusal into data; any other error is a fault of ours and goes on. */
export function orRefused<T extends { readonly ok: true }>(work: () => T): T | Refused {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, sentence: error.message, place: error.place }
    throw error
  }
}

/** `8 or 10`, `a, b or c`. */
export function either(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing'
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
}

/** A value as a sentence shows it: quoted when it is text, never long. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
  if (value === null || typeof value !== 'object') return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}
