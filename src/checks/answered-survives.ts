import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { pageName, pageRequests } from './file-servers.ts'
import { platters } from './platters.ts'

interface Answered {
  readonly host: string
  readonly page: number
  readonly bytes: number
}

/** Asked when the server's machine loses its power: what counts then is on its disk. */
export const answeredSurvives: Checker = {
  id: 'answered-survives',
  says: 'A write that was answered for is on the disk, whenever the power goes.',
  start(context, lamp) {
    const isOnDisk = platters(context)
    const last = new Map<string, Answered>()
    const requests = pageRequests(context, ({ server, page, bytes }) => {
      // Who writes again may find either, until it has its answer.
      if (bytes !== null) last.delete(`${server} ${page}`)
    })
    context.observe([Kind.writeDone], ({ entity, b }) => {
      const begun = requests.get(entity)
      if (!begun) return
      const { server, page } = begun
      last.set(`${server} ${page}`, { host: server.split('.')[0] as string, page, bytes: b })
    })
    context.observe([Kind.crash], ({ entity, index }) => {
      for (const [key, { host, page, bytes }] of last) {
        if (host !== context.nameOf(entity)) continue
        lamp.exercised()
        if (isOnDisk(entity, bytes)) continue
        last.delete(key)
        lamp.broken(
          `${pageName(page)} was written and answered for, and is not on ${host}’s disk.`,
          index,
        )
      }
    })
    return {}
  },
}
