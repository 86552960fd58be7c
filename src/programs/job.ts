/**
 * A job that takes long and takes effect half-way: what a client may think of a server that is silent, and what
 * becomes of the work of a client that is gone.
 */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  type Answer,
  Compute,
  Executed,
  GetPid,
  Note,
  Receive,
  Reply,
  Send,
  SetPid,
  Show,
} from '../kernel/system-calls.ts'
import { outcomeOf } from '../trace/kinds.ts'
import type { Part } from './part.ts'

const CONCLUSIONS = {
  executed: 'done',
  'surely-not-executed': 'surely not done',
  'maybe-executed': 'done or not?',
  'nobody-waits': 'nobody waits',
} as const
const conclusion = ({ result }: Answer) => CONCLUSIONS[outcomeOf(result)]

/** Asks for one job, then asks somebody who is gone whether he is alive. */
export function* jobClient(logicalId: number, gone: Pid): Program {
  const server = yield* GetPid(logicalId, 'both')
  if (server === NO_PROCESS) {
    yield* Show('job', CONCLUSIONS['surely-not-executed'])
    return yield* Note('Nobody takes jobs')
  }
  const job = yield* Send(server, message(Request.run))
  yield* Show('job', conclusion(job))
  const other = yield* Send(gone, message(Request.areYouAlive))
  yield* Show('printing', conclusion(other))
}

/** Takes the first half of the time, has an effect, takes the second. What is broken off has no more of them. */
export function* jobServer(logicalId: number, serviceNs: number): Program {
  const half = Math.floor(serviceNs / 2)
  let done = 0
  yield* SetPid(logicalId, 'both')
  yield* Show('jobs done', done)
  for (;;) {
    const { from } = yield* Receive()
    if (!(yield* Compute(half))) continue
    yield* Show('jobs done', ++done)
    yield* Executed(from)
    if (!(yield* Compute(serviceNs - half))) continue
    yield* Reply(message(Result.ok, done), from)
  }
}

const logicalId = {
  type: 'number',
  default: 1,
  says: 'the name under which jobs are taken',
} as const

export const jobClientPart: Part = {
  name: 'job-client',
  args: { logicalId, gone: { type: 'process', says: 'a process that has ended' } },
  create: (args) => jobClient(args.number('logicalId'), args.process('gone')),
}

export const jobServerPart: Part = {
  name: 'job-server',
  args: {
    logicalId,
    serviceMs: { type: 'number', default: 0, says: 'processor time for one job, ms' },
  },
  create: (args) => jobServer(args.number('logicalId'), Math.round(args.number('serviceMs') * 1e6)),
}
