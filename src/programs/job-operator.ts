/**
 * Whoever started a job of many processes and has but its name: stops it, lets it go on, waits for its result, ends
 * it. How sure the end is to be is this program’s business: the kernel sees to one answer.
 */
import type { Program, Step } from '../engine/program.ts'
import { DestroyAll, Resume, Suspend } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request } from '../kernel/message.ts'
import { logicalHostOf, type Pid } from '../kernel/pid.ts'
import { Delay, GetReply, GetTime, Send, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

export const SURE = ['1-reliable', 'all-reliable'] as const

interface Operating {
  readonly job: Pid
  readonly master: Pid
  /** The operator’s own list; no kernel has one. */
  readonly members: readonly Pid[]
  readonly sure: string
  readonly suspendAtNs: number
  readonly pauseNs: number
  /** 0: when the search has ended. */
  readonly destroyAtNs: number
  readonly deadlineNs: number
}

/** Asks that bring no answer before a member counts as dead. */
const TRIES = 3

export function* jobOperator(operating: Operating): Program {
  const { job, master, suspendAtNs, pauseNs, destroyAtNs } = operating
  if (suspendAtNs > 0 && (destroyAtNs === 0 || suspendAtNs < destroyAtNs)) {
    yield* until(suspendAtNs)
    yield* surely(operating, 'all-reliable', (to) => Suspend(to))
    yield* Show('job', 'suspended')
    yield* Delay(pauseNs)
    yield* surely(operating, 'all-reliable', (to) => Resume(to))
    yield* Show('job', 'resumed')
  }
  if (destroyAtNs > 0) yield* until(destroyAtNs)
  else {
    const result = yield* Send(master, message(Request.run))
    yield* Show('shortest', result.message ? result.message.value : result.result)
  }
  const answers = yield* surely(operating, operating.sure, (to) => DestroyAll(to))
  yield* Tell(Kind.jobEnded, null, { process: job }, answers)
  yield* Show('job', 'destroyed')
}

function* until(timeNs: number): Step<void> {
  const now = yield* GetTime()
  if (now < timeNs) yield* Delay(timeNs - now)
}

type Order = (to: Pid) => ReturnType<typeof Suspend>

/** One frame to the group; with the first answer it is done, or all members are then crossed off the list. */
function* surely(operating: Operating, sure: string, order: Order): Step<number> {
  const { job, members, deadlineNs } = operating
  const kernels = new Set<Pid>()
  const deadline = (yield* GetTime()) + deadlineNs
  const first = yield* order(job)
  const missing = () => members.filter((each) => !answered(kernels, each))
  let from: Pid | undefined = first.result === 'replied' ? first.from : undefined
  while (from !== undefined) {
    kernels.add(from)
    const left: number = deadline - (yield* GetTime())
    const enough = sure === '1-reliable' || missing().length === 0 || left <= 0
    from = enough ? undefined : (yield* GetReply(left))?.from
  }
  if (sure === 'all-reliable') for (const member of missing()) yield* chase(order, member)
  return kernels.size
}

/** A kernel answers for all members that it has. */
function answered(kernels: ReadonlySet<Pid>, member: Pid): boolean {
  return [...kernels].some((kernel) => logicalHostOf(kernel) === logicalHostOf(member))
}

/** By its own name: until its kernel says that it is done, or that there is none; else it counts as dead. */
function* chase(order: Order, member: Pid): Step<void> {
  for (let n = 1; n <= TRIES; n++) {
    const { result } = yield* order(member)
    if (result !== 'noAnswer') return
  }
}

export const jobOperatorPart: Part = {
  name: 'job-operator',
  args: {
    job: { type: 'process', says: 'the group that is the job' },
    master: { type: 'process', says: 'who has the result in the end' },
    members: { type: 'processes', says: 'the operator’s list of workers' },
    late: { type: 'processes', says: 'those on its list that come later' },
    sure: {
      type: 'word',
      default: '1-reliable',
      words: SURE,
      says: 'whose answers it waits for to a Destroy; to the others all',
    },
    suspendAtMs: { type: 'number', default: 0, says: 'when it suspends the job, ms; 0 for never' },
    pauseMs: { type: 'number', default: 50, says: 'how long the job is suspended, ms' },
    destroyAtMs: { type: 'number', default: 0, says: 'when it ends the job, ms; 0 for after it' },
    deadlineMs: { type: 'number', default: 30, says: 'time for the kernels’ answers, ms' },
  },
  create: (args) =>
    jobOperator({
      job: args.process('job'),
      master: args.process('master'),
      members: [...args.processes('members'), ...args.processes('late'), args.process('master')],
      sure: args.word('sure'),
      suspendAtNs: Math.round(args.number('suspendAtMs') * 1e6),
      pauseNs: Math.round(args.number('pauseMs') * 1e6),
      destroyAtNs: Math.round(args.number('destroyAtMs') * 1e6),
      deadlineNs: Math.round(args.number('deadlineMs') * 1e6),
    }),
}
