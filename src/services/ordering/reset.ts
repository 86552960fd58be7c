/**
 * The sequencer is silent, or one whose word it needs: a vote. Who calls it collects how far each member has come,
 * fetches what it lacks from whoever has most, and is the next sequencer of those who voted, if they are a majority.
 */

import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Note } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { NEVER } from '../timers.ts'
import type { Member, Said } from './member.ts'

/** A view’s number has its sequencer’s place in it, so that no two vote for different ones under one number. */
const PLACES = 64
/** Votes without a majority before a member gives up. */
const RESETS_MAX = 8

export function* suspect(m: Member, who: number): Step {
  yield* Tell(Kind.suspected, null, { process: m.peers[who] as Pid })
  yield* call(m, who)
}

function* call(m: Member, without: number): Step {
  const round = Math.floor(Math.max(m.promised, m.view) / PLACES) + 1
  if (round > RESETS_MAX) {
    m.gone = true
    return yield* Note('There is no majority: this member stops')
  }
  m.promised = round * PLACES + m.me
  m.votes = new Map([[m.me, m.history.have]])
  m.tries = 0
  m.quiet()
  m.suspect = without
  yield* invite(m)
}

function* invite(m: Member): Step {
  m.set('reset', m.options.inviteNs)
  yield* m.say('all', 'INVITE', m.self('reset', m.promised), { view: m.promised })
}

export function* onInvite(m: Member, from: number, { view }: Said): Step {
  if (view <= m.view) return yield* result(m, from)
  if (view < m.promised) return
  if (view > m.promised) m.tries = 0
  m.promised = view
  m.votes = null
  m.quiet()
  yield* vote(m)
}

function* vote(m: Member): Step {
  m.set('reset', 3 * m.options.inviteNs)
  const { promised } = m
  yield* m.say(promised % PLACES, 'VOTE', m.self('reset', promised), { view: promised })
}

export function* onVote(m: Member, from: number, { view, have }: Said): Step {
  if (view <= m.view) return yield* result(m, from)
  if (!m.votes || view !== m.promised || !m.members.includes(from)) return
  m.votes.set(from, have)
  const missing = m.members.filter((i) => i !== m.suspect && !m.votes?.has(i))
  if (missing.length === 0) yield* conclude(m)
}

export function* resetOverdue(m: Member): Step {
  const isLast = ++m.tries > m.options.triesMax
  if (m.votes && isLast) return yield* conclude(m)
  if (m.votes) return yield* invite(m)
  if (isLast) yield* call(m, m.promised % PLACES)
  else yield* vote(m)
}

/** All votes are in, or no more will come. */
export function* conclude(m: Member): Step {
  const { votes, history } = m
  if (!votes) return
  if (2 * votes.size <= m.members.length) return yield* call(m, m.suspect)
  votes.set(m.me, history.have)
  const most = Math.max(...votes.values())
  if (history.have >= most || m.options.historyTransfer === 'off') return yield* begin(m, votes)
  const holder = [...votes.keys()].find((i) => votes.get(i) === most) as number
  if (m.tries > 2 * m.options.triesMax) return yield* call(m, holder)
  m.set('reset', m.options.inviteNs)
  const about = m.self('reset', m.promised)
  const wanted = { view: m.promised, number: history.have + 1 }
  yield* m.say(holder, 'RETRANS', about, wanted)
}

function* begin(m: Member, votes: ReadonlyMap<number, number>): Step {
  const base = m.history.have
  enter(
    m,
    m.promised,
    [...votes.keys()].sort((a, b) => a - b),
    base,
  )
  for (const [who, have] of votes) m.progress.set(who, have)
  m.set('sync', m.options.syncNs)
  yield* Tell(Kind.installed, null, m.view, m.members.length)
  yield* result(m, 'all')
}

function* result(m: Member, to: number | 'all'): Step {
  yield* m.say(to, 'RESULT', m.self('view', m.view), { number: m.base })
}

/** True where a new view begins for this member. */
export function* onResult(m: Member, { view, number, members }: Said): Step<boolean> {
  if (view <= m.view || view < m.promised) return false
  const places = m.peers.map((_, i) => i).filter((i) => ((members >>> i) & 1) === 1)
  if (!places.includes(m.me)) {
    m.gone = true
    yield* Note('The others have gone on without this member')
    return false
  }
  enter(m, view, places, number)
  m.set('alive', m.options.aliveNs)
  yield* Tell(Kind.installed, null, view, places.length)
  return true
}

function enter(m: Member, view: number, members: readonly number[], base: number): void {
  m.quiet()
  m.set('reset', NEVER)
  m.view = view
  m.promised = view
  m.sequencer = view % PLACES
  m.members = members
  m.base = base
  m.history.endAt(base)
  m.accepted = base
  m.votes = null
  m.tries = 0
  m.asked = 0
  m.syncs = 0
  m.progress.clear()
}
