/** A place in a run: after `ordinal` of the records of instant `time`; -1 means after all of them. */
export interface Cursor {
  readonly time: number
  readonly ordinal: number
}
