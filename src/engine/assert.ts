/** A broken promise inside the simulator: ends the run with a sentence, never with a dead worker. */
export class AssertionFailure extends Error {}

/** Bad input found while building a run: one clear sentence for the person who wrote it. */
export class BadInput extends Error {
  readonly place: string | null
  constructor(sentence: string, place: string | null = null) {
    super(sentence)
    this.place = place
  }
}

/** A budget is used up: the run ends with a record that says so. */
export class BudgetExceeded extends Error {
  readonly reason: number
  constructor(reason: number) {
    super()
    this.reason = reason
  }
}
