/** How a machine was found for a program, what starting it took, and how evenly programs came to lie. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

/** From a user's first question to its first choice, of all users: the mean, ms. */
const selectionMs: Metric = {
  name: 'selectionMs',
  start(context) {
    const since = new Map<EntityId, number>()
    const chose = new Set<EntityId>()
    let nanos = 0
    context.observe([Kind.sendOpen], ({ entity, time }) => {
      const process = context.parentOf(entity)
      if (!since.has(process)) since.set(process, time)
    })
    context.observe([Kind.hostChosen], ({ entity, time }) => {
      if (chose.has(entity)) return
      chose.add(entity)
      nanos += time - (since.get(entity) ?? time)
    })
    return () => (chose.size === 0 ? null : nanos / chose.size / NS_PER_MS)
  },
}

/** The most programs of users that any machine ran at one time. */
const jobsOnBusiestHost: Metric = {
  name: 'jobsOnBusiestHost',
  start(context) {
    const running = new Map<EntityId, number>()
    let most = 0
    context.observe([Kind.programStarted, Kind.programEnded], ({ entity, kind }) => {
      const now = (running.get(entity) ?? 0) + (kind === Kind.programStarted ? 1 : -1)
      running.set(entity, now)
      most = Math.max(most, now)
    })
    return () => most
  },
}

/** Programs that were on the machine already when one was started there: the mean over the programs of users. */
const loadAtStart: Metric = {
  name: 'loadAtStart',
  start(context) {
    let started = 0
    let before = 0
    context.observe([Kind.programStarted], ({ b }) => {
      started++
      before += b
    })
    return () => (started === 0 ? null : before / started)
  },
}

/** Making an environment for a program and clearing it away: the mean of programs of which both were seen, ms. */
const environmentMs: Metric = {
  name: 'environmentMs',
  start(context) {
    const since = new Map<number, number>()
    const made = new Map<number, number>()
    let nanos = 0
    let programs = 0
    context.observe([Kind.programStarted, Kind.programEnded], ({ time, a }) => since.set(a, time))
    context.observe([CHANGE + Field.placeFor], ({ time, a, b }) => {
      const program = b === 0 ? a : b
      const begun = since.get(program)
      if (begun === undefined) return
      since.delete(program)
      if (b !== 0) made.set(program, time - begun)
      else if (made.has(program)) {
        nanos += (made.get(program) as number) + time - begun
        programs++
      }
    })
    return () => (programs === 0 ? null : nanos / programs / NS_PER_MS)
  },
}

const STARTED = 'started'

/** Users whose program did not start, or may not have, and who know it; one that knows nothing is no outcome. */
const usersTold: Metric = {
  name: 'usersTold',
  start(context: FoldContext) {
    const started = context.stringId(STARTED)
    let told = 0
    context.observe([CHANGE + Field.text], ({ entity, b }) => {
      if (context.localName(entity) === 'outcome' && b !== started) told++
    })
    return () => told
  },
}

export const HOST_METRICS: readonly Metric[] = [
  selectionMs,
  jobsOnBusiestHost,
  loadAtStart,
  environmentMs,
  usersTold,
]
