/**
 * A site is silent that must not be: a new list. Who notices calls for it and collects who is there; a majority of
 * all sites must be. The token goes to the one with the longest history, and the others take theirs from it.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Note } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { NEVER } from '../timers.ts'
import { enter } from './new-list.ts'
import { placesIn, type Said } from './said.ts'
import type { Joined, Site } from './site.ts'

/** A list’s number has its caller’s place in it, so that no two call different ones by one number. */
const PLACES = 64
/** Calls without a majority before a site gives up, and lists of one run. */
const ATTEMPTS_MAX = 8
const LISTS_MAX = 60

export function* suspect(m: Site, who: number): Step {
  yield* Tell(Kind.suspected, null, { process: m.peers[who] as Pid })
  yield* call(m, who)
}

export function* call(m: Site, without: number, above = 0): Step {
  const round = Math.floor(Math.max(m.promised, m.list, above) / PLACES) + 1
  if (round > LISTS_MAX) return yield* giveUp(m)
  yield* promise(m, round * PLACES + m.me)
  m.joined = new Map([[m.me, { historyOf: m.historyOf, have: m.history.have }]])
  m.without = without
  yield* invite(m)
}

/** From here on it takes no part in the old list. */
function* promise(m: Site, list: number): Step {
  m.promised = list
  m.joined = null
  m.announcing = false
  m.calls = 0
  m.allOffBut('letter')
  yield* m.crown(false)
}

function* giveUp(m: Site): Step {
  yield* m.crown(false)
  m.gone = true
  yield* Note('There is no majority: this site stops')
}

function* invite(m: Site): Step {
  m.set('reform', m.options.reformNs)
  yield* m.say('all', 'REFORM', m.self('reform', m.promised), { list: m.promised })
}

export function* onReform(m: Site, from: number, { list }: Said): Step {
  if (list <= m.list) return yield* announce(m, from)
  if (list < m.promised) return
  if (list > m.promised) {
    yield* promise(m, list)
    m.attempts = 0
  }
  yield* join(m)
}

function* join(m: Site): Step {
  m.set('reform', 3 * m.options.reformNs)
  const { promised } = m
  yield* m.say(promised % PLACES, 'JOIN', m.self('reform', promised), { list: promised })
}

export function* onJoin(m: Site, from: number, { list, historyOf, have }: Said): Step {
  if (list <= m.list) return yield* announce(m, from)
  if (!m.joined || list !== m.promised) return
  m.joined.set(from, { historyOf, have })
  const missing = m.peers.filter((_, i) => i !== m.without && !m.joined?.has(i))
  if (missing.length === 0) yield* conclude(m)
}

/** Nobody has answered for a while: a call, a joining or a list is sent again, and in the end the call is closed. */
export function* reformOverdue(m: Site): Step {
  const isLast = ++m.calls > m.options.triesMax
  if (m.announcing) {
    if (isLast) return yield* suspect(m, m.first)
    m.set('reform', m.options.reformNs)
    return yield* announce(m, 'all')
  }
  if (m.isListening) return
  if (!m.joined) return isLast ? yield* call(m, m.promised % PLACES) : yield* join(m)
  if (isLast) yield* conclude(m)
  else yield* invite(m)
}

function* conclude(m: Site): Step {
  const joined = m.joined as Map<number, Joined>
  const isMajority = 2 * joined.size > m.peers.length
  if (!isMajority && m.options.majority === 'required') {
    if (++m.attempts >= ATTEMPTS_MAX) return yield* giveUp(m)
    m.calls = 0
    return yield* invite(m)
  }
  const first = m.options.newTokenSite === 'caller' ? m.me : longest(joined)
  const { historyOf, have } = joined.get(first) as Joined
  const sites = [...joined.keys()].sort((one, other) => one - other)
  yield* enter(m, { list: m.promised, sites, first, base: have, historyOf })
  m.announcing = first !== m.me
  m.calls = 0
  if (m.announcing) m.set('reform', m.options.reformNs)
  yield* announce(m, 'all')
}

/** Of the latest list, and in it the furthest. */
function longest(joined: ReadonlyMap<number, Joined>): number {
  let best = -1
  let furthest: Joined = { historyOf: -1, have: -1 }
  for (const [who, each] of joined) {
    const isLater = each.historyOf > furthest.historyOf
    if (!isLater && (each.historyOf < furthest.historyOf || each.have <= furthest.have)) continue
    best = who
    furthest = each
  }
  return best
}

/** A token of the new list has been seen: its first site knows. */
export function heardOfToken(m: Site): void {
  if (!m.announcing) return
  m.announcing = false
  m.set('reform', NEVER)
}

function* announce(m: Site, to: number | 'all'): Step {
  const said = { stamp: m.base, next: m.first, historyOf: m.beganWith }
  yield* m.say(to, 'NEW_LIST', m.self('reform', m.list), said)
}

export function* onNewList(m: Site, said: Said): Step {
  const { list } = said
  if (list <= m.list || list < m.promised) return
  const sites = placesIn(said.sites)
  if (!sites.includes(m.me)) return yield* call(m, -1, list)
  if (m.delivered > said.stamp && m.historyOf !== said.historyOf) {
    yield* m.crown(false)
    m.gone = true
    return yield* Note('It has delivered what the others never had: this site stops')
  }
  yield* enter(m, { list, sites, first: said.next, base: said.stamp, historyOf: said.historyOf })
}
