/**
 * The master of a parallel make. It reads its makefile from the file server, hands a job to each processor that asks for one, as
 * soon as everything that the job needs is there, and takes back what a processor did not live to finish.
 */
import type { Program, Step } from '../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../kernel/costs.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { logicalHostOf, type Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Compute,
  MoveTo,
  Note,
  Receive,
  Reply,
  ReplyWithSegment,
  Show,
} from '../kernel/system-calls.ts'
import type { MakeGraph } from '../makefile/graph.ts'
import {
  Board,
  type BoardRules,
  JOB_ORDERS,
  type JobOrder,
  type Out,
} from '../services/make/board.ts'
import { folded, sumOf } from '../services/make/contents.ts'
import { encodeSheet } from '../services/make/order.ts'
import { fileToTouch, TOUCHES, type Touch } from '../services/make/stale.ts'
import { Kind } from '../trace/kinds.ts'
import { type Paging, readFile } from './file-pages.ts'
import { dueJobs } from './make-again.ts'
import { graphOf } from './makefile-argument.ts'
import type { Part } from './part.ts'

/** Who does a job: the machine that asked for it, or a process that has it done. */
const WORKERS = ['machines', 'processes'] as const
type Workers = (typeof WORKERS)[number]

interface Making {
  readonly graph: MakeGraph
  readonly server: Pid
  readonly pages: number
  readonly pageBytes: number
  readonly rules: BoardRules
  /** What is written anew when all is made; then there is a second make. */
  readonly touch: Touch
  /** Whoever asks does nothing else, and nothing else on its machine does; or several on one machine ask, each for itself. */
  readonly workers: Workers
}
interface Waiting {
  readonly from: Pid
  readonly request: Message
}
interface Desk {
  /** Of the make that is under way, or was the last. */
  board: Board<Pid>
  readonly paging: Paging
  readonly sheet: Segment
  /** Processors without a job, the longest waiting first. */
  readonly idle: Waiting[]
  /** This is the second make. */
  second: boolean
  /** A second make is still to come, so nobody is sent away. */
  more: boolean
  /** It has been told that the make has failed. */
  toldFailed: boolean
  /** Who waits to hear that all is made. */
  editor: Pid | null
}

/** Between two pauses of telling the graph. */
const TOLD_AT_ONCE = 2000
/** Processor time for one line of the makefile, ns. */
const LINE_NS = 50_000

export function* makeMaster(making: Making): Program {
  const { graph, rules, server, pages } = making
  const room = yield* Allocate(making.pageBytes)
  const paging: Paging = { server, pages, room }
  const sheet = yield* Allocate(2 * graph.files.length + 1024)
  const desk: Desk = {
    board: new Board<Pid>(graph, rules),
    paging,
    sheet,
    idle: [],
    second: false,
    more: making.touch !== 'nothing',
    toldFailed: false,
    editor: null,
  }
  if ((yield* readFile(paging, 0)) === null) return yield* Note('The makefile cannot be read.')
  yield* tellGraph(desk.board)
  const goal = graph.files[graph.goal]?.name ?? ''
  yield* Tell(Kind.makeBegun, null, graph.order.length, goal)
  for (const file of desk.board.begin()) yield* Tell(Kind.jobReady, null, file)
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.whoIsOut) yield* tellWhoIsOut(desk, from, request)
    else if (request.code === Request.isGone) yield* takeBack(desk, from, request)
    else if (request.code === Request.awaitMade) desk.editor = from
    else if (request.code === Request.makeAgain) yield* makeAgain(desk, making, from)
    else if (request.code === Request.notEdited) yield* leaveIt(desk, from)
    else if (request.code === Request.jobFailed) yield* takeFailed(desk, from, request)
    else if (yield* takeIn(desk, making.workers, from, request)) yield* finish(desk)
    if (desk.board.isStopped && !desk.toldFailed) yield* fail(desk)
    yield* tellEditor(desk, making)
    yield* handOut(desk)
  }
}

function* tellGraph(board: Board<Pid>): Step<void> {
  const { graph } = board
  let told = 0
  for (const [number, file] of graph.files.entries()) {
    yield* Tell(Kind.fileNamed, null, number, file.name)
    for (const each of file.needs) yield* Tell(Kind.fileNeeds, null, number, each)
    if (file.kind === 'job') yield* Tell(Kind.jobKnown, null, number, board.ms(number))
    told += 2 + file.needs.length
    if (told < TOLD_AT_ONCE && number < graph.files.length - 1) continue
    yield* Compute(told * LINE_NS)
    told = 0
  }
}

/** A processor asks for work and says what it has done. True where that was the last job. */
function* takeIn(desk: Desk, workers: Workers, from: Pid, request: Message): Step<boolean> {
  const { board, idle } = desk
  const finished = request.value
  // Who asks for work does nothing else: a job that it had before, or its machine had before it died, is nobody's now.
  const host = logicalHostOf(from)
  const isSame = (each: Pid) =>
    workers === 'machines' ? logicalHostOf(each) === host : each === from
  const why = workers === 'machines' ? Kind.jobLost : Kind.jobReturned
  for (const job of board.heldBy(isSame))
    if (job.file !== finished || job.worker !== from) yield* putBack(desk, job, why)
  idle.push({ from, request })
  if (finished === 0) return false
  const begun = board.end(finished, from)
  if (!begun) return false
  yield* Tell(Kind.jobDone, null, { process: from }, finished)
  yield* Show('jobs left', board.left)
  for (const file of begun) yield* Tell(Kind.jobReady, null, file)
  return board.isOver
}

/** What cannot be made here cannot be made elsewhere: as make does, it gives no more jobs out and waits for those that are. */
function* takeFailed({ board }: Desk, from: Pid, { value }: Message): Step<void> {
  if (board.fail(value, from)) yield* Tell(Kind.jobFailed, null, { process: from }, value)
  yield* Reply(message(Result.ok), from)
}

function* fail(desk: Desk): Step<void> {
  desk.toldFailed = true
  desk.more = false
  yield* Show('make', 'failed')
  yield* Tell(Kind.makeFailed, null, desk.board.done, desk.board.left)
}

function* putBack({ board }: Desk, { file, worker, giving }: Out<Pid>, why: number): Step<void> {
  if (board.lose(file, worker, giving)) yield* Tell(why, null, { process: worker }, file)
}

/** As many jobs as may begin and processors that have none; nobody has anything to do when all is done, or one cannot be. */
function* handOut({ board, sheet, idle, more }: Desk): Step<void> {
  const isEnd = board.hasFailed || (board.isOver && !more)
  while (idle.length > 0 && (board.anyReady || isEnd)) {
    const { from, request } = idle.shift() as Waiting
    const file = board.isOver ? undefined : board.give(from)
    if (file === undefined) {
      yield* Reply(message(Result.refused), from)
      continue
    }
    yield* Tell(Kind.jobGiven, null, { process: from }, file)
    const its = board.graph.files[file]
    const bytes = encodeSheet({
      ms: board.ms(file),
      reads: its?.reads ?? [],
      name: its?.name ?? '',
    })
    if (!(yield* sendSheet(sheet, bytes, from, request, file))) {
      board.lose(file, from)
      yield* Tell(Kind.jobLost, null, { process: from }, file)
    }
  }
}

/** What a packet holds goes with the reply; what is before it in a move of its own. */
function* sendSheet(
  sheet: Segment,
  bytes: Uint8Array,
  to: Pid,
  { grant }: Message,
  file: number,
): Step<boolean> {
  const given = message(Result.ok, file)
  if (!grant || bytes.length > Math.min(grant.length, sheet.length)) {
    yield* Reply(message(Result.refused), to)
    return false
  }
  sheet.bytes.set(bytes)
  const last = Math.min(bytes.length, SEGMENT_BYTES_MAX)
  const before = bytes.length - last
  if (before > 0 && (yield* MoveTo(to, grant.start, sheet.start, before)) !== 'done') return false
  return yield* ReplyWithSegment(given, to, grant.start + before, sheet.start + before, last)
}

/** The value is the last job that the asker has looked after: the answer is the next that is out, and who has it. */
function* tellWhoIsOut({ board, more }: Desk, from: Pid, { value }: Message): Step<void> {
  const next = board.nextOut(value)
  if (board.isStopped || (board.isOver && !more)) yield* Reply(message(Result.refused), from)
  else if (!next) yield* Reply(message(Result.retry), from)
  else yield* Reply(message(Result.ok, next.file, `${next.worker} ${next.giving}`), from)
}

function* takeBack(desk: Desk, from: Pid, { value, text }: Message): Step<void> {
  // In the meantime a new life of the same machine may have asked, and have it: that one’s is not meant.
  const [worker, giving] = text.split(' ').map(Number)
  const job = { file: value, worker: worker as Pid, giving: giving ?? 0 }
  yield* putBack(desk, job, Kind.jobLost)
  yield* Reply(message(Result.ok), from)
}

/** Whoever waits for it hears that all is made, and what is to be edited; or that nothing is. */
function* tellEditor(desk: Desk, { graph, touch }: Making): Step<void> {
  const { board, editor } = desk
  if (editor === null || !(board.isOver || board.isStopped)) return
  const isMade = board.isOver
  yield* Reply(message(isMade ? Result.ok : Result.refused, fileToTouch(graph, touch)), editor)
  desk.editor = null
}

function* makeAgain(desk: Desk, { graph, rules, server }: Making, from: Pid): Step<void> {
  yield* Reply(message(Result.ok), from)
  if (!desk.more || !desk.board.isOver) return
  desk.more = false
  const due = yield* dueJobs(graph, server)
  if (due === null) return yield* Note('The file server does not say when files were written.')
  desk.board = new Board<Pid>(graph, rules, due)
  yield* Tell(Kind.remakeBegun, null, due.length, graph.order.length - due.length)
  for (const file of desk.board.begin()) yield* Tell(Kind.jobReady, null, file)
  desk.second = true
  if (desk.board.isOver) yield* finish(desk)
}

/** There is no second make. */
function* leaveIt(desk: Desk, from: Pid): Step<void> {
  desk.more = false
  yield* Reply(message(Result.ok), from)
}

/** Everything is made. What came out is read once more, as whoever runs the program would. */
function* finish(desk: Desk): Step<void> {
  const { board, paging } = desk
  yield* Tell(desk.second ? Kind.remakeEnded : Kind.makeEnded, null, board.done)
  yield* handOut(desk)
  const products = productsOf(board.graph)
  let sum = sumOf('')
  for (const file of products) {
    const its = yield* readFile(paging, file)
    if (its === null) return yield* Note('What was made cannot be read.')
    sum = folded(sum, its)
  }
  yield* Tell(Kind.programRead, null, products.length, sum)
}

/** The goal’s file, or those that its name stands for. */
function productsOf({ files, goal }: MakeGraph): readonly number[] {
  const found = new Set<number>()
  const seen = new Set<number>()
  const open = [goal]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const its = files[file]
    if (its?.kind === 'group') open.push(...its.needs)
    else found.add(file)
  }
  return [...found].sort((one, two) => one - two)
}

export const makeMasterPart: Part = {
  name: 'make-master',
  args: {
    makefile: { type: 'operations', says: 'the makefile’s lines' },
    set: { type: 'operations', default: '', says: 'variables from outside: name and value' },
    goal: { type: 'word', default: '', says: 'what to make; absent: the first target' },
    server: { type: 'process', says: 'who keeps the files' },
    filePages: { type: 'number', default: 4, says: 'pages of each file' },
    pageBytes: { type: 'number', default: 4096, says: 'bytes of a page' },
    usualMs: {
      type: 'number',
      default: 3000,
      says: 'time of a recipe that does not say how long it takes, ms',
    },
    order: { type: 'word', default: 'as-given', words: JOB_ORDERS, says: 'which job comes first' },
    touch: {
      type: 'word',
      default: 'nothing',
      words: TOUCHES,
      says: 'which source is edited when all is made, by how many recipes open it',
    },
    workers: {
      type: 'word',
      default: 'machines',
      words: WORKERS,
      says: 'who asks for jobs: machines that do them, or processes of one machine that have them done',
    },
    leaves: {
      type: 'word',
      default: 'when-given',
      words: ['when-given', 'when-done'],
      says: 'when a job is taken off the list of those that may begin',
    },
  },
  create: (args) =>
    makeMaster({
      graph: graphOf(args),
      server: args.process('server'),
      pages: args.number('filePages'),
      pageBytes: args.number('pageBytes'),
      touch: args.word('touch') as Touch,
      workers: args.word('workers') as Workers,
      rules: {
        order: args.word('order') as JobOrder,
        usualMs: args.number('usualMs'),
        leaves: args.word('leaves') === 'when-done' ? 'when-done' : 'when-given',
      },
    }),
}
