/** Who needs a machine: asks all of them at once, or the run server that polls them. */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { logicalHostOf, NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { type Answer, Delay, Send, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

const TRIES = 5
/** Pause before another machine is looked for (X). */
const AGAIN_NS = 20_000_000

interface Using {
  readonly policy: string
  /** The group of managers, or the run server. */
  readonly ask: Pid
  readonly self: Pid
  readonly afterNs: number
  readonly programMs: number
  /** What no answer to a start leads to. */
  readonly unsure: string
}

/** Ends with an outcome: `started`, `unknown` where a start had no answer, `no-host` where there was no machine. */
export function* hostUser(using: Using): Program {
  const { policy, ask, self, afterNs, programMs, unsure } = using
  yield* Delay(afterNs)
  for (let n = 1; n <= TRIES; n++) {
    yield* Show('query', n)
    const code = policy === 'polled' ? Request.whichHost : Request.whoIsWilling
    const chosen = named(policy, yield* Send(ask, message(code, programMs)))
    if (chosen !== NO_PROCESS) {
      yield* Tell(Kind.hostChosen, null, { process: chosen }, logicalHostOf(self))
      const started = yield* Send(chosen, message(Request.start, programMs))
      if (started.message?.code === Result.ok) return yield* Show('outcome', 'started')
      if (started.result !== 'replied' && unsure === 'told')
        return yield* Show('outcome', 'unknown')
    }
    yield* Delay(AGAIN_NS)
  }
  yield* Show('outcome', 'no-host')
}

function named(policy: string, { from, message: said }: Answer): Pid {
  return policy === 'polled' ? ((said?.value ?? NO_PROCESS) as Pid) : from
}

export const hostUserPart: Part = {
  name: 'host-user',
  args: {
    policy: { type: 'word', words: ['polled', 'first', 'delayed'], says: 'how a host is found' },
    group: { type: 'process', says: 'the group of all program managers' },
    server: { type: 'process', says: 'the run server' },
    afterSeconds: { type: 'number', default: 0, says: 'when it needs a machine, s' },
    programMs: { type: 'number', default: 200, says: 'processor time of the program, ms' },
    unsure: {
      type: 'word',
      default: 'told',
      words: ['told', 'elsewhere'],
      says: 'what a start without an answer leads to: it is said, or another machine is asked',
    },
  },
  create: (args, self) => {
    const policy = args.word('policy')
    return hostUser({
      policy,
      ask: args.process(policy === 'polled' ? 'server' : 'group'),
      self,
      afterNs: Math.round(args.number('afterSeconds') * 1e9),
      programMs: args.number('programMs'),
      unsure: args.word('unsure'),
    })
  },
}
