/** Whole files read and written page by page. A server that does not answer is asked again after a while. */
import { contentHash } from '../engine/content-hash.ts'
import type { Step } from '../engine/program.ts'
import type { Segment } from '../kernel/memory.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, GetTime } from '../kernel/system-calls.ts'
import { fillMade, folded, sumOf } from '../services/make/contents.ts'
import { pageNumber, readPage, writePage } from './page-requests.ts'

export interface Paging {
  readonly server: Pid
  /** Of every file. */
  readonly pages: number
  readonly room: Segment
}

const TRIES = 40
const AGAIN_NS = 500_000_000
/** Since a Send found nobody for the first time: for so long the server may be rebooting. */
const SILENT_NS = 60_000_000_000
const NOTHING = sumOf('')

/** The sum over its pages; null where the server is gone for good. */
export function* readFile({ server, pages, room }: Paging, file: number): Step<number | null> {
  let sum = NOTHING
  for (let page = 0; page < pages; page++) {
    if (!(yield* tried(() => readPage(server, pageNumber(file, page), room)))) return null
    sum = folded(sum, contentHash(room.bytes))
  }
  return sum
}

/** Fills a file from `made`, what it was made of: the sum over its pages, or null. */
export function* writeFile(
  { server, pages, room }: Paging,
  file: number,
  made: number,
): Step<number | null> {
  let sum = NOTHING
  for (let page = 0; page < pages; page++) {
    fillMade(room.bytes, made, page)
    if (!(yield* tried(() => writePage(server, pageNumber(file, page), room)))) return null
    sum = folded(sum, contentHash(room.bytes))
  }
  return sum
}

/** A question that has an answer, null, or why not: asked again for a while. False where the server is gone. */
export function* tried(once: () => Step<string | null>): Step<boolean> {
  let silentSince: number | null = null
  for (let n = 1; n <= TRIES; n++) {
    const why = yield* once()
    if (why === null) return true
    const now = yield* GetTime()
    silentSince = why === 'noAnswer' ? (silentSince ?? now) : null
    if (silentSince !== null && now - silentSince >= SILENT_NS) return false
    yield* Delay(AGAIN_NS)
  }
  return false
}
