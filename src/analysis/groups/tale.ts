import { NONE, type RecordIndex } from '../../trace/record.ts'

/** How far a message to a group has come at one member, and its answer on the way back. */
export const Heard = {
  none: 0,
  missed: 1,
  queued: 2,
  received: 3,
  replied: 4,
  replyLost: 5,
  late: 6,
  arrived: 7,
  thrown: 8,
  taken: 9,
  /** Of a letter that members number and deliver: in the history, and in the log. */
  kept: 10,
  delivered: 11,
} as const
export type Heard = (typeof Heard)[keyof typeof Heard]

export interface HeardAt {
  readonly heard: Heard
  /** What made it so; NONE where nothing has happened yet. */
  readonly record: RecordIndex
}

const NOTHING: HeardAt = { heard: Heard.none, record: NONE }

/** One message at one member, from queue to reply: a few records, in order. */
export class Tale {
  private readonly records: RecordIndex[] = []
  private readonly states: Heard[] = []

  get last(): Heard {
    return this.states[this.states.length - 1] ?? Heard.none
  }

  add(record: RecordIndex, heard: Heard): void {
    this.records.push(record)
    this.states.push(heard)
  }

  at(prefix: number): HeardAt {
    for (let i = this.records.length - 1; i >= 0; i--) {
      const record = this.records[i] as RecordIndex
      if (record < prefix) return { heard: this.states[i] as Heard, record }
    }
    return NOTHING
  }
}
