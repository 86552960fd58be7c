/** One member of an ordered group: what it knows, what it says, and how it delivers. The rules are beside it. */
import type { Step } from '../../engine/program.ts'
import { Log, Tell, Transmit } from '../../kernel/datagram-calls.ts'
import type { Datagram } from '../../kernel/datagrams.ts'
import type { About } from '../../kernel/exchange-names.ts'
import type { Pid } from '../../kernel/pid.ts'
import { type DatagramType, Kind } from '../../trace/kinds.ts'
import { Timers } from '../timers.ts'
import { History, type Letter } from './history.ts'

/** Times in ns. Those of Amoeba’s group.c are its defaults (facts/systems §3). */
export interface Ordering {
  /** To the sequencer, which multicasts it (PB), or to all, and the sequencer multicasts its number (BB). */
  readonly method: 'pb' | 'bb'
  /** Members besides the sequencer that hold a letter before anybody delivers it. */
  readonly resilience: number
  /** Whether the sequencer waits for those members, and whether a new one fetches what it lacks: mutants. */
  readonly acks: 'awaited' | 'not-awaited'
  readonly historyTransfer: 'on' | 'off'
  readonly historySize: number
  readonly retryNs: number
  readonly triesMax: number
  /** Quiet after which the sequencer asks who lacks what, and after which a member asks for the sequencer. */
  readonly syncNs: number
  readonly aliveNs: number
  /** Between two invitations to a vote. */
  readonly inviteNs: number
}

/** The words that every packet has, and the letter where one comes along. */
export interface Said {
  readonly view: number
  readonly number: number
  readonly accepted: number
  readonly have: number
  /** Members of a view, a bit each. */
  readonly members: number
  readonly sender: number
  readonly letter: number
  readonly text: string
  readonly bytes: number
}

const TIMERS = ['letter', 'retry', 'gap', 'alive', 'ack', 'sync', 'reset'] as const
export type TimerName = (typeof TIMERS)[number]

export class Member extends Timers<TimerName> {
  view = 0
  /** The highest view that it has voted for: it listens to no lower one. */
  promised = 0
  /** Places of those who are in the view. */
  members: readonly number[]
  sequencer = 0
  /** Where this view began: the last number of the view before. */
  base = 0
  readonly history: History
  /** Every number up to this one may be delivered. */
  accepted = 0
  delivered = 0
  /** Letters without a number yet, and numbers without their letter (BB). */
  readonly loose = new Map<string, Letter>()
  readonly named = new Map<number, string>()
  /** The letter of its own that is on its way, and how often it was sent. */
  pending: Letter | null = null
  tries = 0
  /** The next is due. */
  late = false
  /** Questions to the sequencer that were not answered. */
  asked = 0
  /** As the sequencer: how far each member has come. */
  readonly progress = new Map<number, number>()
  syncs = 0
  /** As who calls a vote: the votes, and whom it does without. */
  votes: Map<number, number> | null = null
  suspect = -1
  gone = false
  private gaps = 0

  readonly me: number
  readonly peers: readonly Pid[]
  readonly group: Pid
  readonly options: Ordering

  constructor(me: number, peers: readonly Pid[], group: Pid, options: Ordering) {
    super(TIMERS)
    this.me = me
    this.peers = peers
    this.group = group
    this.options = options
    this.members = peers.map((_, i) => i)
    this.history = new History(options.historySize)
  }

  get isSequencer(): boolean {
    return this.sequencer === this.me && this.promised === this.view
  }
  /** Members whose word a letter needs: the first `resilience` of the others. */
  get ackers(): readonly number[] {
    return this.members.filter((i) => i !== this.sequencer).slice(0, this.options.resilience)
  }
  self(what: string, number: number): About {
    return { of: this.peers[this.me] as Pid, what, number }
  }

  quiet(): void {
    this.allOffBut('letter')
  }

  // Saying -------------------------------------------------------------------------------------------
  aboutLetter({ sender, number }: Pick<Letter, 'sender' | 'number'>): About {
    return { of: this.peers[sender] as Pid, what: 'letter', number }
  }
  /** One packet, with the words that all packets have. */
  *say(
    to: number | 'all',
    type: DatagramType,
    about: About,
    said: { number?: number; view?: number; letter?: Letter; whole?: boolean } = {},
  ): Step {
    const { letter } = said
    const words = [
      said.view ?? this.view,
      said.number ?? this.history.have,
      this.accepted,
      this.history.have,
      this.members.reduce((bits, i) => bits + (1 << i), 0),
      letter?.sender ?? 0,
      letter?.number ?? 0,
    ]
    const whole = said.whole ?? false
    const text = whole && letter ? letter.text : ''
    const filler = whole && letter ? Math.max(0, letter.bytes - text.length) : 0
    const datagram: Datagram = { type, words, text, filler, about }
    yield* Transmit(to === 'all' ? this.group : (this.peers[to] as Pid), datagram)
  }
  /** A letter under its number, whole, or by name alone. */
  *sayLetter(to: number | 'all', type: DatagramType, number: number, whole: boolean): Step {
    const letter = this.history.at(number)
    if (letter) yield* this.say(to, type, this.aboutLetter(letter), { number, letter, whole })
  }

  // Delivering ---------------------------------------------------------------------------------------
  *keep(number: number, letter: Letter): Step {
    if (this.history.put(number, letter)) {
      this.loose.delete(`${letter.sender} ${letter.number}`)
      yield* Tell(Kind.held, null, number, letter.text)
    }
  }
  /** Delivers what may be delivered, in order; true where a letter of its own was among it. */
  *deliver(): Step<boolean> {
    let own = false
    while (this.delivered < Math.min(this.history.have, this.accepted)) {
      const letter = this.history.at(++this.delivered) as Letter
      yield* Log(this.delivered, letter.text)
      const { pending } = this
      if (letter.sender !== this.me || letter.number !== pending?.number) continue
      this.pending = null
      own = true
    }
    return own
  }
  *ask(): Step {
    this.asked++
    this.set('gap', this.options.retryNs)
    const number = this.history.have + 1
    yield* this.say(this.sequencer, 'RETRANS', this.self('gap', ++this.gaps), { number })
  }
}

export function parse({ words, text, filler }: Datagram): Said {
  const [view, number, accepted, have, members, sender, letter] = words as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const bytes = text.length + filler
  return { view, number, accepted, have, members, sender, letter, text, bytes }
}
export function letterOf({ sender, letter, text, bytes }: Said): Letter {
  return { sender, number: letter, text, bytes }
}
