/** An application that changes an item at each of several participants, all or none; and one that only looks. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Note, Send, Show } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

interface Applying {
  readonly coordinator: Pid
  readonly participants: readonly Pid[]
  /** From the last participant to the first. */
  readonly backwards: boolean
  /** How many, from the last, are only read. */
  readonly readOnly: number
  readonly item: string
  readonly value: number
}

export function* application(applying: Applying): Program {
  const { coordinator, participants, readOnly, item, value } = applying
  const begun = yield* Send(coordinator, message(Request.begin))
  if (!begun.message) return yield* Show('outcome', 'unknown')
  const tid = begun.message.value
  let sites = 0
  const places = participants.map((_, place) => place)
  for (const place of applying.backwards ? places.reverse() : places) {
    const participant = participants[place] as Pid
    const isRead = place >= participants.length - readOnly
    const text = isRead ? `${item}? 1` : `${item}=${value} 1`
    const done = yield* Send(participant, message(Request.update, tid, text))
    if (done.result !== 'replied') yield* Note(`T${tid} goes on without an answer.`)
    sites |= 1 << place
  }
  const ended = yield* Send(coordinator, message(Request.commit, tid, String(sites)))
  const code = ended.message?.code
  const known = code === Request.committed ? 'committed' : 'aborted'
  yield* Show('outcome', code === undefined ? 'unknown' : known)
}

/** Looks at an item again and again: it waits whenever a transaction has it. */
export function* onlooker(participant: Pid, item: string, looks: number, pauseNs: number): Program {
  for (let n = 1; n <= looks; n++) {
    yield* Show('look', n)
    const seen = yield* Send(participant, message(Request.readItem, 0, item))
    yield* Show('sees', seen.message ? seen.message.value : 'nothing')
    if (n < looks) yield* Delay(pauseNs)
  }
}

const item = { type: 'word', default: 'x', says: 'what the item is called' } as const

export const applicationPart: Part = {
  name: 'transaction-client',
  args: {
    coordinator: { type: 'process', says: 'who commits' },
    participants: { type: 'processes', says: 'where the item is changed' },
    readOnly: {
      type: 'number',
      default: 0,
      says: 'how many of them, from the last, are only read',
    },
    order: {
      type: 'word',
      default: 'first-to-last',
      words: ['first-to-last', 'last-to-first'],
      says: 'in which order it changes them',
    },
    item,
    value: { type: 'number', default: 7, says: 'what the item becomes' },
  },
  create: (args) =>
    application({
      coordinator: args.process('coordinator'),
      participants: args.processes('participants'),
      backwards: args.word('order') === 'last-to-first',
      readOnly: args.number('readOnly'),
      item: args.word('item'),
      value: args.number('value'),
    }),
}

export const lookingPart: Part = {
  name: 'item-reader',
  args: {
    participant: { type: 'process', says: 'who has the item' },
    item,
    looks: { type: 'number', default: 1, says: 'how often' },
    pauseMs: { type: 'number', default: 100, says: 'between two looks, ms' },
  },
  create: (args) =>
    onlooker(
      args.process('participant'),
      args.word('item'),
      args.number('looks'),
      Math.round(args.number('pauseMs') * 1e6),
    ),
}
