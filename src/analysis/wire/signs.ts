/** What became of a signal at a tap, as a sign with a word: instants in typed columns, in the order of the run. */
import { DamageReason, LossReason } from '../../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'

export const SignKind = {
  /** Its sender hears another signal, and jams. */
  collision: 1,
  /** The same after the slot, when a correct cable would have been seized. */
  late: 2,
  /** A whole frame was spoiled at this tap by another signal, and its sender does not know. */
  spoiled: 3,
  damaged: 4,
  lost: 5,
  overrun: 6,
  abandoned: 7,
} as const
export type SignKind = (typeof SignKind)[keyof typeof SignKind]

const SIGN_WORDS: Readonly<Record<SignKind, string>> = {
  [SignKind.collision]: 'collision',
  [SignKind.late]: 'late collision',
  [SignKind.spoiled]: 'spoiled, sender unaware',
  [SignKind.damaged]: 'damaged',
  [SignKind.lost]: 'lost',
  [SignKind.overrun]: 'no buffer free',
  [SignKind.abandoned]: 'given up',
}

const DAMAGES: Readonly<Record<number, string>> = {
  [DamageReason.bitError]: 'bit error',
  [DamageReason.corrupted]: 'bit changed',
  [DamageReason.cutShort]: 'cut short',
  [DamageReason.ownTransmission]: 'was sending itself',
}
const LOSSES: Readonly<Record<number, string>> = {
  [LossReason.powerOff]: 'no power',
  [LossReason.cut]: 'lost at the cut',
}

export interface WireSign {
  readonly time: number
  /** Ordinal of the machine at whose tap it is; -1 on the wire itself. */
  readonly host: number
  readonly kind: SignKind
  readonly record: RecordIndex
  readonly frame: EntityId
  /** Why, as the trace has it. */
  readonly reason: number
}

/** One or a few words to stand beside the sign. */
export function signWord({ kind, reason }: Pick<WireSign, 'kind' | 'reason'>): string {
  const own = kind === SignKind.damaged ? DAMAGES : kind === SignKind.lost ? LOSSES : undefined
  return own?.[reason] ?? SIGN_WORDS[kind]
}

export class Signs {
  private readonly list: WireSign[] = []

  push(sign: WireSign): void {
    this.list.push(sign)
  }
  get count(): number {
    return this.list.length
  }
  at(i: number): WireSign {
    return this.list[i] as WireSign
  }
  /** Position of the first sign at or after a moment. */
  from(time: number): number {
    let low = 0
    let high = this.list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.at(middle).time < time) low = middle + 1
      else high = middle
    }
    return low
  }
}
