/** What finding names costs: frames, hints that held, opens that failed. */
import { EntityType } from '../trace/entities.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const RESULT = { failed: 0, opened: 1, hintFailed: 2 } as const

/** One open as its client goes about it. */
interface Opening {
  readonly begun: number
  /** Whether the client asks who has the name at this moment. */
  asking: boolean
  /** It went by a hint first. */
  readonly hinted: boolean
  stale: boolean
  frames: number
  lookupFrames: number
}

/** Calls back for each open that ended, after the warm-up. */
function opens(
  context: FoldContext,
  ended: (opening: Opening, result: number, time: number) => void,
): void {
  const open = new Map<EntityId, Opening>()
  const asked = new Set<EntityId>()
  context.observe([Kind.nameSought], ({ entity, time, b }) => {
    const known = open.get(entity)
    if (known) known.asking = b === 1
    else
      open.set(entity, {
        begun: time,
        asking: b === 1,
        hinted: b === 0,
        stale: false,
        frames: 0,
        lookupFrames: 0,
      })
  })
  context.observe([Kind.sendOpen], ({ entity }) => {
    if (open.get(context.parentOf(entity))?.asking) asked.add(entity)
  })
  context.observe([Kind.packetOut], ({ entity }) => {
    const exchange = context.parentOf(entity)
    if (context.typeOf(exchange) !== EntityType.exchange) return
    const opening = open.get(context.parentOf(exchange))
    if (!opening) return
    opening.frames++
    if (asked.has(exchange)) opening.lookupFrames++
  })
  context.observe([Kind.nameOpened], ({ entity, time, b }) => {
    const opening = open.get(entity)
    if (!opening) return
    if (b === RESULT.hintFailed) {
      opening.stale = true
      return
    }
    open.delete(entity)
    if (opening.begun >= context.warmUpNs) ended(opening, b, time)
  })
}

/** Frames of all questions who has a name. */
export const lookupFrames: Metric = {
  name: 'lookupFrames',
  start(context) {
    let frames = 0
    opens(context, ({ lookupFrames: its }) => {
      frames += its
    })
    return () => frames
  },
}

/** Opens that went by a hint, and it held. */
export const hintHits: Metric = {
  name: 'hintHits',
  start(context) {
    let hits = 0
    opens(context, ({ hinted, stale }, result) => {
      if (hinted && !stale && result === RESULT.opened) hits++
    })
    return () => hits
  },
}

/** Frames of an open beyond the two that it takes by a good hint: the most that an old one cost, but succeeded. */
export const staleHintExtraFrames: Metric = {
  name: 'staleHintExtraFrames',
  start(context) {
    let most = 0
    opens(context, ({ stale, frames }, result) => {
      if (stale && result === RESULT.opened) most = Math.max(most, frames - 2)
    })
    return () => most
  },
}

export const opensFailed: Metric = {
  name: 'opensFailed',
  start(context) {
    let failed = 0
    opens(context, (_, result) => {
      if (result === RESULT.failed) failed++
    })
    return () => failed
  },
}

/** From seeking a name, or opening a file, to having it, of opens that succeeded: the mean, ms. */
export const openMs: Metric = {
  name: 'openMs',
  start(context) {
    let count = 0
    let nanos = 0
    const add = (begun: number, time: number) => {
      count++
      nanos += time - begun
    }
    opens(context, ({ begun }, result, time) => {
      if (result === RESULT.opened) add(begun, time)
    })
    const files = new Map<EntityId, number>()
    context.observe([Kind.fileOpening], ({ entity, time }) => files.set(entity, time))
    context.observe([Kind.fileOpened], ({ entity, time }) => add(files.get(entity) ?? time, time))
    return () => (count === 0 ? null : nanos / count / NS_PER_MS)
  },
}

export const NAME_METRICS: readonly Metric[] = [
  lookupFrames,
  hintHits,
  staleHintExtraFrames,
  opensFailed,
  openMs,
]
