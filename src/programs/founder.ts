/** A group whose number is drawn: somebody founds it, others ask the founder for it and join. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  CreateGroup,
  Delay,
  JoinGroup,
  LeaveGroup,
  Note,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

interface Founding {
  readonly restricted: boolean
  readonly local: boolean
  /** Whether the program keeps a list of those who asked; the kernel has none. */
  readonly keepsList: boolean
}

export function* founder({ restricted, local, keepsList }: Founding): Program {
  const group = yield* CreateGroup({ restricted, local })
  if (group === NO_PROCESS) return yield* Note('No number is free for a group.')
  const list = new Set<Pid>()
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.add) list.add(from)
    if (request.code === Request.other) list.delete(from)
    if (keepsList) yield* Show('list', list.size)
    yield* Reply(message(Result.ok, group), from)
  }
}

/** Joins, tells the founder that it has, and, with a rate, leaves and joins again for a while. */
export function* joiner(founding: Pid, rate: number, times: number): Program {
  const told = yield* Send(founding, message(Request.read))
  const group = (told.message?.value ?? NO_PROCESS) as Pid
  for (let n = 1; ; n++) {
    const result = yield* JoinGroup(group)
    if (result !== 'joined') return yield* Note(`JoinGroup: ${result}`)
    yield* Send(founding, message(Request.add))
    if (rate <= 0 || n >= times) break
    yield* Delay(Math.round(5e8 / rate))
    yield* LeaveGroup(group)
    yield* Send(founding, message(Request.other))
    yield* Delay(Math.round(5e8 / rate))
  }
  for (;;) {
    const { from } = yield* Receive()
    yield* Reply(message(Result.ok), from)
  }
}

const YES_NO = ['yes', 'no']

export const founderPart: Part = {
  name: 'founder',
  args: {
    group: {
      type: 'word',
      default: 'open',
      words: ['open', 'restricted'],
      says: 'whether a joiner must share the founder’s user',
    },
    place: {
      type: 'word',
      default: 'global',
      words: ['local', 'global'],
      says: 'whether all members must be on one machine',
    },
    list: {
      type: 'word',
      default: 'no',
      words: YES_NO,
      says: 'whether it keeps a list of members of its own',
    },
  },
  create: (args) =>
    founder({
      restricted: args.word('group') === 'restricted',
      local: args.word('place') === 'local',
      keepsList: args.word('list') === 'yes',
    }),
}

export const joinerPart: Part = {
  name: 'joiner',
  args: {
    founder: { type: 'process', says: 'who knows the group' },
    rate: { type: 'number', default: 0, says: 'joins a second; 0: once and for all' },
    times: { type: 'number', default: 10, says: 'joins in all, with a rate' },
  },
  create: (args) => joiner(args.process('founder'), args.number('rate'), args.number('times')),
}
