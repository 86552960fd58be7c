/**
 * A machine that does others' jobs. Its manager says how many it has, and passes each on to a place that is free: jobs in several
 * places share the processor in slices. A place answers whoever sent the job itself.
 */
import type { Program, Step } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Forward, MoveFrom, Receive, Reply, Send, Show } from '../kernel/system-calls.ts'
import { decodeSheet } from '../services/make/order.ts'
import { Kind } from '../trace/kinds.ts'
import { build } from './builder.ts'
import type { Paging } from './file-pages.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'
import { LONG_TURN_NS } from './turns.ts'

/** When a machine says that it has done a job. */
const ANSWERS = ['when-done', 'when-begun'] as const

/** The last job that somebody has sent here. */
interface Sent {
  readonly file: number
  readonly place: Pid
  /** What a place has said of it; null: it is at it. */
  result: number | null
}

export function* jobManager(places: readonly Pid[]): Program {
  const free = [...places]
  const sent = new Map<Pid, Sent>()
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.runJob) yield* passOn(free, sent, from, request)
    else if (request.code === Request.whatBecame) {
      yield* Reply(message(yield* whatBecame(sent, from, request.value), request.value), from)
    } else if (request.code === Request.jobEnded) {
      for (const job of sent.values())
        if (job.place === from && job.result === null) job.result = Number(request.text)
      free.push(from)
      yield* Reply(message(Result.ok), from)
    } else yield* Reply(message(Result.ok, jobsOf(sent)), from)
    yield* Show('jobs', jobsOf(sent))
  }
}

function* passOn(free: Pid[], sent: Map<Pid, Sent>, from: Pid, request: Message): Step<void> {
  // The first of those that are free, so that who looks finds the jobs side by side.
  const place = free.sort((one, other) => one - other).shift()
  if (place === undefined) {
    yield* Reply(message(Result.retry), from)
    return
  }
  sent.set(from, { file: request.value, place, result: null })
  if (yield* Forward(request, from, place)) {
    yield* Tell(Kind.jobTaken, null, jobsOf(sent), request.value)
    return
  }
  sent.delete(from)
  free.push(place)
}

const jobsOf = (sent: ReadonlyMap<Pid, Sent>): number =>
  [...sent.values()].filter(({ result }) => result === null).length

/** `ok` where the job was done, `failed` where it cannot be, `retry` while it runs, `unheardOf` where nothing is known of it any more. */
function* whatBecame(sent: Map<Pid, Sent>, from: Pid, file: number): Step<number> {
  const job = sent.get(from)
  if (job?.file !== file) return Result.unheardOf
  if (job.result !== null) return job.result
  const { result } = yield* QueryProcess(job.place)
  if (result === 'replied') return Result.retry
  sent.delete(from)
  return Result.unheardOf
}

interface Doing {
  readonly manager: Pid
  readonly server: Pid
  readonly pages: number
  readonly pageBytes: number
  readonly answers: string
}

export function* jobPlace({ manager, server, pages, pageBytes, answers }: Doing): Program {
  // Most machines never have so many jobs at once: there is memory for one when there is one.
  let paging: Paging | null = null
  let sheet: Segment = yield* Allocate(0)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const length = request.grant?.length ?? 0
    if (sheet.length < length) sheet = yield* Allocate(length)
    paging ??= { server, pages, room: yield* Allocate(pageBytes) }
    const moved = yield* MoveFrom(from, sheet.start, request.grant?.start ?? 0, length)
    const early = moved === 'done' && answers === 'when-begun'
    if (early) yield* Reply(message(Result.ok), from)
    let result: number = Result.refused
    if (moved === 'done') {
      const job = decodeSheet(sheet.bytes)
      yield* Show('builds', job.name)
      const made = { takesExisting: false, turnNs: LONG_TURN_NS }
      result = (yield* build(made, paging, request.value, job)) ? Result.ok : Result.failed
      yield* Show('builds', '–')
    }
    yield* Send(manager, message(Request.jobEnded, request.value, String(result)))
    if (!early) yield* Reply(message(result), from)
  }
}

export const jobManagerPart: Part = {
  name: 'job-manager',
  args: { places: { type: 'processes', says: 'places for jobs, of all machines' } },
  create: (args, self) => jobManager(beside(self, args.processes('places'))),
}

export const jobPlacePart: Part = {
  name: 'job-place',
  args: {
    managers: { type: 'processes', says: 'managers of all machines' },
    server: { type: 'process', says: 'who keeps the files' },
    filePages: { type: 'number', default: 4, says: 'pages of each file' },
    pageBytes: { type: 'number', default: 4096, says: 'bytes of a page' },
    answers: {
      type: 'word',
      default: 'when-done',
      words: ANSWERS,
      says: 'when it says that it has done a job',
    },
  },
  create: (args, self) =>
    jobPlace({
      manager: beside(self, args.processes('managers'))[0] as Pid,
      server: args.process('server'),
      pages: args.number('filePages'),
      pageBytes: args.number('pageBytes'),
      answers: args.word('answers'),
    }),
}
