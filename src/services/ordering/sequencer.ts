/** What the sequencer does: gives numbers, waits for as many to hold a letter as must, and sends again. */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Kind } from '../../trace/kinds.ts'
import { NEVER } from '../timers.ts'
import type { Letter } from './history.ts'
import type { Member } from './member.ts'
import { suspect } from './reset.ts'

/** Letters that one request for repetition brings. */
const AGAIN_MAX = 8

/** A letter has come in: it gets the next number, unless it has one. */
export function* number(m: Member, letter: Letter): Step {
  const { history, options } = m
  if (letter.number <= history.lastOf(letter.sender)) return yield* again(m, letter)
  if (history.have - slowest(m) >= options.historySize) return yield* sync(m)
  const place = history.have + 1
  yield* m.keep(place, letter)
  yield* Tell(Kind.numbered, m.aboutLetter(letter), { process: m.peers[m.me] as Pid }, place)
  const byName = options.method === 'bb' && letter.sender !== m.me
  m.syncs = 0
  m.set('sync', options.syncNs)
  if (m.ackers.length === 0) {
    m.accepted = place
    yield* m.sayLetter('all', byName ? 'ACCEPT' : 'ORDERED', place, !byName)
  } else {
    yield* m.sayLetter('all', 'TENTATIVE', place, !byName)
    m.set('ack', options.retryNs)
    if (options.acks === 'not-awaited') yield* accept(m, place)
  }
}

/** It has its number: whoever sends it again has missed that. */
function* again(m: Member, letter: Letter): Step {
  const place = m.history.numberOf(letter)
  if (place > 0 && letter.sender !== m.me)
    yield* m.sayLetter(letter.sender, place <= m.accepted ? 'ORDERED' : 'TENTATIVE', place, true)
}

function* accept(m: Member, place: number): Step {
  m.accepted = place
  m.tries = 0
  yield* m.sayLetter('all', 'ACCEPT', place, false)
  m.set('ack', m.accepted < m.history.have ? m.options.retryNs : NEVER)
}

/** A member has all up to `have`: from an ACK, or beside anything else that it says. */
export function* heardFrom(m: Member, who: number, have: number): Step {
  m.progress.set(who, Math.max(have, m.progress.get(who) ?? 0))
  const sure = Math.min(m.history.have, ...m.ackers.map((i) => m.progress.get(i) ?? 0))
  if (m.ackers.length > 0 && sure > m.accepted) yield* accept(m, sure)
  if (m.syncs > 0 && slowest(m) >= m.history.have) yield* settled(m)
}

function slowest(m: Member): number {
  const others = m.members.filter((i) => i !== m.me)
  return Math.min(m.history.have, ...others.map((i) => m.progress.get(i) ?? 0))
}

/** No word from those who must hold it: once more, and in the end without them. */
export function* ackOverdue(m: Member): Step {
  if (m.accepted >= m.history.have) return
  const place = m.accepted + 1
  const silent = m.ackers.find((i) => (m.progress.get(i) ?? 0) < place)
  if (silent !== undefined && ++m.tries > m.options.triesMax) return yield* suspect(m, silent)
  yield* m.sayLetter('all', 'TENTATIVE', place, true)
  m.set('ack', m.options.retryNs)
}

/** Quiet: does everybody have everything? A negative acknowledgement alone never tells of the last letter. */
export function* sync(m: Member): Step {
  if (slowest(m) >= m.history.have) return yield* settled(m)
  if (++m.syncs > m.options.triesMax) {
    const silent = m.members.find((i) => i !== m.me && (m.progress.get(i) ?? 0) < m.history.have)
    return yield* suspect(m, silent as number)
  }
  yield* m.say('all', 'SYNC', m.self('sync', m.history.have))
  m.set('sync', m.options.retryNs)
}

function* settled(m: Member): Step {
  m.syncs = 0
  m.set('sync', NEVER)
  yield* m.say('all', 'STABLE', m.self('sync', m.history.have))
}

/** A member lacks what stands from `from` on. Where nothing does, it only wants to hear that somebody is there. */
export function* repeat(m: Member, to: number, from: number): Step {
  const { history } = m
  const last = Math.min(history.have, from + AGAIN_MAX - 1)
  for (let place = from; place <= last; place++)
    yield* m.sayLetter(to, place <= m.accepted ? 'ORDERED' : 'TENTATIVE', place, true)
  if (last >= from) return
  yield* m.say(to, m.isSet('sync') ? 'SYNC' : 'STABLE', m.self('sync', history.have))
}
