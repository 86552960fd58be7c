/** What a packet says, read back from its words. */
import type { Datagram } from '../../kernel/datagrams.ts'
import type { Letter } from '../ordering/history.ts'
import { NO_LETTER } from './site.ts'

export interface Said {
  readonly list: number
  readonly stamp: number
  readonly confirmed: number
  readonly have: number
  /** Sites of a list, a bit each. */
  readonly sites: number
  readonly sender: number
  readonly number: number
  readonly next: number
  readonly historyOf: number
  readonly text: string
  readonly bytes: number
}

export function parse({ words, text, filler }: Datagram): Said {
  const at = (i: number): number => words[i] ?? 0
  return {
    list: at(0),
    stamp: at(1),
    confirmed: at(2),
    have: at(3),
    sites: at(4),
    sender: at(5),
    number: at(6),
    next: at(7),
    historyOf: at(8),
    text,
    bytes: text.length + filler,
  }
}

export function letterOf({ sender, number, text, bytes }: Said): Letter {
  return number === 0 ? NO_LETTER : { sender, number, text, bytes }
}

/** Places of the sites in a list. */
export function placesIn(bits: number): readonly number[] {
  const places: number[] = []
  for (let i = 0; i < 32; i++) if (((bits >>> i) & 1) === 1) places.push(i)
  return places
}
