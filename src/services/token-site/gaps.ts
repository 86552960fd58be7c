/** Who sees a timestamp and lacks what stands under it, or before it, says so to the site that gave it. */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { NEVER } from '../timers.ts'
import { suspect } from './reformation.ts'
import { isRoundDone } from './resilience.ts'
import type { Said } from './said.ts'
import { letterOf } from './said.ts'
import { nameOf, type Site } from './site.ts'

/** Timestamps that one question brings. */
const AGAIN_MAX = 8

/** An acknowledgement, or what stands under an old timestamp. */
export function* takeStamp(m: Site, said: Said): Step {
  const { history, loose, named } = m
  const { stamp } = said
  const name = nameOf({ sender: said.sender, number: said.number })
  m.confirmed = Math.max(m.confirmed, stamp - 1)
  history.heard = Math.max(history.heard, stamp)
  if (said.number > 0) m.lastLetter = Math.max(m.lastLetter, stamp)
  const letter = said.text !== '' || said.number === 0 ? letterOf(said) : loose.get(name)
  if (letter) {
    named.delete(stamp)
    yield* m.keep(stamp, letter)
  } else if (!history.at(stamp) && stamp > history.have) named.set(stamp, name)
}

/** Asks once for all that is missing. */
export function* seeGap(m: Site): Step {
  const { history } = m
  if (history.have >= history.heard && m.asked === 0) m.set('gap', NEVER)
  if (history.have >= history.heard || m.isSet('gap')) return
  yield* Tell(Kind.gapSeen, null, history.have + 1, history.heard)
  yield* m.ask(serverOf(m), 'gap')
}

/** Whoever gave the last timestamp had all before it. */
function serverOf(m: Site): number {
  const { heard } = m.history
  return heard > m.base ? m.turnOf(heard) : m.first
}

/** What a site lacks is sent to it again. Where nothing is, it only wants to hear that somebody is there. */
export function* repair(m: Site, to: number, from: number): Step {
  const last = Math.min(m.history.have, from + AGAIN_MAX - 1)
  for (let stamp = from; stamp <= last; stamp++) yield* m.sayStamp(to, 'REPAIR', stamp)
  if (last < from) yield* m.say(to, 'CONFIRM', m.self('token', m.history.have))
}

export function isQuiet(m: Site): boolean {
  const { history } = m
  return history.have >= history.heard && m.delivered >= m.lastLetter && isRoundDone(m)
}

/** No answer to a question, or long no word of the token: once more, and in the end without that site. */
export function* questionOverdue(m: Site, isGap: boolean): Step {
  const { history, options } = m
  if (m.holds || m.isSet('pass') || (isQuiet(m) && !isGap)) return
  if (isGap && history.have >= history.heard && m.asked === 0) return
  const isMissing = history.have < history.heard || m.confirmed < history.heard
  const whom = isMissing ? serverOf(m) : m.turnOf(history.heard + 1)
  if (whom === m.me) return
  if (m.asked >= options.triesMax) return yield* suspect(m, whom)
  yield* m.ask(whom, history.have < history.heard ? 'gap' : 'question')
}

/** After each event: the next question is due when the token has been silent for long, unless all is done. */
export function setAlive(m: Site): void {
  m.set('alive', isQuiet(m) || m.holds ? NEVER : m.options.aliveNs)
}
