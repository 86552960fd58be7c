import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { pageRequests } from './file-servers.ts'

/** One process's way through a file that nobody has read before. */
interface Pass {
  readonly since: number
  readonly pages: Set<number>
}

/** Of the first pass: what comes after may be in the server's memory. */
export const notFasterThanDisk: Checker = {
  id: 'not-faster-than-disk',
  says: 'Read-ahead hides the network behind the disk, or the disk behind the network; no file that is new to the server comes faster than its disk.',
  start(context, lamp) {
    const passes = new Map<EntityId, Pass>()
    /** The shortest access of each machine's disk, ns. */
    const shortest = new Map<EntityId, number>()
    const opened = new Map<EntityId, number>()
    const hosts = new Map(context.setup.hosts.map(({ name, entity }) => [name, entity]))
    const requests = pageRequests(context)
    context.observe([Kind.diskOpen], ({ entity, time }) => void opened.set(entity, time))
    context.observe([Kind.diskClose], ({ entity, time, a }) => {
      const took = time - (opened.get(entity) ?? time)
      const host = context.parentOf(entity)
      if (a === 0) shortest.set(host, Math.min(took, shortest.get(host) ?? took))
    })
    context.observe([Kind.passBegun], ({ entity, time, a }) => {
      if (a === 1) passes.set(entity, { since: time, pages: new Set() })
      else passes.delete(entity)
    })
    context.observe([Kind.readDone], ({ entity, time, index }) => {
      const pass = passes.get(entity)
      const begun = requests.get(entity)
      if (!pass || !begun) return
      const host = hosts.get(begun.server.split('.')[0] as string) ?? -1
      const disk = shortest.get(host)
      pass.pages.add(begun.page)
      if (disk === undefined) return
      lamp.exercised()
      if (time - pass.since >= pass.pages.size * disk) return
      lamp.broken(
        `${context.nameOf(entity)} had ${pass.pages.size} pages sooner than the disk can read them.`,
        index,
      )
    })
    return {}
  },
}
