/** What makes a machine somebody's home: it says what names mean here, and it has a screen and a keyboard. */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Compute, Delay, GetTime, Receive, Reply, Send, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { fileOf, userOf } from './context.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'
import { TURN_NS } from './turns.ts'

export function* homeNames(user: number): Program {
  for (;;) {
    const { from, message: request } = yield* Receive()
    const file = fileOf(user, request.value)
    yield* Tell(Kind.nameResolved, null, { process: from }, file)
    yield* Reply(message(Result.ok, file), from)
  }
}

/** Shows lines; an interrupt from the keyboard goes to the machine of the program that is in front. */
export function* terminal(): Program {
  let manager: Pid = NO_PROCESS
  let program: Pid = NO_PROCESS
  for (;;) {
    const { from, message: request } = yield* Receive()
    const { code, value, text } = request
    if (code === Request.foreground) {
      program = (value >>> 0) as Pid
      manager = Number(text) as Pid
    } else if (code === Request.showLine) {
      yield* Tell(Kind.lineShown, null, { process: from }, text)
      yield* Show('screen', text)
    } else if (code === Request.interrupt && program !== NO_PROCESS) {
      yield* Send(manager, message(Request.kill, program))
    }
    yield* Reply(message(Result.ok), from)
  }
}

/** A key that is pressed once, or not at all. */
export function* keyboard(screen: Pid, afterNs: number): Program {
  if (afterNs <= 0) return
  yield* Delay(afterNs)
  yield* Send(screen, message(Request.interrupt))
}

/** The owner of a machine, who works on it from one time to another, in turns with whoever else is there. */
export function* homeOwner(fromNs: number, untilNs: number): Program {
  if (untilNs <= fromNs) return
  yield* Delay(fromNs)
  while ((yield* GetTime()) < untilNs) yield* Compute(TURN_NS)
}

export const homeNamesPart: Part = {
  name: 'home-names',
  args: { homes: { type: 'processes', says: 'all that keep names, in the order of the users' } },
  create: (args, self) => homeNames(userOf(self, args.processes('homes'))),
}
export const terminalPart: Part = { name: 'terminal', args: {}, create: () => terminal() }
export const keyboardPart: Part = {
  name: 'keyboard',
  args: {
    screens: { type: 'processes', says: 'all screens' },
    afterMs: { type: 'number', default: 0, says: 'when the interrupt is pressed, ms; 0: never' },
  },
  create: (args, self) =>
    keyboard(
      beside(self, args.processes('screens'))[0] as Pid,
      Math.round(args.number('afterMs') * 1e6),
    ),
}
export const homeOwnerPart: Part = {
  name: 'home-owner',
  args: {
    fromMs: { type: 'number', default: 0, says: 'when the owner begins to work, ms' },
    untilMs: { type: 'number', default: 0, says: 'and ends, ms; no later: never begins' },
  },
  create: (args) =>
    homeOwner(Math.round(args.number('fromMs') * 1e6), Math.round(args.number('untilMs') * 1e6)),
}
