/** A program that changes machines: how long it stood still, what was copied, and what its partners noticed. */
import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, MigrationEnd } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const NS_PER_SECOND = 1e9
/** Rounds are numbered from 1; this one is the copying while the program is frozen. */
const LAST = 0

/** From one record of a move to another, in all that were whole: the sum, or null. */
function between(
  from: (tell: (time: number) => void) => void,
  to: (tell: (time: number) => void) => void,
  unitNs: number,
): () => number | null {
  let since: number | null = null
  let nanos: number | null = null
  from((time) => {
    since = time
  })
  to((time) => {
    if (since !== null) nanos = (nanos ?? 0) + time - since
    since = null
  })
  return () => (nanos === null ? null : nanos / unitNs)
}

/** From its freezing until it goes on, wherever that is, ms; null where it did not. */
const freezeMs: Metric = {
  name: 'freezeMs',
  start: (context) =>
    between(
      (tell) => context.observe([Kind.guestFrozen], ({ time }) => tell(time)),
      (tell) => context.observe([Kind.guestThawed], ({ time }) => tell(time)),
      NS_PER_MS,
    ),
}

function round(number: number, unitNs: number) {
  return (context: FoldContext) =>
    between(
      (tell) =>
        context.observe([Kind.roundBegun], ({ a, time }) => {
          if (a === number) tell(time)
        }),
      (tell) =>
        context.observe([Kind.roundEnded], ({ a, time }) => {
          if (a === number) tell(time)
        }),
      unitNs,
    )
}
/** Copying while it is frozen, ms. */
const finalCopyMs: Metric = { name: 'finalCopyMs', start: round(LAST, NS_PER_MS) }

/** Copying all of it once, s: the first round, or the last where there is no other. */
const copySeconds: Metric = {
  name: 'copySeconds',
  start(context) {
    const first = round(1, NS_PER_SECOND)(context)
    const last = round(LAST, NS_PER_SECOND)(context)
    return () => first() ?? last()
  },
}

const precopyRounds: Metric = {
  name: 'precopyRounds',
  start(context) {
    let rounds = 0
    context.observe([Kind.roundEnded], ({ a }) => {
      if (a !== LAST) rounds++
    })
    return () => rounds
  },
}

const copiedKB: Metric = {
  name: 'copiedKB',
  start(context) {
    let pages = 0
    context.observe([Kind.roundBegun], ({ b }) => {
      pages += b
    })
    return () => pages
  },
}

/** Of whoever sends to the program at a steady pace: the longest that an answer took, ms. */
const sendDelayMs: Metric = {
  name: 'sendDelayMs',
  start(context) {
    const opened = new Map<EntityId, number>()
    let longest: number | null = null
    context.observe([Kind.sendOpen], ({ entity, time }) => {
      opened.set(context.parentOf(entity), time)
    })
    context.observe([Kind.countHeard], ({ entity, time }) => {
      longest = Math.max(longest ?? 0, time - (opened.get(entity) ?? time))
    })
    return () => (longest === null ? null : longest / NS_PER_MS)
  },
}

/** The word of where it is, and requests that were sent to everybody since it was not where it was sought. */
const rebindFrames: Metric = {
  name: 'rebindFrames',
  start(context) {
    let frames = 0
    let told = false
    context.observe([Kind.rebound], ({ b }) => {
      if (b === 1) frames++
      else if (!told) {
        told = true
        frames++
      }
    })
    return () => frames
  },
}

const STILL = ['none', 'frozen', 'dead']

/** The machines on which a copy of it runs, or is not frozen, at the end of the run. */
const runningCopyState: Metric = {
  name: 'runningCopyState',
  start(context) {
    const states = new Map<EntityId, string>()
    const guests = new Set<EntityId>()
    let lost = false
    let doubtful = false
    context.observe([Kind.environmentMade], ({ entity }) => void guests.add(entity))
    context.observe([Kind.guestThawed], ({ entity }) => void guests.add(entity))
    context.observe([CHANGE + Field.state], ({ entity, b }) => {
      states.set(entity, PROCESS_STATES[b] ?? '')
    })
    context.observe([Kind.migrationEnded], ({ a }) => {
      lost ||= a === MigrationEnd.lost
      doubtful = false
    })
    context.observe([Kind.moveInDoubt], () => {
      doubtful = true
    })
    return () => {
      const running = [...guests].filter((guest) => !STILL.includes(states.get(guest) ?? 'none'))
      if (running.length === 0) return doubtful ? 'in doubt' : lost ? 'given up' : 'nowhere'
      return running.map((guest) => context.nameOf(context.parentOf(guest))).join(' and ')
    }
  },
}

export const MIGRATION_METRICS: readonly Metric[] = [
  freezeMs,
  finalCopyMs,
  copySeconds,
  precopyRounds,
  copiedKB,
  sendDelayMs,
  rebindFrames,
  runningCopyState,
]
