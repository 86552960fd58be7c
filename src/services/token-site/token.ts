/** What the token site does: takes the token, acknowledges one letter, and passes it on with the same packet. */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Letter } from '../ordering/history.ts'
import { NEVER } from '../timers.ts'
import { suspect } from './reformation.ts'
import { isRoundDone } from './resilience.ts'
import { NO_LETTER, nameOf, type Site } from './site.ts'

/** Its turn has come, and it has everything before: it is the token site. */
export function* takeToken(m: Site): Step {
  const { history, options } = m
  const stamp = history.heard
  if (m.holds || m.acceptedAt >= stamp || m.turnOf(stamp + 1) !== m.me) return
  if (history.have < stamp && options.tokenGuard === 'complete') return
  m.acceptedAt = stamp
  m.confirmed = Math.max(m.confirmed, stamp)
  yield* m.crown(true)
  yield* Tell(Kind.tokenAccepted, null, stamp, m.list)
  // Nobody waits to hear that the first token of all has been taken; that of a new list is awaited.
  if (stamp > m.base) m.set('confirm', options.confirmNs)
  else if (m.list > 0) m.set('confirm', 0)
}

/** With the token and a letter: one packet acknowledges it, gives it its timestamp, and names the next token site. */
export function* acknowledge(m: Site): Step {
  if (!m.holds) return
  for (const letter of m.loose.values())
    if (letter.number === m.history.lastOf(letter.sender) + 1) return yield* passToken(m, letter)
}

function* passToken(m: Site, letter: Letter): Step {
  const stamp = m.history.heard + 1
  const next = m.turnOf(stamp + 1)
  const isLate = letter.number === 0 && m.sure >= m.lastLetter
  const about = letter.number > 0 || isLate ? null : m.aboutStamp(m.lastLetter)
  yield* m.keep(stamp, letter)
  if (letter.number > 0) {
    const by = { process: m.peers[m.me] as Pid }
    yield* Tell(Kind.numbered, m.aboutLetter(letter), by, stamp)
  }
  m.set('confirm', NEVER)
  m.set('tour', NEVER)
  m.set('pass', m.options.retryNs)
  m.passedAt = stamp
  m.passes = 0
  yield* m.crown(false)
  yield* Tell(Kind.tokenPassed, null, { process: m.peers[next] as Pid }, stamp)
  yield* m.sayStamp('all', 'TOKEN_ACK', stamp, about ?? m.aboutStamp(stamp))
}

/** No letter came whose acknowledgement would have said that the token has been taken. */
export function* confirm(m: Site): Step {
  if (!m.holds) return
  const nulls = m.history.heard - Math.max(m.lastLetter, m.base)
  const isForLetter = nulls <= Math.max(0, m.options.resilience - 1)
  if (m.sure < m.lastLetter || !(isForLetter || isRoundDone(m)))
    return yield* passToken(m, NO_LETTER)
  m.set('tour', m.options.tourNs)
  const isOfLetter = isForLetter && m.lastLetter > m.base
  yield* m.say('all', 'CONFIRM', m.aboutStamp(isOfLetter ? m.lastLetter : m.history.heard))
}

/** Quiet: a site that missed the last letter learns of it when the token comes round. */
export function* tour(m: Site): Step {
  if (m.holds && !isRoundDone(m)) yield* passToken(m, NO_LETTER)
}

/** The next token site has not been heard: once more, to it alone, and in the end without it. */
export function* passOverdue(m: Site): Step {
  const stamp = m.history.heard
  if (m.confirmed >= stamp || m.turnOf(stamp) !== m.me) return
  const next = m.turnOf(stamp + 1)
  if (++m.passes > m.options.triesMax) return yield* suspect(m, next)
  m.set('pass', m.options.retryNs)
  yield* m.sayStamp(next, 'TOKEN_ACK', stamp)
}

/** A letter that has a timestamp is sent again: its source has missed the acknowledgement. */
export function* acknowledgeAgain(m: Site, letter: Letter): Step {
  const stamp = m.history.numberOf(letter)
  const isMine = m.holds || m.isSet('pass')
  if (stamp > 0 && isMine && letter.sender !== m.me)
    yield* m.sayStamp(letter.sender, 'TOKEN_ACK', stamp)
}

/** Keeps a letter until it has its timestamp; one that waited for its letter has it now. */
export function* takeLetter(m: Site, letter: Letter): Step {
  const name = nameOf(letter)
  if (letter.number <= m.history.lastOf(letter.sender)) yield* acknowledgeAgain(m, letter)
  else if (!m.loose.has(name)) m.loose.set(name, letter)
  for (const [stamp, named] of m.named) {
    if (named !== name) continue
    m.named.delete(stamp)
    yield* m.keep(stamp, letter)
  }
}
