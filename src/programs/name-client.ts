/** Opens names: where its hint says, and where that fails, or there is none, by asking who has the name. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, GetPid, Receive, Reply, Send, SetPid, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { NAME_SERVER, NAMES, namesIn } from './name-manager.ts'
import type { Part } from './part.ts'

/** Times that a client asks anew for one open, should the name be on the move. */
const TRIES = 3
const OPENED = { failed: 0, opened: 1, hintFailed: 2 } as const

/** What a client remembers: hints, which may be out of date, and where the name server is. */
interface Known {
  readonly managers: Map<number, Pid>
  server: Pid
}

interface Opening {
  readonly scheme: string
  readonly group: Pid
  /** Which of the clients this one is: it begins with the name of that number. */
  readonly place: number
  readonly hints: boolean
  readonly variety: number
  readonly opens: number
  readonly periodNs: number
}

export function* nameClient(opening: Opening): Program {
  const { place, hints, variety, opens, periodNs } = opening
  const known: Known = { managers: new Map(), server: NO_PROCESS }
  yield* Delay(place * 10_000_000)
  let opened = 0
  let failed = 0
  for (let n = 0; n < opens; n++) {
    const name = (place + (n % variety)) % NAMES
    if (!hints) known.managers.clear()
    if (yield* open(opening, name, known)) yield* Show('opened', ++opened)
    else yield* Show('not opened', ++failed)
    if (n < opens - 1) yield* Delay(periodNs)
  }
}

function* open(opening: Opening, name: number, known: Known): Step<boolean> {
  for (let n = 0; n < TRIES; n++) {
    const hint = known.managers.get(name)
    const manager = hint ?? (yield* find(opening, name, known))
    if (manager === NO_PROCESS) break
    yield* Tell(Kind.nameSought, null, name, 0)
    const answer = yield* Send(manager, message(Request.open, name))
    if (answer.message?.code === Result.ok) {
      known.managers.set(name, manager)
      yield* Tell(Kind.nameOpened, null, name, OPENED.opened)
      return true
    }
    known.managers.delete(name)
    if (hint !== undefined) yield* Tell(Kind.nameOpened, null, name, OPENED.hintFailed)
  }
  yield* Tell(Kind.nameOpened, null, name, OPENED.failed)
  return false
}

/** The manager of a name: whoever of the group answers, or whom the name server has in its table. */
function* find({ scheme, group }: Opening, name: number, known: Known): Step<Pid> {
  yield* Tell(Kind.nameSought, null, name, 1)
  if (scheme === 'multicast') {
    const answer = yield* Send(group, message(Request.whoHas, name))
    return answer.message ? answer.from : NO_PROCESS
  }
  if (known.server === NO_PROCESS) known.server = yield* GetPid(NAME_SERVER, 'both')
  if (known.server === NO_PROCESS) return NO_PROCESS
  const answer = yield* Send(known.server, message(Request.whoHas, name))
  if (!answer.message) known.server = NO_PROCESS
  return answer.message?.code === Result.ok ? (answer.message.value as Pid) : NO_PROCESS
}

/** The rival: one table for all names, on one machine, as the managers have it written. */
export function* nameServer(): Program {
  const table = new Map<number, Pid>()
  yield* SetPid(NAME_SERVER, 'both')
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.register) {
      for (const name of namesIn(request.value)) table.set(name, from)
      yield* Reply(message(Result.ok), from)
    } else {
      const manager = table.get(request.value)
      const code = manager === undefined ? Result.refused : Result.ok
      yield* Reply(message(code, manager ?? NO_PROCESS), from)
    }
  }
}

export const nameServerPart: Part = {
  name: 'name-server',
  args: {},
  create: () => nameServer(),
}

export const nameClientPart: Part = {
  name: 'name-client',
  args: {
    scheme: { type: 'word', words: ['central', 'multicast'], says: 'how names are found' },
    group: { type: 'process', says: 'the group of all managers' },
    clients: { type: 'processes', says: 'all clients, so that each has names of its own' },
    hints: { type: 'word', words: ['off', 'on'], says: 'whether it remembers who answered' },
    variety: { type: 'number', default: 1, says: 'different names that it opens' },
    opens: { type: 'number', default: 1, says: 'how many opens' },
    opensPerSecond: { type: 'number', default: 1, says: 'opens in a second' },
  },
  create: (args, self) =>
    nameClient({
      scheme: args.word('scheme'),
      group: args.process('group'),
      place: args.processes('clients').indexOf(self),
      hints: args.word('hints') === 'on',
      variety: Math.max(1, args.number('variety')),
      opens: args.number('opens'),
      periodNs: Math.round(1e9 / args.number('opensPerSecond')),
    }),
}
