import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Server {
  /** The highest version that it ever stored, or was found with. */
  highest: number
  starts: number
  /** What was committed when it last started. */
  committed: number
}

/**
 * Of a server that has come back. An old copy that is compared with others is given away by its number, and may be
 * told; one that is read alone may not. A server that has forgotten what it once stored may not be counted at all.
 */
export const servesOnlyWhenCurrent: Checker = {
  id: 'serves-only-when-current',
  says: 'A server that has come back tells nobody what it missed or has forgotten before it has caught up.',
  start(context, lamp) {
    let committed = 0
    const servers = new Map<EntityId, Server>()
    const serverOf = (copy: EntityId): Server => {
      const known = servers.get(copy) ?? { highest: 0, starts: 0, committed: 0 }
      servers.set(copy, known)
      return known
    }
    /** Of each machine that reads: how many copies must answer. */
    const needs = new Map<EntityId, number>()
    context.observe([Kind.copyWriteCommitted], ({ a }) => {
      committed = Math.max(committed, a)
    })
    context.observe([Kind.copyReadBegun], ({ entity, a }) => {
      needs.set(context.parentOf(entity), a)
    })
    context.observe([Kind.copyReadEnded, Kind.copyReadRefused], ({ entity }) => {
      needs.delete(context.parentOf(entity))
    })
    context.observe([Kind.copyStored], ({ entity, a }) => {
      const server = serverOf(entity)
      server.highest = Math.max(server.highest, a)
    })
    context.observe([Kind.copyFound], ({ entity }) => {
      const server = serverOf(entity)
      server.starts++
      server.committed = committed
    })
    context.observe([Kind.copyServed], ({ entity, a, b, index }) => {
      const server = serverOf(entity)
      if (server.starts < 2) return
      lamp.exercised()
      const isAlone = needs.get(context.parentOf(a)) === 1
      const least = isAlone ? Math.max(server.committed, server.highest) : server.highest
      if (b >= least) return
      const why = b < server.highest ? 'has forgotten' : 'missed'
      lamp.broken(
        `${context.nameOf(context.parentOf(entity))} came back and tells of version ${b}: it ${why} version ${least}.`,
        index,
      )
    })
    return {}
  },
}
