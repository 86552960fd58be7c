/**
 * Jobs and the processors that they wait for: a queue before one processor or before many, the process that computes
 * on a processor, and users who have jobs at random (Poisson arrivals, exponential processor times).
 */
import { exponential } from '../engine/logarithm.ts'
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Compute, Delay, GetTime, Random, Receive, Reply, Send } from '../kernel/system-calls.ts'
import { JobRefusal, Kind } from '../trace/kinds.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'

/** What a job computes before other processes of its machine get their turns (X). */
const SLICE_NS = 100_000_000
const NO_JOB = 0

// The queue ------------------------------------------------------------------------------------------
/**
 * Jobs in their order; who computes them asks for the next when it has done one, and is kept waiting for it or sent
 * away.
 */
export function* jobQueue(holds: boolean, isOfOne: boolean): Program {
  const waiting: Message[] = []
  const free: Pid[] = []
  let running = 0
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.start) {
      if (isOfOne)
        yield* Tell(Kind.programStarted, null, Number(request.text), waiting.length + running)
      waiting.push(request)
      yield* Tell(Kind.jobQueued, null, Number(request.text), waiting.length)
      yield* Reply(message(Result.ok), from)
    } else if (request.code === Request.status) {
      yield* Reply(message(Result.ok, waiting.length + running), from)
    } else {
      if (request.value !== NO_JOB) {
        // A queue that has begun anew did not give this one out.
        running = Math.max(0, running - 1)
        if (isOfOne) yield* Tell(Kind.programEnded, null, request.value, waiting.length + running)
      }
      if (holds || waiting.length > 0) free.push(from)
      else yield* Reply(message(Result.retry), from)
    }
    while (waiting.length > 0 && free.length > 0) {
      running++
      yield* Reply(waiting.shift() as Message, free.shift() as Pid)
    }
  }
}

/** A processor’s own process: asks its queue for a job, computes it in slices, and asks again. */
export function* jobWorker(queue: Pid, againNs: number, isAlone: boolean): Program {
  let done = NO_JOB
  for (;;) {
    yield* Tell(Kind.processorFree, null)
    const { result, message: job } = yield* Send(queue, message(Request.finished, done))
    done = NO_JOB
    // Whoever has the queue may come back, with nothing of what was in it.
    if (result !== 'replied' || !job || job.code === Result.retry) {
      yield* Delay(againNs)
      continue
    }
    const number = Number(job.text)
    if (!isAlone) yield* Tell(Kind.programStarted, null, number)
    yield* Tell(Kind.jobStarted, null, number)
    for (let left = job.value * 1e6; left > 0; left -= SLICE_NS)
      yield* Compute(Math.min(left, SLICE_NS))
    yield* Tell(Kind.jobFinished, null, number)
    if (!isAlone) yield* Tell(Kind.programEnded, null, number)
    done = number
  }
}

// Who has jobs ---------------------------------------------------------------------------------------
interface PoolUser {
  /** From 0; a job is numbered by its user and its turn. */
  readonly place: number
  /** The queue that its jobs go to; where a run server is asked, which one. */
  readonly queue: Pid
  readonly asked: boolean
  /** Its queue is the one of all processors. */
  readonly isOfAll: boolean
  readonly gapNs: number
  readonly jobNs: number
  /** When it has one job more, with all other users, ns; 0: not. */
  readonly togetherNs: number
  readonly unsure: string
}
const JOBS_OF_A_USER = 10_000
const TRIES = 3

/** An exponential draw from the process's own stream, so that the jobs are the same wherever they are computed. */
function* drawn(meanNs: number): Step<number> {
  return Math.max(1, Math.round(exponential(yield* Random(0x100000000), meanNs)))
}

export function* poolUser(user: PoolUser): Program {
  let dueNs = yield* drawn(user.gapNs)
  let togetherNs = user.togetherNs
  for (let n = 1; ; n++) {
    const now = yield* GetTime()
    const extra = togetherNs > 0 && togetherNs < dueNs
    yield* Delay(Math.max(0, (extra ? togetherNs : dueNs) - now))
    if (extra) togetherNs = 0
    else dueNs += yield* drawn(user.gapNs)
    const job = (user.place + 1) * JOBS_OF_A_USER + n
    const micros = Math.max(1, Math.round((yield* drawn(user.jobNs)) / 1e6))
    yield* Tell(Kind.jobSubmitted, null, job, micros)
    const why = yield* refusal(user, job, micros)
    if (why !== null) yield* Tell(Kind.jobRefused, null, job, why)
  }
}

/** Null where the job was taken. */
function* refusal(user: PoolUser, job: number, millis: number): Step<number | null> {
  let why: number = JobRefusal.processorSilent
  for (let n = 0; n < TRIES; n++) {
    const queue = yield* whichQueue(user)
    if (typeof queue === 'object') return queue.why
    const answer = yield* Send(queue, message(Request.start, millis, String(job)))
    if (answer.message?.code === Result.ok) return null
    why = user.isOfAll ? JobRefusal.queueSilent : JobRefusal.processorSilent
    if (user.unsure === 'told') return why
  }
  return why
}

function* whichQueue({ queue, asked }: PoolUser): Step<Pid | { readonly why: number }> {
  if (!asked) return queue
  const answer = yield* Send(queue, message(Request.whichHost))
  if (!answer.message) return { why: JobRefusal.serverSilent }
  const named = answer.message.value as Pid
  return named === NO_PROCESS ? { why: JobRefusal.noneNamed } : named
}

// Windows and editor ---------------------------------------------------------------------------------
const EDITOR_NS = 2_000_000
const WINDOW_NS = 3_000_000
const BETWEEN_KEYS_NS = 2_000_000_000

/** A key goes to the editor, which has the window manager draw it. */
export function* typist(editor: Pid): Program {
  for (;;) {
    yield* Delay(BETWEEN_KEYS_NS / 2 + (yield* Random(BETWEEN_KEYS_NS / 2)))
    const typed = yield* GetTime()
    yield* Send(editor, message(Request.other))
    const micros = Math.round(((yield* GetTime()) - typed) / 1e3)
    yield* Tell(Kind.keystrokeEchoed, null, micros)
  }
}

export function* echoer(computeNs: number, next: Pid): Program {
  for (;;) {
    const { from } = yield* Receive()
    yield* Compute(computeNs)
    if (next !== NO_PROCESS) yield* Send(next, message(Request.other))
    yield* Reply(message(Result.ok), from)
  }
}

// Parts ----------------------------------------------------------------------------------------------
export const jobQueuePart: Part = {
  name: 'job-queue',
  args: {
    free: {
      type: 'word',
      default: 'waits',
      words: ['waits', 'asks-again'],
      says: 'what a processor does that finds no job',
    },
    serves: {
      type: 'word',
      default: 'one',
      words: ['one', 'many'],
      says: 'whether one processor takes from it, or many',
    },
  },
  create: (args) => jobQueue(args.word('free') === 'waits', args.word('serves') === 'one'),
}

export const jobWorkerPart: Part = {
  name: 'job-worker',
  args: {
    queues: { type: 'processes', says: 'queues of single machines' },
    central: { type: 'process', says: 'the queue of all' },
    order: { type: 'word', words: ['own', 'central'], says: 'which of them it computes for' },
    againSeconds: { type: 'number', default: 5, says: 'after which it asks again, s' },
  },
  create: (args, self) =>
    jobWorker(
      args.word('order') === 'central'
        ? args.process('central')
        : (beside(self, args.processes('queues'))[0] as Pid),
      Math.round(args.number('againSeconds') * 1e9),
      args.word('order') === 'own',
    ),
}

export const poolUserPart: Part = {
  name: 'pool-user',
  args: {
    users: { type: 'processes', says: 'all users' },
    compute: {
      type: 'word',
      words: ['workstation', 'pool'],
      says: 'whether its jobs compute where it sits',
    },
    processors: {
      type: 'word',
      words: ['private', 'pooled', 'one-queue'],
      says: 'how the other processors are shared',
    },
    own: { type: 'processes', says: 'queues of workstations' },
    pool: { type: 'processes', says: 'queues of processors' },
    server: { type: 'process', says: 'the run server' },
    central: { type: 'process', says: 'the queue of all' },
    jobsPerMinute: { type: 'number', says: 'jobs of one user a minute, on average' },
    jobSeconds: { type: 'number', says: 'processor time of a job, s, on average' },
    togetherSeconds: { type: 'number', default: 0, says: 'when all have one job more, s; 0: not' },
    unsure: {
      type: 'word',
      default: 'told',
      words: ['told', 'elsewhere'],
      says: 'what a start without an answer leads to',
    },
  },
  create: (args, self) => {
    const place = args.processes('users').indexOf(self)
    const shared = args.word('processors')
    const where = args.word('compute') === 'workstation' ? 'workstation' : shared
    const pool = args.processes('pool')
    const queues: Readonly<Record<string, () => Pid>> = {
      workstation: () => beside(self, args.processes('own'))[0] as Pid,
      private: () => pool[place % pool.length] as Pid,
      pooled: () => args.process('server'),
      'one-queue': () => args.process('central'),
    }
    return poolUser({
      place,
      queue: (queues[where] as () => Pid)(),
      asked: where === 'pooled',
      isOfAll: where === 'one-queue',
      gapNs: 60e9 / args.number('jobsPerMinute'),
      jobNs: args.number('jobSeconds') * 1e9,
      togetherNs: args.number('togetherSeconds') * 1e9,
      unsure: args.word('unsure'),
    })
  },
}

export const typistPart: Part = {
  name: 'typist',
  args: { editors: { type: 'processes', says: 'all editors' } },
  create: (args, self) => typist(beside(self, args.processes('editors'))[0] as Pid),
}

export const screenEditorPart: Part = {
  name: 'screen-editor',
  args: { windows: { type: 'processes', says: 'all window managers' } },
  create: (args, self) => echoer(EDITOR_NS, beside(self, args.processes('windows'))[0] as Pid),
}

export const windowManagerPart: Part = {
  name: 'window-manager',
  args: {},
  create: () => echoer(WINDOW_NS, NO_PROCESS),
}
