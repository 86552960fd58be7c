import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { type Begun, pageName, pageRequests } from './file-servers.ts'

interface Writing {
  readonly bytes: number
  /** What others were told is written since this one began: it may have come before them, or after. */
  readonly meanwhile: Set<number>
}

/** What was in a page before anybody wrote it: not known until somebody reads it. */
const ORIGINAL = null
type Bytes = number | typeof ORIGINAL

/** What a page may hold, by the sums of the bytes. */
class Page {
  original: Bytes = ORIGINAL
  /** After the last write that was answered for. */
  private settled: ReadonlySet<Bytes> = new Set([ORIGINAL])
  private readonly writing = new Map<EntityId, Writing>()
  /** Of every read that goes on: all that may have been in the page since it began. */
  private readonly reading = new Map<EntityId, Set<Bytes>>()

  begins({ process, bytes }: Begun): void {
    if (bytes === null) {
      const underWay = [...this.writing.values()].map((each) => each.bytes)
      this.reading.set(process, new Set([...this.settled, ...underWay]))
      return
    }
    this.writing.set(process, { bytes, meanwhile: new Set() })
    for (const possible of this.reading.values()) possible.add(bytes)
  }

  written(process: EntityId): void {
    const its = this.writing.get(process)
    if (!its) return
    this.writing.delete(process)
    this.settled = new Set([its.bytes, ...its.meanwhile])
    for (const { meanwhile } of this.writing.values()) meanwhile.add(its.bytes)
  }

  /** Whether these bytes may be what a read gets. */
  allows(process: EntityId, bytes: number): boolean {
    const possible = this.reading.get(process)
    this.reading.delete(process)
    if (!possible || possible.has(bytes)) return possible !== undefined
    if (!possible.has(ORIGINAL)) return false
    this.original ??= bytes
    return this.original === bytes
  }
}

export const lastWriteRead: Checker = {
  id: 'last-write-read',
  says: 'Who reads a page gets what was last written into it, or what is being written meanwhile; and of no other page.',
  start(context, lamp) {
    const pages = new Map<string, Page>()
    /** The page that first had these bytes. */
    const owners = new Map<string, number>()
    const ownerOf = ({ server, page }: Begun, bytes: number): number => {
      const key = `${server} ${bytes}`
      const owner = owners.get(key) ?? page
      owners.set(key, owner)
      return owner
    }
    const pageOf = ({ server, page }: Begun): Page => {
      const key = `${server} ${page}`
      const known = pages.get(key) ?? new Page()
      pages.set(key, known)
      return known
    }
    const requests = pageRequests(context, (begun) => {
      pageOf(begun).begins(begun)
      if (begun.bytes !== null) ownerOf(begun, begun.bytes)
    })
    context.observe([Kind.writeDone], ({ entity }) => {
      const begun = requests.get(entity)
      if (begun) pageOf(begun).written(entity)
    })
    context.observe([Kind.readDone], ({ entity, b, index }) => {
      const begun = requests.get(entity)
      if (!begun) return
      const page = pageOf(begun)
      const allowed = page.allows(entity, b)
      const who = context.nameOf(entity)
      const name = pageName(begun.page)
      lamp.exercised()
      if (ownerOf(begun, b) !== begun.page)
        lamp.broken(`${who} asked for ${name} and got ${pageName(ownerOf(begun, b))}.`, index)
      else if (!allowed)
        lamp.broken(`${who} got ${name} as it was before it was last written.`, index)
    })
    return {}
  },
}
