/** A new list begins: what its first site holds is the history, and what stands beyond it never was. */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { nameOf, type Site } from './site.ts'

export interface NewList {
  readonly list: number
  readonly sites: readonly number[]
  /** Who has its token first, the last timestamp of its history, and the list that this is of. */
  readonly first: number
  readonly base: number
  readonly historyOf: number
}

export function* enter(m: Site, { list, sites, first, base, historyOf }: NewList): Step {
  m.allOffBut('letter')
  yield* m.crown(false)
  yield* Tell(Kind.listBegins, null, list, base)
  // Timestamps of one list mean the same everywhere; of another, only what was delivered is known to.
  yield* cut(m, Math.min(m.history.have, m.historyOf === historyOf ? base : m.delivered))
  m.historyOf = historyOf
  m.list = list
  m.promised = list
  m.beganWith = historyOf
  m.sites = sites
  m.first = first
  m.base = base
  m.history.heard = base
  m.confirmed = base - 1
  m.acceptedAt = base - 1
  m.passedAt = -1
  m.joined = null
  m.announcing = false
  m.tries = 0
  m.calls = 0
  m.asked = 0
  m.attempts = 0
  yield* Tell(Kind.installed, null, list, sites.length)
}

/** Letters that were acknowledged beyond it are without a timestamp again. */
function* cut(m: Site, stays: number): Step {
  const { history } = m
  let letGo = 0
  for (let stamp = stays + 1; stamp <= history.heard; stamp++) {
    const letter = history.at(stamp)
    if (!letter || letter.number === 0) continue
    m.loose.set(nameOf(letter), letter)
    letGo++
  }
  m.named.clear()
  if (history.heard > stays) yield* Tell(Kind.historyCut, null, stays, letGo)
  history.endAt(stays)
  m.lastLetter = 0
  for (let stamp = stays; stamp > 0 && m.lastLetter === 0; stamp--)
    if ((history.at(stamp)?.number ?? 0) > 0) m.lastLetter = stamp
}
