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
import { needsText } from '../services/run-server/news.ts'
import { JobRefusal, Kind } from '../trace/kinds.ts'
import { jobNumber, programOf } from './job-number.ts'
import { beside } from './machine-owner.ts'
import type { ArgumentSpec, Part } from './part.ts'
import { letGo, MEMORY_ARGS, memoryArgs, ProcessorMemory, takeIn } from './processor-memory.ts'
import { computeInTurns, LONG_TURN_NS } from './turns.ts'

const NO_JOB = 0
/** V loads a program of 100 KB in 330 ms (M, facts/v-system §2). */
const LOAD_NS_PER_KB = 3_300_000

// The queue ------------------------------------------------------------------------------------------
/**
 * Jobs in their order; who computes them asks for the next when it has done one, and is kept waiting for it or sent
 * away. The queue of one processor keeps its memory too: a job that there is no room for waits outside it.
 */
export function* jobQueue(holds: boolean, memory: ProcessorMemory | null): Program {
  const waiting: Message[] = []
  const free: Pid[] = []
  let running = 0
  /** Of those that wait, the first so many are in memory. */
  let inMemory = 0
  const load = () => waiting.length + running
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.start) {
      if (memory) yield* Tell(Kind.programStarted, null, Number(request.text), load())
      waiting.push(request)
      yield* Tell(Kind.jobQueued, null, Number(request.text), waiting.length)
      yield* Reply(message(Result.ok), from)
    } else if (request.code === Request.status) {
      yield* Reply(message(Result.ok, load(), memory?.told()), from)
    } else {
      if (request.value !== NO_JOB) {
        // A queue that has begun anew did not give this one out.
        const isOurs = running > 0
        running = Math.max(0, running - 1)
        if (memory) yield* Tell(Kind.programEnded, null, request.value, load())
        if (memory && isOurs) yield* letGo(memory, request.value)
      }
      if (holds || waiting.length > 0) free.push(from)
      else yield* Reply(message(Result.retry), from)
    }
    if (memory) inMemory += yield* admit(memory, waiting, inMemory)
    while ((memory ? inMemory : waiting.length) > 0 && free.length > 0) {
      running++
      if (memory) inMemory--
      yield* Reply(handedOut(waiting.shift() as Message, memory), free.shift() as Pid)
    }
  }
}

/** Takes in whoever there is room for, in their order: how many these are. */
function* admit(
  memory: ProcessorMemory,
  waiting: readonly Message[],
  inMemory: number,
): Step<number> {
  let taken = 0
  for (const { text } of waiting.slice(inMemory)) {
    if (!memory.hasRoom(programOf(Number(text)))) break
    yield* takeIn(memory, Number(text))
    taken++
  }
  return taken
}

/** The job, and how much of its program must be loaded first. */
function handedOut(job: Message, memory: ProcessorMemory | null): Message {
  if (!memory) return job
  const missing = memory.missingKB(programOf(Number(job.text)))
  return message(job.code, job.value, `${job.text} ${missing}`)
}

/**
 * A processor’s own process: asks its queue for a job, has the job’s program loaded, computes it in slices, and asks
 * again. Where the queue is that of all, the processor’s memory is kept here.
 */
export function* jobWorker(queue: Pid, againNs: number, memory: ProcessorMemory | null): Program {
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
    const [number = NO_JOB, missing = 0] = job.text.split(' ').map(Number)
    if (memory) {
      yield* Tell(Kind.programStarted, null, number)
      yield* takeIn(memory, number)
    }
    yield* Tell(Kind.jobStarted, null, number)
    yield* load(programOf(number), memory?.missingKB(programOf(number)) ?? missing)
    yield* computeInTurns(job.value * 1e6, LONG_TURN_NS)
    yield* Tell(Kind.jobFinished, null, number)
    if (memory) {
      yield* Tell(Kind.programEnded, null, number)
      yield* letGo(memory, number)
    }
    done = number
  }
}

/** The processor has nothing to do while a program comes from the file server. */
function* load(program: number, missingKB: number): Program {
  if (missingKB === 0) return
  yield* Delay(missingKB * LOAD_NS_PER_KB)
  yield* Tell(Kind.textLoaded, null, program, missingKB)
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
  /** What a job needs of a processor's memory, its program with it, KB. */
  readonly neededKB: number
}
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
    const job = jobNumber(user.place + 1, n)
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
    const queue = yield* whichQueue(user, programOf(job))
    if (typeof queue === 'object') return queue.why
    const answer = yield* Send(queue, message(Request.start, millis, String(job)))
    if (answer.message?.code === Result.ok) return null
    why = user.isOfAll ? JobRefusal.queueSilent : JobRefusal.processorSilent
    if (user.unsure === 'told') return why
  }
  return why
}

function* whichQueue(
  { queue, asked, neededKB }: PoolUser,
  program: number,
): Step<Pid | { readonly why: number }> {
  if (!asked) return queue
  const needs = needsText({ neededKB, program })
  const answer = yield* Send(queue, message(Request.whichHost, 0, needs))
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
    ...MEMORY_ARGS,
  },
  create: (args) =>
    jobQueue(
      args.word('free') === 'waits',
      args.word('serves') === 'one' ? new ProcessorMemory(memoryArgs(args)) : null,
    ),
}

export const jobWorkerPart: Part = {
  name: 'job-worker',
  args: {
    queues: { type: 'processes', says: 'queues of single machines' },
    central: { type: 'process', says: 'the queue of all' },
    order: { type: 'word', words: ['own', 'central'], says: 'which of them it computes for' },
    againSeconds: { type: 'number', default: 5, says: 'after which it asks again, s' },
    ...MEMORY_ARGS,
  },
  create: (args, self) =>
    jobWorker(
      args.word('order') === 'central'
        ? args.process('central')
        : (beside(self, args.processes('queues'))[0] as Pid),
      Math.round(args.number('againSeconds') * 1e9),
      args.word('order') === 'own' ? null : new ProcessorMemory(memoryArgs(args)),
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
    jobKB: MEMORY_ARGS.jobKB as ArgumentSpec,
    textKB: MEMORY_ARGS.textKB as ArgumentSpec,
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
      neededKB: args.number('jobKB') + args.number('textKB'),
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
