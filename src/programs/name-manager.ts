/**
 * Names without a name server: each manager knows the names that it keeps and answers for these alone. To a question
 * about any other it says nothing, and the asker's kernel hears from the one who knows.
 */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Compute, Delay, GetPid, JoinGroup, Receive, Reply, Send } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

/** Names are numbers from 0 up; a set of them is a word with a bit for each. */
export const NAMES = 24
/** Under which the name server is registered. */
export const NAME_SERVER = 3

const setOf = (names: Iterable<number>) => [...names].reduce((set, name) => set | (1 << name), 0)
export const namesIn = (set: number) =>
  Array.from({ length: NAMES }, (_, name) => name).filter((name) => (set >> name) & 1)

interface Managing {
  readonly scheme: string
  readonly group: Pid
  /** Which of how many managers this one is: the names are dealt out in turn. */
  readonly place: number
  readonly managers: number
  /** Whether a name that was given up is struck from the table. */
  readonly handOver: string
  /** Whether an open is looked up in the table before it is carried out. */
  readonly hintCheck: string
  readonly openNs: number
}

export function* nameManager(managing: Managing): Program {
  const { scheme, group, place, managers, handOver, hintCheck, openNs } = managing
  const held = new Set<number>()
  const mine = namesIn(-1).filter((name) => name % managers === place)
  const server = scheme === 'central' ? yield* GetPid(NAME_SERVER, 'both') : NO_PROCESS
  if (scheme === 'multicast') yield* JoinGroup(group)
  yield* take(mine, held, server)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const name = request.value
    if (request.code === Request.whoHas) {
      if (!held.has(name)) continue
      yield* Tell(Kind.nameAnswered, null, name, 0)
      yield* Reply(message(Result.ok, name), from)
    } else if (request.code === Request.open) {
      const has = held.has(name) || hintCheck === 'trusted'
      if (has) {
        yield* Compute(openNs)
        yield* Tell(Kind.nameAnswered, null, name, 1)
      }
      yield* Reply(message(has ? Result.ok : Result.refused, name), from)
    } else if (request.code === Request.take) {
      yield* take(namesIn(name), held, server)
      yield* Reply(message(Result.ok), from)
    } else if (request.code === Request.giveUp) {
      const given = setOf(held)
      for (const each of namesIn(given)) {
        yield* Tell(Kind.nameHeld, null, each, 0)
        if (handOver === 'struck') held.delete(each)
      }
      yield* Reply(message(Result.ok, given), from)
    }
  }
}

/** Enters names in its own table, and where there is a central one, in that. */
function* take(names: readonly number[], held: Set<number>, server: Pid): Program {
  for (const name of names) {
    held.add(name)
    yield* Tell(Kind.nameHeld, null, name, 1)
  }
  if (server !== NO_PROCESS) yield* Send(server, message(Request.register, setOf(names)))
}

/** Moves all names of one manager to the next, every so often, until a time is over. */
export function* nameMover(managers: readonly Pid[], everyNs: number, forNs: number): Program {
  if (everyNs <= 0) return
  for (let move = 0; (move + 1) * everyNs < forNs; move++) {
    yield* Delay(everyNs)
    const from = managers[move % managers.length] as Pid
    const to = managers[(move + 1) % managers.length] as Pid
    if (from === to) return
    const given = yield* Send(from, message(Request.giveUp))
    if (given.message) yield* Send(to, message(Request.take, given.message.value))
  }
}

export const nameManagerPart: Part = {
  name: 'name-manager',
  args: {
    scheme: { type: 'word', words: ['central', 'multicast'], says: 'how names are found' },
    group: { type: 'process', says: 'the group of all managers' },
    managers: { type: 'processes', says: 'the managers, among whom the names are dealt out' },
    handOver: {
      type: 'word',
      default: 'struck',
      words: ['struck', 'kept'],
      says: 'whether a name that was given up leaves the table',
    },
    hintCheck: {
      type: 'word',
      default: 'by-use',
      words: ['by-use', 'trusted'],
      says: 'whether an open is looked up in the table first',
    },
    openMicros: { type: 'number', default: 500, says: 'processor time for one open, µs' },
  },
  create: (args, self) => {
    const managers = args.processes('managers')
    return nameManager({
      scheme: args.word('scheme'),
      group: args.process('group'),
      place: managers.indexOf(self),
      managers: managers.length,
      handOver: args.word('handOver'),
      hintCheck: args.word('hintCheck'),
      openNs: Math.round(args.number('openMicros') * 1000),
    })
  },
}

export const nameMoverPart: Part = {
  name: 'name-mover',
  args: {
    managers: { type: 'processes', says: 'the managers, each of whom hands on to the next' },
    everySeconds: { type: 'number', default: 0, says: 'time between two moves, s; 0: never' },
    opens: { type: 'number', default: 1, says: 'opens of each client' },
    opensPerSecond: { type: 'number', default: 1, says: 'opens of each client in a second' },
  },
  create: (args) =>
    nameMover(
      args.processes('managers'),
      Math.round(args.number('everySeconds') * 1e9),
      Math.round((args.number('opens') / args.number('opensPerSecond')) * 1e9),
    ),
}
