/** Names that are swapped: what is lost, refused, carried out, and found after a crash. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { DirectoryMode, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

function counting(name: string, kind: number): Metric {
  return {
    name,
    start(context) {
      let count = 0
      context.observe([kind], () => void count++)
      return () => count
    },
  }
}
export const swapsRefused = counting('swapsRefused', Kind.swapRefused)
export const rollForwards = counting('rollForwards', Kind.rolledForward)

/** Versions that were put in a name's place, and are not among those from which the one there at the end was made. */
export const lostUpdates: Metric = {
  name: 'lostUpdates',
  start(context) {
    const madeFrom = new Map<number, number>()
    const denoted = new Map<number, Set<number>>()
    const last = new Map<number, number>()
    context.observe([Kind.basedOn], ({ a, b }) => void madeFrom.set(a, b))
    context.observe([Kind.nameLinked], ({ a, b }) => {
      if (b === 0) return
      const its = denoted.get(a) ?? new Set<number>()
      denoted.set(a, its)
      its.add(b)
      last.set(a, b)
    })
    return () => {
      let lost = 0
      for (const [name, versions] of denoted) {
        const kept = new Set<number>()
        for (let each = last.get(name); each; each = madeFrom.get(each)) kept.add(each)
        for (const version of versions) if (!kept.has(version)) lost++
      }
      return lost
    }
  },
}

/** Names that denoted one version at one server and another at the other, while each served alone. */
export const namesForked: Metric = {
  name: 'namesForked',
  start(context) {
    const alone = new Set<EntityId>()
    const denotes = new Map<EntityId, Map<number, number>>()
    const forked = new Set<number>()
    const compare = (): void => {
      const [one, other] = [...alone].map((host) => denotes.get(host))
      if (!one || !other) return
      for (const [name, version] of one)
        if (other.has(name) && other.get(name) !== version) forked.add(name)
    }
    context.observe([Kind.nameLinked], ({ entity, a, b }) => {
      const host = context.parentOf(entity)
      const its = denotes.get(host) ?? new Map<number, number>()
      denotes.set(host, its)
      its.set(a, b)
      compare()
    })
    context.observe([Kind.directoryMode], ({ entity, a }) => {
      const host = context.parentOf(entity)
      if (a === DirectoryMode.oneCopy) alone.add(host)
      else alone.delete(host)
      compare()
    })
    return () => forked.size
  },
}

/** From an editor's request for the swap to its answer: the mean of those that were not refused, ms. */
export const updateMs: Metric = {
  name: 'updateMs',
  start(context) {
    const since = new Map<EntityId, number>()
    let count = 0
    let nanos = 0
    context.observe([Kind.basedOn], ({ entity, time }) => void since.set(entity, time))
    context.observe([Kind.saveEnded], ({ entity, b, time }) => {
      const from = since.get(entity)
      since.delete(entity)
      if (b === 0 || from === undefined) return
      count++
      nanos += time - from
    })
    return () => (count === 0 ? null : nanos / count / NS_PER_MS)
  },
}

/** From the first silence of a partner until its server goes on alone, s: the longest. */
export const oneCopySeconds: Metric = {
  name: 'oneCopySeconds',
  start(context) {
    const since = new Map<EntityId, number>()
    let longest: number | null = null
    context.observe([Kind.partnerSilent], ({ entity, time }) => void since.set(entity, time))
    context.observe([Kind.directoryMode], ({ entity, a, time }) => {
      const from = since.get(entity)
      if (a === DirectoryMode.oneCopy && from !== undefined)
        longest = Math.max(longest ?? 0, (time - from) / 1e9)
    })
    return () => longest
  },
}

/**
 * What the first name denotes at the server that was the last to start again, when it serves; at the end, where none
 * has: `new` a version made from another, `old` the first one, `nothing` where it denotes nothing. `waits` where that
 * server does not serve yet. Null without servers of a directory.
 */
export function directoryState(context: FoldContext): () => string | null {
  const denotes = new Map<EntityId, number>()
  let last = 0
  let restarted: EntityId | null = null
  let found: string | null = null
  let any = false
  const madeFrom = new Map<number, number>()
  context.observe([Kind.basedOn], ({ a, b }) => void madeFrom.set(a, b))
  context.observe([Kind.nameLinked], ({ entity, a, b }) => {
    if (a !== 1) return
    denotes.set(context.parentOf(entity), b)
    last = b
  })
  context.observe([Kind.reboot], ({ entity }) => {
    restarted = entity
    // Until its program has read the disk nobody knows.
    found = 'waits'
  })
  const stateOf = (version: number): string =>
    version === 0 ? 'nothing' : madeFrom.get(version) ? 'new' : 'old'
  context.observe([Kind.directoryMode], ({ entity, a }) => {
    any = true
    const host = context.parentOf(entity)
    if (host !== restarted) return
    found = a === DirectoryMode.waits ? 'waits' : stateOf(denotes.get(host) ?? 0)
  })
  return () => (any ? (found ?? stateOf(last)) : null)
}

export const DIRECTORY_METRICS: readonly Metric[] = [
  lostUpdates,
  swapsRefused,
  rollForwards,
  namesForked,
  updateMs,
  oneCopySeconds,
]
