import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { groupSends } from './group-sends.ts'

/** The program says that it has enough; the kernels’ records say from how many it has had a reply. */
export const kDistinct: Checker = {
  id: 'k-distinct',
  says: 'A client that calls k answers enough has had replies from k different members.',
  start(context, lamp) {
    const k = Number(context.switches.k ?? 1)
    const enough = context.stringId('enough')
    const sends = groupSends(context)
    const repliers = new Map<EntityId, Set<EntityId>>()
    const took = (exchange: EntityId, replier: EntityId) =>
      repliers.get(context.parentOf(exchange))?.add(replier)
    context.observe([Kind.replyQueued], ({ entity, a, b }) => {
      if (b === 1 && sends.has(entity)) took(entity, a)
    })
    context.observe([Kind.gotReply], ({ entity, a }) => {
      if (a >= 0) took(entity, a)
    })
    context.observe([CHANGE + Field.value], ({ entity }) => {
      if (context.localName(entity) === 'query') repliers.set(context.parentOf(entity), new Set())
    })
    context.observe([CHANGE + Field.text], ({ entity, b, index }) => {
      if (context.localName(entity) !== 'outcome' || b !== enough) return
      lamp.exercised()
      const had = repliers.get(context.parentOf(entity))?.size ?? 0
      if (had >= k) return
      const who = context.nameOf(context.parentOf(entity))
      lamp.broken(`${who} has had replies from ${had} members, and takes them for ${k}.`, index)
    })
    return {}
  },
}
