/** Reads and writes of pages as their processes began them, each at the server that its Send went to. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const FILE = 0x10000
export function pageName(page: number): string {
  return `page ${page % FILE} of file ${Math.floor(page / FILE)}`
}

export interface Begun {
  readonly process: EntityId
  /** Name of the server; its later lives are the same server. */
  readonly server: string
  readonly page: number
  /** Hash of what is to be written; null of a read. */
  readonly bytes: number | null
}

/** Calls back as the request is sent; what it gives out is each process's last. */
export function pageRequests(
  context: FoldContext,
  sent: (begun: Begun) => void = () => {},
): ReadonlyMap<EntityId, Begun> {
  const wanted = new Map<EntityId, { readonly page: number; readonly bytes: number | null }>()
  const last = new Map<EntityId, Begun>()
  context.observe([Kind.readBegun], ({ entity, a }) => wanted.set(entity, { page: a, bytes: null }))
  context.observe([Kind.writeBegun], ({ entity, a, b }) =>
    wanted.set(entity, { page: a, bytes: b }),
  )
  context.observe([Kind.sendOpen], ({ entity, a }) => {
    const process = context.parentOf(entity)
    const its = wanted.get(process)
    if (!its || a < 0) return
    wanted.delete(process)
    const begun = { process, server: context.nameOf(a).replace(/#\d+$/, ''), ...its }
    last.set(process, begun)
    sent(begun)
  })
  return last
}
