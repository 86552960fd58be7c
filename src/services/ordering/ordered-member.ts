/**
 * A member of a group with a sequencer, after Amoeba (1989, later than the survey): letters of all members get one
 * number each from one of them, and are delivered everywhere by these numbers. Who sees a gap asks for what is in it.
 */
import type { Program, Step } from '../../engine/program.ts'
import { ReceiveDatagram, Tell } from '../../kernel/datagram-calls.ts'
import type { Delivered } from '../../kernel/datagrams.ts'
import type { Pid } from '../../kernel/pid.ts'
import { JoinGroup } from '../../kernel/system-calls.ts'
import { type DatagramType, Kind } from '../../trace/kinds.ts'
import { NEVER } from '../timers.ts'
import type { Letter } from './history.ts'
import { letterOf, Member, type Ordering, parse, type Said } from './member.ts'
import { conclude, onInvite, onResult, onVote, resetOverdue, suspect } from './reset.ts'
import { ackOverdue, heardFrom, number, repeat, sync } from './sequencer.ts'

/** What a member has to say, and when: at ns, in order. */
export interface Schedule {
  readonly texts: readonly string[]
  readonly bytes: number
  readonly startNs: number
  readonly everyNs: number
}

export function* orderedMember(
  me: number,
  peers: readonly Pid[],
  group: Pid,
  schedule: Schedule,
  options: Ordering,
): Program {
  yield* JoinGroup(group)
  const m = new Member(me, peers, group, options)
  let sent = 0
  m.now = (yield* ReceiveDatagram(0)).time
  if (schedule.texts.length > 0) m.set('letter', schedule.startNs - m.now)
  while (!m.gone) {
    const { datagram, time } = yield* ReceiveDatagram(m.wait())
    m.now = time
    if (datagram) yield* take(m, datagram)
    for (const name of m.due()) {
      if (name !== 'letter') yield* overdue(m, name)
      else if (m.pending) m.late = true
      else {
        const text = schedule.texts[sent] as string
        m.pending = { sender: me, number: ++sent, text, bytes: schedule.bytes }
        yield* Tell(Kind.broadcast, m.aboutLetter(m.pending), schedule.bytes, text)
        if (sent < schedule.texts.length) m.set('letter', schedule.everyNs)
        yield* submit(m)
      }
    }
    yield* settle(m)
  }
}

/** Its own letter goes out, for the first time or again. */
function* submit(m: Member): Step {
  const { pending, options } = m
  if (!pending || m.promised !== m.view) return
  if (m.isSequencer) return yield* number(m, pending)
  m.set('retry', options.retryNs)
  const about = m.aboutLetter(pending)
  const letter = { letter: pending, whole: true }
  if (options.method === 'pb') return yield* m.say(m.sequencer, 'REQUEST', about, letter)
  m.loose.set(`${pending.sender} ${pending.number}`, pending)
  yield* m.say('all', 'BROADCAST', about, letter)
}

function* take(m: Member, { from, content }: Delivered): Step {
  const who = m.peers.indexOf(from)
  const said = parse(content)
  const { type } = content
  if (type === 'INVITE') return yield* onInvite(m, who, said)
  if (type === 'VOTE') return yield* onVote(m, who, said)
  if (type === 'RESULT') {
    if (yield* onResult(m, said)) yield* submit(m)
    return
  }
  if (said.view !== m.view || m.promised !== m.view) return yield* otherView(m, who, type, said)
  if (m.isSequencer) return yield* asSequencer(m, who, type, said)
  if (type === 'BROADCAST') yield* loosely(m, letterOf(said))
  else yield* fromSequencer(m, type, said)
}

/** History that the next sequencer collects, and word of a view that this member has missed. */
function* otherView(m: Member, who: number, type: DatagramType, said: Said): Step {
  if (said.view === m.promised && type === 'RETRANS') {
    const { view } = m
    m.view = said.view
    yield* repeat(m, who, said.number)
    m.view = view
  } else if (said.view === m.promised && m.votes) {
    if (said.text === '') return
    yield* m.keep(said.number, letterOf(said))
    if (m.history.have >= Math.max(...m.votes.values())) yield* conclude(m)
    if (m.isSequencer) yield* submit(m)
  } else if (said.view > m.promised)
    yield* m.say(who, 'VOTE', m.self('reset', said.view), { view: said.view })
}

function* asSequencer(m: Member, who: number, type: DatagramType, said: Said): Step {
  const have = type === 'RETRANS' ? said.number - 1 : said.have
  yield* heardFrom(m, who, have)
  if (type === 'REQUEST' || type === 'BROADCAST') yield* number(m, letterOf(said))
  else if (type === 'RETRANS') yield* repeat(m, who, said.number)
}

/** A letter that has come before its number, or after it (BB). */
function* loosely(m: Member, letter: Letter): Step {
  const name = `${letter.sender} ${letter.number}`
  if (m.history.numberOf(letter) === 0) m.loose.set(name, letter)
  for (const [place, named] of m.named) if (named === name) yield* match(m, place, name)
}

function* match(m: Member, place: number, name: string): Step {
  const letter = m.loose.get(name)
  m.named.delete(place)
  if (letter) yield* m.keep(place, letter)
  else if (place > m.history.have) m.named.set(place, name)
}

function* fromSequencer(m: Member, type: DatagramType, said: Said): Step {
  const { history } = m
  m.asked = 0
  m.set('alive', m.options.aliveNs)
  if (type === 'ORDERED' || type === 'TENTATIVE' || type === 'ACCEPT') {
    if (said.text !== '') yield* m.keep(said.number, letterOf(said))
    else if (!history.at(said.number)) yield* match(m, said.number, `${said.sender} ${said.letter}`)
  }
  history.heard = Math.max(history.heard, said.number)
  const sure = type === 'ORDERED' || type === 'ACCEPT' ? said.number : said.accepted
  m.accepted = Math.max(m.accepted, sure)
  if (type === 'STABLE' && history.have >= history.heard) m.set('alive', NEVER)
  if (history.have < history.heard) return
  if (type === 'SYNC') yield* m.say(m.sequencer, 'STATUS', m.self('sync', said.number))
  if (type === 'TENTATIVE' && m.ackers.includes(m.me))
    yield* m.say(m.sequencer, 'ACK', m.aboutLetter({ sender: said.sender, number: said.letter }))
}

/** After everything that happens: deliver, and ask for what is missing. */
function* settle(m: Member): Step {
  const { history, sequencer, me } = m
  if (m.gone) return
  if (yield* m.deliver()) {
    m.tries = 0
    m.set('retry', NEVER)
    if (m.late) m.set('letter', 0)
    m.late = false
  }
  if (sequencer === me || m.promised !== m.view || history.have >= history.heard) return
  if (m.isSet('gap')) return
  yield* Tell(Kind.gapSeen, null, history.have + 1, history.heard)
  yield* m.ask()
}

function* overdue(m: Member, name: string): Step {
  const { triesMax } = m.options
  if (name === 'reset') {
    yield* resetOverdue(m)
    if (m.isSequencer) yield* submit(m)
  } else if (name === 'ack') yield* ackOverdue(m)
  else if (name === 'sync') yield* sync(m)
  else if (name === 'retry') {
    if (!m.pending) return
    if (++m.tries > triesMax) yield* suspect(m, m.sequencer)
    else yield* submit(m)
  } else if (name === 'alive' || m.history.have < m.history.heard || m.asked > 0) {
    if (m.asked >= triesMax) yield* suspect(m, m.sequencer)
    else yield* m.ask()
  }
}
