/**
 * A question about records, as data: one matcher for story beats, predictions, targets, search and the seed finder.
 * `entity` is an identity in which `*` stands for any run of characters.
 */
export interface RecordPredicate {
  /** A kind's name (`received`), or `change:` and a field's name (`change:state`). */
  readonly kind: string
  readonly entity?: string
  /** Columns or named values that must hold: `{ a: 2 }`, `{ b: 'reply-blocked' }`. */
  readonly where?: Readonly<Record<string, number | string>>
  /** Counting from 1; negative from the end; 1 when absent. */
  readonly nth?: number
}
