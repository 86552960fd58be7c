/**
 * A processor of the pool: asks the master for a job, reads what its recipe opens, computes, writes what it makes, and asks
 * again with what is done.
 */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { CloseSpan, OpenSpan } from '../kernel/onlooker-calls.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Note, Send, Show } from '../kernel/system-calls.ts'
import { folded, sumOf } from '../services/make/contents.ts'
import { decodeSheet, type JobOrderSheet } from '../services/make/order.ts'
import { Kind } from '../trace/kinds.ts'
import { type Paging, readFile, writeFile } from './file-pages.ts'
import type { Part } from './part.ts'
import { computeInTurns } from './turns.ts'

/** What a builder thinks of a file that is there already. */
export const EXISTING = ['made-anew', 'taken'] as const

interface Building {
  readonly takesExisting: boolean
  /** What it computes before others of its machine get their turns, ns. */
  readonly turnNs: number
}
interface Asking extends Building {
  readonly master: Pid
  readonly server: Pid
  readonly pages: number
  readonly pageBytes: number
  /** Bytes of a job's description, at most. */
  readonly sheetBytes: number
}

export function* builder(building: Asking): Program {
  const sheet = yield* Allocate(building.sheetBytes)
  const room = yield* Allocate(building.pageBytes)
  const paging: Paging = { server: building.server, pages: building.pages, room }
  let finished = 0
  for (let jobs = 0; ; jobs++) {
    yield* Show('jobs done', jobs)
    yield* Show('builds', '–')
    const file = yield* askForJob(building.master, finished, sheet)
    if (file === null) return
    const job = decodeSheet(sheet.bytes)
    yield* Show('builds', job.name)
    const isMade = yield* build(building, paging, file, job)
    if (!isMade) yield* Send(building.master, message(Request.jobFailed, file))
    finished = isMade ? file : 0
  }
}

/** The number of the next file to make; null where there is nothing left to do. */
export function* askForJob(master: Pid, finished: number, sheet: Segment): Step<number | null> {
  const grant = { rights: 'write', start: sheet.start, length: sheet.length } as const
  const answer = yield* Send(master, message(Request.buildWork, finished, '', grant))
  if (answer.message?.code === Result.ok) return answer.message.value
  if (!answer.message) yield* Note(`No work: ${answer.result}`)
  return null
}

/** False where the file server did not answer any more. */
export function* build(
  building: Building,
  paging: Paging,
  file: number,
  job: JobOrderSheet,
): Step<boolean> {
  const span = yield* OpenSpan(Kind.jobOpen, 'job', file, job.name)
  const sum = yield* made(building, paging, file, job)
  yield* CloseSpan(span, Kind.jobClose, sum === null ? 0 : 1, sum ?? 0)
  return sum !== null
}

function* made(
  building: Building,
  paging: Paging,
  file: number,
  job: JobOrderSheet,
): Step<number | null> {
  if (building.takesExisting) return yield* readFile(paging, file)
  let read = sumOf(job.name)
  for (const each of job.reads) {
    yield* Tell(Kind.inputOpened, null, each)
    const sum = yield* readFile(paging, each)
    if (sum === null) return null
    yield* Tell(Kind.inputRead, null, each, sum)
    read = folded(read, sum)
  }
  yield* computeInTurns(Math.round(job.ms * 1e6), building.turnNs)
  return yield* writeFile(paging, file, read)
}

export const builderPart: Part = {
  name: 'builder',
  args: {
    master: { type: 'process', says: 'who hands out the jobs' },
    server: { type: 'process', says: 'who keeps the files' },
    filePages: { type: 'number', default: 4, says: 'pages of each file' },
    pageBytes: { type: 'number', default: 4096, says: 'bytes of a page' },
    sheetBytes: { type: 'number', default: 60_064, says: 'bytes of a job’s description, at most' },
    existing: {
      type: 'word',
      default: 'made-anew',
      words: EXISTING,
      says: 'whether a file that is there is made anew, or taken as it is',
    },
  },
  create: (args) =>
    builder({
      master: args.process('master'),
      server: args.process('server'),
      pages: args.number('filePages'),
      pageBytes: args.number('pageBytes'),
      sheetBytes: args.number('sheetBytes'),
      takesExisting: args.word('existing') === 'taken',
      // Nothing else is at work on its machine.
      turnNs: Number.POSITIVE_INFINITY,
    }),
}
