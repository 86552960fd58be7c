/**
 * The master of a search: hands out its parts by Receive and Reply, and keeps the best tour that any worker brings
 * back. A part whose worker is no more is handed out again; the search has ended when every part is done.
 */
import type { Program, Step } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { GetTime, JoinGroup, Note, Random, Receive, Reply, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'
import { BOUND_DIGITS, NOTHING_DONE, SHARE } from './search-worker.ts'
import { GRID, partsOf, type Tour } from './tour.ts'

/** What must be empty before the search counts as ended. */
export const ENDS = ['all-parts', 'empty-queue'] as const

interface Handing {
  readonly group: Pid
  readonly cities: number
  readonly shares: boolean
  readonly ends: string
}
interface Board {
  readonly map: string
  readonly queue: number[]
  /** Parts that are being searched, and by whom. */
  readonly out: Map<number, Pid>
  best: Tour | null
  ended: boolean
  /** When it last asked whether the workers are there, ns. */
  calledNs: number
  /** The onlooker has been told. */
  told: boolean
  /** Who has asked for the result and waits for it. */
  readonly askers: Pid[]
}

export function* searchMaster(handing: Handing): Program {
  const joined = yield* JoinGroup(handing.group)
  if (joined !== 'joined') return yield* Note(`JoinGroup: ${joined}`)
  let map = ''
  for (let i = 0; i < 2 * handing.cities; i++) map += (yield* Random(GRID)).toString(GRID)
  const queue = Array.from({ length: partsOf(handing.cities) }, (_, part) => part)
  const board: Board = {
    map,
    queue,
    out: new Map(),
    best: null,
    ended: false,
    calledNs: 0,
    told: false,
    askers: [],
  }
  yield* Tell(Kind.searchBegun, null, handing.cities, map)
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.work) yield* handOut(handing, board, from, request)
    else board.askers.push(from)
    yield* answer(board)
  }
}

function* handOut(handing: Handing, board: Board, from: Pid, request: Message): Step<void> {
  const { queue, out } = board
  const finished = yield* took(board, from, request)
  if (queue.length === 0) yield* callBack(board)
  const part = queue.shift()
  if (part === undefined) {
    board.ended ||= out.size === 0 || handing.ends === 'empty-queue'
    yield* Reply(message(board.ended ? Result.refused : Result.retry), from)
  } else {
    out.set(part, from)
    yield* Show('parts left', queue.length)
    const first = finished === NOTHING_DONE ? mapAndBound(handing, board) : ''
    yield* Reply(message(Result.ok, part, first), from)
  }
}

/** A request says what is done and what was found; of a part given out before it nothing was heard there. */
function* took(board: Board, from: Pid, { value, text }: Message): Step<number> {
  const [number, order = ''] = text.split(':')
  const finished = Number(number)
  if (board.out.get(finished) === from) board.out.delete(finished)
  for (const [part, owner] of [...board.out]) if (owner === from) putBack(board, part)
  if (value > 0 && value < (board.best?.length ?? Number.POSITIVE_INFINITY)) {
    board.best = { length: value, order }
    yield* Show('best', value)
  }
  return finished
}

function putBack({ queue, out }: Board, part: number): void {
  out.delete(part)
  queue.push(part)
}

/** Between two questions whether the workers are there: whoever waits for a part must not wear the master out. */
const CALL_BACK_NS = 100_000_000

/** Nothing is left to hand out: what is out with a worker that is no more comes back. */
function* callBack(board: Board): Step<void> {
  const now = yield* GetTime()
  if (now < board.calledNs + CALL_BACK_NS) return
  board.calledNs = now
  for (const [part, owner] of [...board.out]) {
    const { result } = yield* QueryProcess(owner)
    if (result !== 'replied' && board.out.get(part) === owner) putBack(board, part)
  }
}

function mapAndBound({ shares }: Handing, { map, best }: Board): string {
  const bound = shares ? (best?.length ?? 0) : 0
  return map + bound.toString(GRID).padStart(BOUND_DIGITS, '0')
}

/** The result, once it is there, to all who wait for it; told to the onlooker when it is first known. */
function* answer(board: Board): Step<void> {
  const { best, askers } = board
  if (!board.ended || !best) return
  if (!board.told) {
    board.told = true
    yield* Tell(Kind.searchEnded, null, best.length, best.order)
  }
  for (const asker of askers.splice(0)) yield* Reply(message(Result.ok, best.length), asker)
}

export const searchMasterPart: Part = {
  name: 'search-master',
  args: {
    group: { type: 'process', says: 'the group that is the job' },
    cities: { type: 'number', default: 9, says: 'cities of the map, 4 to 10' },
    share: { type: 'word', default: 'never', words: SHARE, says: 'whether who comes is told' },
    ends: {
      type: 'word',
      default: 'all-parts',
      words: ENDS,
      says: 'what must be done before the search counts as ended',
    },
  },
  create: (args) =>
    searchMaster({
      group: args.process('group'),
      cities: Math.max(4, Math.min(10, args.number('cities'))),
      shares: args.word('share') === 'on-improvement',
      ends: args.word('ends'),
    }),
}
