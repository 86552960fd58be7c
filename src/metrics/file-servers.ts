/** What a request to a file server takes, what keeps the server busy, and what it lost with the power. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Bursts } from './busy.ts'
import { FileSpan, fileServerHosts } from './file-span.ts'

const NS_PER_MS = 1e6

/** Stretches in which something was at work, gathered as the run goes, and asked for at its end. */
type Gather = (
  context: FoldContext,
  add: (since: number, until: number) => void,
) => (endNs: number) => void

function gathered(
  name: string,
  gather: Gather,
  of: (busy: number, span: FileSpan) => number | null,
): Metric {
  return {
    name,
    start(context) {
      const span = new FileSpan(context)
      const busy: (readonly [number, number])[] = []
      const finish = gather(context, (since, until) => busy.push([since, until]))
      return (endNs) => {
        finish(endNs)
        return of(
          busy.reduce((sum, [from, to]) => sum + span.within(from, to), 0),
          span,
        )
      }
    },
  }
}

const disks: Gather = (context, add) => {
  const hosts = fileServerHosts(context)
  const opened = new Map<EntityId, number>()
  context.observe([Kind.diskOpen], ({ entity, time }) => {
    if (hosts.has(context.parentOf(entity))) opened.set(entity, time)
  })
  context.observe([Kind.diskClose], ({ entity, time }) => {
    const since = opened.get(entity)
    if (since !== undefined) add(since, time)
  })
  return () => {}
}
const processors: Gather = (context, add) => {
  const hosts = fileServerHosts(context)
  const its = new Set(
    context.setup.hosts.filter(({ entity }) => hosts.has(entity)).map((host) => host.processor),
  )
  const bursts = new Bursts(context, (processor, since, until) => {
    if (its.has(processor)) add(since, until)
  })
  return (endNs) => bursts.end(endNs)
}
const wire: Gather = (context, add) => {
  const opened = new Map<EntityId, number>()
  context.observe([Kind.transmitOpen], ({ entity, time }) => void opened.set(entity, time))
  context.observe([Kind.transmitClose], ({ entity, time }) => add(opened.get(entity) ?? time, time))
  return () => {}
}

const percent = (busy: number, span: FileSpan) => span.percent(busy)
const eachRequest = (busy: number, { requests }: FileSpan) =>
  requests === 0 ? null : busy / requests / NS_PER_MS
/** Of the time in which pages are read and written, at the file servers. */
export const diskBusyPercent = gathered('diskBusyPercent', disks, percent)
export const serverCpuPercent = gathered('serverCpuPercent', processors, percent)
/** What a request demands of each, ms: all their work in that time, over the requests that were answered in it. */
export const requestDiskMs = gathered('requestDiskMs', disks, eachRequest)
export const requestCpuMs = gathered('requestCpuMs', processors, eachRequest)
export const requestWireMs = gathered('requestWireMs', wire, eachRequest)

/** Sums of the bytes in each block of a machine's disks, after its last access. */
function surfaces(context: FoldContext): (host: EntityId) => ReadonlySet<number> {
  const opened = new Map<EntityId, number>()
  const blocks = new Map<EntityId, Map<string, number>>()
  context.observe([Kind.diskOpen], ({ entity, a }) => void opened.set(entity, a))
  context.observe([Kind.diskClose], ({ entity, b }) => {
    const host = context.parentOf(entity)
    const its = blocks.get(host) ?? new Map<string, number>()
    blocks.set(host, its)
    its.set(`${entity} ${opened.get(entity)}`, b)
  })
  return (host) => new Set(blocks.get(host)?.values())
}

/** Of pages whose last write was answered for, and was not on the disk when the power went. */
export const bytesLost: Metric = {
  name: 'bytesLost',
  start(context) {
    const onDisk = surfaces(context)
    const hosts = fileServerHosts(context)
    const serving = new Map<EntityId, EntityId>()
    /** By machine, the last answered content of each page. */
    const answered = new Map<EntityId, Map<number, number>>()
    let bytes = 0
    context.observe([Kind.sendOpen], ({ entity, a }) => {
      if (a >= 0) serving.set(context.parentOf(entity), context.parentOf(a))
    })
    context.observe([Kind.writeDone], ({ entity, a, b }) => {
      const host = serving.get(entity)
      if (host === undefined) return
      const pages = answered.get(host) ?? new Map<number, number>()
      answered.set(host, pages.set(a, b))
    })
    context.observe([Kind.crash], ({ entity }) => {
      if (!hosts.has(entity)) return
      const disk = context.setup.hosts.find((host) => host.entity === entity)?.disks?.[0]
      const there = onDisk(entity)
      for (const hash of answered.get(entity)?.values() ?? [])
        if (!there.has(hash)) bytes += disk?.blockBytes ?? 0
      answered.delete(entity)
    })
    return () => bytes
  },
}

export const FILE_SERVER_METRICS: readonly Metric[] = [
  diskBusyPercent,
  serverCpuPercent,
  requestDiskMs,
  requestCpuMs,
  requestWireMs,
  bytesLost,
]
