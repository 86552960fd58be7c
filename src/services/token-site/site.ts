/** One site of a token list: what it knows, what it says, and how it delivers. The rules are beside it. */
import type { Step } from '../../engine/program.ts'
import { Log, Tell, Transmit } from '../../kernel/datagram-calls.ts'
import type { Datagram } from '../../kernel/datagrams.ts'
import type { About } from '../../kernel/exchange-names.ts'
import type { Pid } from '../../kernel/pid.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import { type DatagramType, Kind } from '../../trace/kinds.ts'
import { History, type Letter } from '../ordering/history.ts'
import { Timers } from '../timers.ts'
import type { TokenOptions } from './options.ts'
import { holdersSure } from './resilience.ts'

/** What stands under a timestamp that acknowledges nothing and only passes the token. */
export const NO_LETTER: Letter = { sender: -1, number: 0, text: '', bytes: 0 }

const TIMERS = ['letter', 'retry', 'pass', 'confirm', 'tour', 'gap', 'alive', 'reform'] as const
export type SiteTimer = (typeof TIMERS)[number]

/** What one packet says beside what all say. */
export interface Saying {
  readonly list?: number
  readonly stamp?: number
  readonly letter?: Letter
  /** With the letter's text, not by name alone. */
  readonly whole?: boolean
  /** Place of the site whose turn is next, or that begins a list. */
  readonly next?: number
  readonly historyOf?: number
}

export class Site extends Timers<SiteTimer> {
  /** Number of the token list, and the highest that it has agreed to: it listens to no lower one. */
  list = 0
  promised = 0
  /** The last list whose beginning it holds whole. */
  historyOf = 0
  /** Places of the sites in the list, in the order in which the token goes round. */
  sites: readonly number[]
  /** Who has the token when the list begins, and the last timestamp of the history then. */
  first = 0
  base = 0
  /** The list whose history it began with. */
  beganWith = 0
  readonly history: History
  /** The token is known to have been accepted with a history complete up to here. */
  confirmed = -1
  /** Timestamp of the last letter in the history; what follows it acknowledges nothing. */
  lastLetter = 0
  /** With the token, which it accepted at this timestamp. */
  holds = false
  acceptedAt = -1
  /** The timestamp with which it last passed the token on. */
  passedAt = -1
  /** Timestamps up to here may be delivered, and are. */
  sure = 0
  delivered = 0
  place = 0
  /** Letters that have come and have no timestamp here, in order of arrival. */
  readonly loose = new Map<string, Letter>()
  /** Timestamps whose letter has not come. */
  readonly named = new Map<number, string>()
  /** Its own letters that it has not delivered. */
  mine: Letter[] = []
  /** Number of the one that is on its way. */
  submitted = 0
  /** How often its letter, its call for a list, its acknowledgement and its question were sent in vain. */
  tries = 0
  calls = 0
  passes = 0
  asked = 0
  /** In a reformation: who has joined, and how far their histories go; whom it does without. */
  joined: Map<number, Joined> | null = null
  without = -1
  attempts = 0
  /** The list that it calls is sent until its token is seen. */
  announcing = false
  gone = false
  private questions = 0

  readonly me: number
  readonly peers: readonly Pid[]
  readonly group: Pid
  readonly options: TokenOptions

  constructor(me: number, peers: readonly Pid[], group: Pid, options: TokenOptions) {
    super(TIMERS)
    this.me = me
    this.peers = peers
    this.group = group
    this.options = options
    this.sites = peers.map((_, i) => i)
    this.history = new History(options.historySize)
  }

  get isListening(): boolean {
    return this.promised === this.list
  }
  /** Who acknowledges under a timestamp of this list: its sites take turns. */
  turnOf(stamp: number): number {
    const { sites, first, base } = this
    const turn = sites.indexOf(first) + Math.max(0, stamp - base - 1)
    return sites[turn % sites.length] as number
  }
  self(what: string, number: number): About {
    return { of: this.peers[this.me] as Pid, what, number }
  }
  aboutLetter({ sender, number }: Pick<Letter, 'sender' | 'number'>): About {
    return { of: this.peers[sender] as Pid, what: 'letter', number }
  }
  /** The letter under a timestamp, or the passing of the token where there is none. */
  aboutStamp(stamp: number): About {
    const letter = this.history.at(stamp)
    return letter && letter.number > 0 ? this.aboutLetter(letter) : this.self('token', stamp)
  }

  /** One packet, with the words that all packets have. */
  *say(to: number | 'all', type: DatagramType, about: About, said: Saying = {}): Step {
    const { letter } = said
    const words = [
      said.list ?? this.list,
      said.stamp ?? this.history.heard,
      this.confirmed,
      this.history.have,
      this.sites.reduce((bits, i) => bits + (1 << i), 0),
      Math.max(0, letter?.sender ?? 0),
      letter?.number ?? 0,
      said.next ?? 0,
      said.historyOf ?? this.historyOf,
    ]
    const whole = (said.whole ?? false) && letter !== undefined
    const text = whole ? letter.text : ''
    const filler = whole ? Math.max(0, letter.bytes - text.length) : 0
    const datagram: Datagram = { type, words, text, filler, about }
    yield* Transmit(to === 'all' ? this.group : (this.peers[to] as Pid), datagram)
  }
  /** What stands under a timestamp, and whose turn is next. */
  *sayStamp(
    to: number | 'all',
    type: DatagramType,
    stamp: number,
    about = this.aboutStamp(stamp),
  ): Step {
    const letter = this.history.at(stamp)
    const whole = type === 'REPAIR'
    const next = this.turnOf(stamp + 1)
    if (letter) yield* this.say(to, type, about, { stamp, letter, whole, next })
  }
  /** To a site that must have what this one lacks, a negative acknowledgement; else whether it is there. */
  *ask(whom: number, what: 'gap' | 'question'): Step {
    this.asked++
    this.set('gap', this.options.retryNs)
    const stamp = this.history.have + 1
    yield* this.say(whom, 'LETTER_NACK', this.self(what, ++this.questions), { stamp })
  }

  /** Takes what stands under a timestamp. */
  *keep(stamp: number, letter: Letter): Step {
    if (!this.history.put(stamp, letter)) return
    this.asked = 0
    if (letter.number === 0) return
    this.loose.delete(nameOf(letter))
    this.lastLetter = Math.max(this.lastLetter, stamp)
    yield* Tell(Kind.held, null, stamp, letter.text)
  }
  /** Takes the token or lets it go. */
  *crown(holds: boolean): Step {
    if (this.holds === holds) return
    this.holds = holds
    yield* Tell(CHANGE + Field.tokenHeld, null, holds ? 0 : 1, holds ? 1 : 0)
  }
  /** Delivers, in order, what enough sites hold. */
  *deliver(): Step {
    const { options, history } = this
    this.sure = Math.max(this.sure, holdersSure(this))
    const limit = options.delivery === 'resilient' ? this.sure : history.heard
    while (this.delivered < Math.min(history.have, limit)) {
      const letter = history.at(++this.delivered) as Letter
      if (letter.number === 0) continue
      yield* Log(++this.place, letter.text)
      if (letter.sender === this.me)
        this.mine = this.mine.filter(({ number }) => number !== letter.number)
    }
  }
}

export interface Joined {
  readonly historyOf: number
  readonly have: number
}

export function nameOf({ sender, number }: Pick<Letter, 'sender' | 'number'>): string {
  return `${sender} ${number}`
}
