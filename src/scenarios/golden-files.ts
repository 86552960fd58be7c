/** Lines of a golden trace that are about pages of files. */
import { Kind, PageRefusal } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const FILE = 0x10000
const page = (value: number) => `${Math.floor(value / FILE)}:${value % FILE}`
const by =
  (what: (record: TraceRecord) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record)]

export const FILE_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.passBegun, by(({ a }) => `pass ${a}`)],
  [Kind.readBegun, by(({ a }) => `wants page ${page(a)}`)],
  [Kind.readDone, by(({ a, b }) => `has page ${page(a)}, ${(b >>> 0).toString(16)}`)],
  [Kind.writeBegun, by(({ a, b }) => `writes page ${page(a)}, ${(b >>> 0).toString(16)}`)],
  [Kind.writeDone, by(({ a }) => `has written page ${page(a)}`)],
  [Kind.cacheHit, by(({ a, b }) => `block ${a} is in memory${b === 1 ? ', fetched ahead' : ''}`)],
  [Kind.cacheMiss, by(({ a }) => `block ${a} is not in memory`)],
  [Kind.fetchedAhead, by(({ a }) => `fetches block ${a} ahead`)],
  [Kind.blockEvicted, by(({ a }) => `lets block ${a} go`)],
  [Kind.blockDirty, by(({ a }) => `has block ${a} in memory alone`)],
  [Kind.blockClean, by(({ a }) => `has written block ${a} back`)],
  [
    Kind.pageRefused,
    by(
      ({ a, b }) =>
        `refuses page ${page(a)}: ${Object.entries(PageRefusal).find(([, value]) => value === b)?.[0]}`,
    ),
  ],
  [Kind.mapRead, by(({ a, b }) => `has its map by ${b === 1 ? 'replay' : 'scan'}, ${a} blocks`)],
  [Kind.inodeRedone, by(({ a, b }) => `writes inode ${a} again, ${b} pages`)],
  [Kind.fileOpening, by(({ a }) => `opens file ${a}`)],
  [Kind.fileOpened, by(({ a, b }) => `has file ${a}, version ${b}`)],
  [Kind.fileSaving, by(({ a, b }) => `closes file ${a}, ${(b >>> 0).toString(16)}`)],
  [Kind.fileSaved, by(({ a, b }) => `has saved file ${a} as version ${b}`)],
  [Kind.fileCommitted, by(({ a, b }) => `file ${a} is version ${b}`)],
  [Kind.fileChecking, by(({ a, b }) => `asks whether version ${b} of file ${a} is current`)],
  [
    Kind.promiseGiven,
    (trace, { entity, a, b }) => [
      trace.nameOf(entity),
      `promises ${trace.nameOf(a)} to tell of file ${b}`,
    ],
  ],
  [
    Kind.promiseBroken,
    (trace, { entity, a, b }) => [
      trace.nameOf(entity),
      `has told ${trace.nameOf(a)} of file ${b}, or takes it for dead`,
    ],
  ],
  [Kind.believes, by(({ a, b }) => `${b === 1 ? 'relies' : 'relies no more'} on file ${a}`)],
]
