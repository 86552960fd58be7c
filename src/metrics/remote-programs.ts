/** Programs on other machines: what it takes until they begin, whose context they work in, and how they end. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { Metric } from '../trace/fold.ts'
import { foreignContext } from '../trace/foreign-context.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { updateOutcome } from './groups.ts'

const NS_PER_MS = 1e6

/** Making an environment and clearing it away, from the request at the manager: the mean of those of which both were seen, ms. */
const setupMs: Metric = {
  name: 'setupMs',
  start(context) {
    const asked = new Map<EntityId, number>()
    const making = new Map<number, number>()
    let nanos = 0
    let environments = 0
    context.observe([Kind.received], ({ a, time }) => void asked.set(a, time))
    context.observe([Kind.environmentMade], ({ a, b, time }) => {
      making.set(b, time - (asked.get(a) ?? time))
    })
    context.observe([Kind.environmentCleared], ({ entity, a, time }) => {
      const made = making.get(a)
      if (made === undefined) return
      nanos += made + time - (asked.get(entity) ?? time)
      environments++
    })
    return () => (environments === 0 ? null : nanos / environments / NS_PER_MS)
  },
}

/** From a command's first question to the first instruction of its program: the mean, ms. */
const startMs: Metric = {
  name: 'startMs',
  start(context) {
    const since = new Map<EntityId, number>()
    let nanos = 0
    let begun = 0
    context.observe([Kind.sendOpen], ({ entity, time }) => {
      const process = context.parentOf(entity)
      if (!since.has(process)) since.set(process, time)
    })
    context.observe([Kind.programBegun], ({ a, time }) => {
      nanos += time - (since.get(a) ?? time)
      begun++
    })
    return () => (begun === 0 ? null : nanos / begun / NS_PER_MS)
  },
}

/** Names, files, lines and screens that were not those of the program's user. */
const foreignLookups: Metric = {
  name: 'foreignLookups',
  start(context) {
    let foreign = 0
    foreignContext(context, {
      used: (what) => {
        if (what.foreign) foreign++
      },
    })
    return () => foreign
  },
}

/**
 * What a command's user is told, and the lines that its program has written by the end of the run; in a run without
 * such files, what the sender of an update knows.
 */
const outcomeState: Metric = {
  name: 'outcomeState',
  start(context) {
    const ofUpdate = updateOutcome.start(context)
    let files = false
    let outcome = 'waiting'
    let lines = 0
    let foreign = false
    context.observe([Kind.openedFor], () => {
      files = true
    })
    context.observe([CHANGE + Field.text], ({ entity, b }) => {
      if (context.localName(entity) === 'outcome') outcome = context.stringOf(b)
    })
    context.observe([Kind.lineWritten], ({ b }) => {
      lines = b
    })
    foreignContext(context, {
      used: (what) => {
        foreign ||= what.foreign
      },
    })
    return (endNs) => {
      if (!files) return ofUpdate(endNs)
      const how = foreign ? `${outcome}, as a stranger` : outcome
      return `${how}, ${lines} line${lines === 1 ? '' : 's'}`
    }
  },
}

export const REMOTE_PROGRAM_METRICS: readonly Metric[] = [
  setupMs,
  startMs,
  foreignLookups,
  outcomeState,
]
