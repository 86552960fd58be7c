/** A user's command: a program is run here, on a machine that is named, or, with `@ *`, on any that is idle. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { logicalHostOf, NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Allocate, Delay, Send, Show } from '../kernel/system-calls.ts'
import { Exit, Kind } from '../trace/kinds.ts'
import { CONTEXT_BYTES, type Context, fileOf, Name, userOf, writeContext } from './context.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'

interface Commanding {
  readonly self: Pid
  /** Whom to ask for a machine: one manager, or the group of all. */
  readonly ask: Pid
  readonly place: string
  readonly server: Pid
  readonly names: Pid
  readonly terminal: Pid
  readonly user: number
  readonly leftBehind: string
  readonly afterNs: number
}

const COMMAND: Readonly<Record<string, string>> = {
  here: 'report',
  named: 'report @ G2',
  any: 'report @ *',
}
const ENDS: Readonly<Record<number, string>> = {
  [Exit.well]: 'done',
  [Exit.notAllowed]: 'not allowed',
  [Exit.notLoaded]: 'not loaded',
  [Exit.lostTouch]: 'lost touch',
}

export function* command(commanding: Commanding): Program {
  const { self, place, terminal, afterNs } = commanding
  yield* Delay(afterNs)
  yield* Show('command', COMMAND[place] ?? place)
  const manager = yield* choose(commanding)
  if (manager === NO_PROCESS) return yield* Show('outcome', 'no machine')
  yield* Tell(Kind.hostChosen, null, { process: manager }, logicalHostOf(self))
  const context = yield* contextOf(commanding)
  if (context === null) return yield* Show('outcome', 'no input')
  const block = yield* Allocate(CONTEXT_BYTES)
  writeContext(block.bytes, context, commanding.leftBehind)
  const grant = { rights: 'read', start: block.start, length: block.length } as const
  const run = message(Request.runThere, 0, String(context.user), grant)
  const begun = yield* Send(manager, run)
  if (begun.message?.code !== Result.ok)
    return yield* Show('outcome', begun.message ? 'not loaded' : 'no answer')
  const program = begun.message.value
  yield* Send(terminal, message(Request.foreground, program, String(manager)))
  const ended = yield* Send(manager, message(Request.waitForEnd, program))
  yield* Send(terminal, message(Request.foreground, NO_PROCESS, '0'))
  if (!ended.message) return yield* Show('outcome', 'no answer')
  const killed = ended.message.code === Result.killed
  yield* Show('outcome', killed ? 'interrupted' : (ENDS[ended.message.value] ?? 'ended'))
}

function* choose({ place, ask }: Commanding): Step<Pid> {
  if (place !== 'any') return ask
  const answer = yield* Send(ask, message(Request.whoIsWilling))
  return answer.from
}

/**
 * The standard input is opened here: what goes along is the number of what is open. Null where nobody answers: a
 * program that took nothing along would be given what the other machine has, which is another user's.
 */
function* contextOf({ server, names, terminal, user }: Commanding): Step<Context | null> {
  const opened = yield* Send(
    server,
    message(Request.openFor, fileOf(user, Name.input), String(user)),
  )
  if (opened.message?.code !== Result.ok) return null
  return { names, terminal, user, input: opened.message.value }
}

export const commandPart: Part = {
  name: 'command',
  args: {
    place: { type: 'word', words: Object.keys(COMMAND), says: 'here, a machine by name, or any' },
    group: { type: 'process', says: 'the group of all program managers' },
    managers: { type: 'processes', says: 'all program managers' },
    server: { type: 'process', says: 'who keeps programs and files' },
    names: { type: 'processes', says: 'all that keep names, in the order of the users' },
    screens: { type: 'processes', says: 'all screens' },
    leftBehind: {
      type: 'word',
      default: 'nothing',
      words: ['nothing', 'names', 'terminal', 'files', 'user'],
      says: 'what of its context the program does not take along',
    },
    afterMs: { type: 'number', default: 50, says: 'when the command is given, ms' },
  },
  create: (args, self) => {
    const place = args.word('place')
    const managers = args.processes('managers')
    const here = beside(self, managers)[0] as Pid
    return command({
      self,
      place,
      ask:
        place === 'any' ? args.process('group') : place === 'here' ? here : managerNamed(managers),
      server: args.process('server'),
      names: beside(self, args.processes('names'))[0] as Pid,
      terminal: beside(self, args.processes('screens'))[0] as Pid,
      user: userOf(self, args.processes('names')),
      leftBehind: args.word('leftBehind'),
      afterNs: Math.round(args.number('afterMs') * 1e6),
    })
  },
}

/** G2's: the third machine, after the user's own and G1. */
function managerNamed(managers: readonly Pid[]): Pid {
  return managers[2] ?? (managers[0] as Pid)
}
