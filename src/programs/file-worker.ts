/** Users of a file server: one who works on many files and most on a few, and one who saves a page once. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, Note, Random, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { fillOwn, pageNumber, readPage, writePage } from './page-requests.ts'
import type { Part } from './part.ts'

interface Work {
  readonly server: Pid
  /** Which of the users this one is, and how many there are. */
  readonly place: number
  readonly users: number
  readonly requests: number
  readonly pageBytes: number
  readonly files: number
  readonly filePages: number
  /** Of a hundred requests, those that go to the files that are much used, and how many files these are. */
  readonly localityPercent: number
  readonly hotFiles: number
  readonly writePercent: number
  readonly thinkNs: number
}

export function* fileWorker(work: Work): Program {
  const page = yield* Allocate(work.pageBytes)
  yield* Tell(Kind.passBegun, null, 1)
  let done = 0
  for (let n = 1; n <= work.requests; n++) {
    if (work.thinkNs > 0) yield* Delay(yield* Random(2 * work.thinkNs))
    const writes = (yield* Random(100)) < work.writePercent
    const which = yield* chosenPage(work, writes)
    if (writes) fillOwn(page, work.place, n)
    const failed = yield* (writes ? writePage : readPage)(work.server, which, page)
    if (failed) yield* Note(`Request ${n}: ${failed}`)
    else yield* Show('requests done', ++done)
  }
}

/** Everybody reads everything; what one writes nobody else does. */
function* chosenPage(work: Work, writes: boolean): Step<number> {
  const { files, filePages, users, place } = work
  const hot = (yield* Random(100)) < work.localityPercent
  const file = yield* Random(hot ? work.hotFiles : files)
  const page = yield* Random(filePages)
  if (!writes) return pageNumber(file, page)
  const all = (hot ? work.hotFiles : files) * filePages
  const drawn = file * filePages + page
  const own = drawn - (drawn % users) + place
  const within = own < all ? own : place % all
  return pageNumber(Math.floor(within / filePages), within % filePages)
}

interface Saving {
  readonly server: Pid
  readonly page: number
  readonly pageBytes: number
  /** What tells its bytes from another saver's. */
  readonly mark: number
  readonly waitNs: number
}

/** Writes a page, waits, and looks what is in it. */
export function* fileSaver({ server, page, pageBytes, mark, waitNs }: Saving): Program {
  const room = yield* Allocate(pageBytes)
  fillOwn(room, 0xfff, mark)
  const failed = yield* writePage(server, page, room)
  yield* Show('page', failed ?? 'written')
  yield* Delay(waitNs)
  const unread = yield* readPage(server, page, room)
  yield* Show('page', unread ?? 'read again')
}

export const fileWorkerPart: Part = {
  name: 'file-worker',
  args: {
    server: { type: 'process', says: 'who keeps the files' },
    workers: { type: 'processes', says: 'all who work on them' },
    requests: { type: 'number', default: 50, says: 'how many' },
    blockKB: { type: 'number', default: 4, says: 'what a request asks for, KB' },
    files: { type: 'number', default: 32, says: 'files that there are' },
    fileKB: { type: 'number', default: 64, says: 'size of each, KB' },
    hotFiles: { type: 'number', default: 4, says: 'files that are much used' },
    localityPercent: { type: 'number', default: 80, says: 'requests that go to these' },
    writePercent: { type: 'number', default: 20, says: 'requests that write' },
    thinkMs: { type: 'number', default: 0, says: 'between two requests, on the average' },
  },
  create: (args, self) => {
    const workers = args.processes('workers')
    const blockKB = args.number('blockKB')
    return fileWorker({
      server: args.process('server'),
      place: workers.indexOf(self),
      users: workers.length,
      requests: args.number('requests'),
      pageBytes: Math.round(blockKB * 1024),
      files: args.number('files'),
      filePages: Math.floor(args.number('fileKB') / blockKB),
      hotFiles: args.number('hotFiles'),
      localityPercent: args.number('localityPercent'),
      writePercent: args.number('writePercent'),
      thinkNs: Math.round(args.number('thinkMs') * 1e6),
    })
  },
}

export const fileSaverPart: Part = {
  name: 'file-saver',
  args: {
    server: { type: 'process', says: 'who keeps the file' },
    file: { type: 'number', default: 0, says: 'the file, whose first page it is' },
    blockKB: { type: 'number', default: 4, says: 'bytes of the page, KB' },
    mark: { type: 'number', default: 1, says: 'what tells its bytes from another saver’s' },
    waitMs: { type: 'number', default: 8000, says: 'until it looks, ms' },
  },
  create: (args) =>
    fileSaver({
      server: args.process('server'),
      page: pageNumber(args.number('file'), 0),
      pageBytes: Math.round(args.number('blockKB') * 1024),
      mark: args.number('mark'),
      waitNs: Math.round(args.number('waitMs') * 1e6),
    }),
}
