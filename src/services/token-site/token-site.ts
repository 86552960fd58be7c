/**
 * A site of a list round which a token goes, after Chang and Maxemchuk (1984): a source broadcasts its letter, and
 * the token site answers all sites with one acknowledgement, which gives the letter its timestamp and names the next
 * token site. Nobody else acknowledges: who sees a gap says so, and who has one cannot take the token.
 */
import type { Program, Step } from '../../engine/program.ts'
import { ReceiveDatagram, Tell } from '../../kernel/datagram-calls.ts'
import type { Delivered } from '../../kernel/datagrams.ts'
import type { Pid } from '../../kernel/pid.ts'
import { JoinGroup } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Schedule } from '../ordering/ordered-member.ts'
import { NEVER } from '../timers.ts'
import { questionOverdue, repair, seeGap, setAlive, takeStamp } from './gaps.ts'
import type { TokenOptions } from './options.ts'
import { heardOfToken, onJoin, onNewList, onReform, reformOverdue, suspect } from './reformation.ts'
import { letterOf, parse } from './said.ts'
import { Site, type SiteTimer } from './site.ts'
import { acknowledge, confirm, passOverdue, takeLetter, takeToken, tour } from './token.ts'

export function* tokenSite(
  me: number,
  peers: readonly Pid[],
  group: Pid,
  schedule: Schedule,
  options: TokenOptions,
): Program {
  yield* JoinGroup(group)
  const m = new Site(me, peers, group, options)
  let sent = 0
  m.now = (yield* ReceiveDatagram(0)).time
  if (schedule.texts.length > 0) m.set('letter', Math.max(0, schedule.startNs - m.now))
  yield* settle(m)
  while (!m.gone) {
    const { datagram, time } = yield* ReceiveDatagram(m.wait())
    m.now = time
    if (datagram) yield* take(m, datagram)
    for (const name of m.due()) {
      if (name !== 'letter') yield* overdue(m, name)
      else {
        const text = schedule.texts[sent] as string
        const letter = { sender: me, number: ++sent, text, bytes: schedule.bytes }
        m.mine.push(letter)
        yield* Tell(Kind.broadcast, m.aboutLetter(letter), schedule.bytes, text)
        if (sent < schedule.texts.length)
          m.set('letter', Math.max(0, schedule.startNs + sent * schedule.everyNs - m.now))
      }
      if (m.gone) return
    }
    yield* settle(m)
  }
}

function* take(m: Site, { from, content }: Delivered): Step {
  const who = m.peers.indexOf(from)
  const said = parse(content)
  const { type } = content
  if (type === 'BROADCAST') return yield* takeLetter(m, letterOf(said))
  if (type === 'REFORM') return yield* onReform(m, who, said)
  if (type === 'JOIN') return yield* onJoin(m, who, said)
  if (type === 'NEW_LIST') return yield* onNewList(m, said)
  if (said.list !== m.list || !m.isListening) {
    // A list that began without its knowledge: who speaks of it tells it more.
    if (said.list > m.promised)
      yield* m.say(who, 'JOIN', m.self('reform', said.list), { list: said.list })
    return
  }
  m.confirmed = Math.max(m.confirmed, said.confirmed)
  if (type === 'LETTER_NACK') return yield* repair(m, who, said.stamp)
  m.asked = 0
  heardOfToken(m)
  if (type === 'CONFIRM') m.history.heard = Math.max(m.history.heard, said.stamp)
  else yield* takeStamp(m, said)
  setAlive(m)
}

/** After everything that happens: take the token, acknowledge, deliver, and ask for what is missing. */
function* settle(m: Site): Step {
  if (m.gone || !m.isListening) return
  if (m.history.have >= m.base) m.historyOf = m.list
  yield* takeToken(m)
  yield* submit(m)
  yield* acknowledge(m)
  if (m.confirmed >= m.passedAt) m.set('pass', NEVER)
  yield* m.deliver()
  yield* seeGap(m)
  if (!m.isSet('alive')) setAlive(m)
}

/** Its own letters go out one after the other: the next when the one before has its timestamp. */
function* submit(m: Site): Step {
  const last = m.history.lastOf(m.me)
  const letter = m.mine.find(({ number }) => number > last)
  if (!letter) return m.set('retry', NEVER)
  if (m.isSet('retry') && m.submitted === letter.number) return
  if (m.submitted !== letter.number) m.tries = 0
  m.submitted = letter.number
  m.set('retry', m.options.retryNs)
  yield* takeLetter(m, letter)
  yield* m.say('all', 'BROADCAST', m.aboutLetter(letter), { letter, whole: true })
}

function* overdue(m: Site, name: Exclude<SiteTimer, 'letter'>): Step {
  if (name === 'reform') return yield* reformOverdue(m)
  if (!m.isListening) return
  if (name === 'pass') yield* passOverdue(m)
  else if (name === 'confirm') yield* confirm(m)
  else if (name === 'tour') yield* tour(m)
  else if (name === 'retry') {
    const whom = m.turnOf(m.history.heard + 1)
    if (++m.tries > m.options.triesMax && whom !== m.me) yield* suspect(m, whom)
  } else yield* questionOverdue(m, name === 'gap')
}
