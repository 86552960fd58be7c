/**
 * Queries of a run: a program that asks a group shows their number in a variable `query`, and what it Sends from
 * then on belongs to that query, in however many Sends.
 */
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export interface Query {
  readonly begun: number
  /** Packets of its Sends, copies and replies included. */
  frames: number
  /** When the first reply, and the last, was in the program’s hands, ns; -1 before. */
  firstReply: number
  lastReply: number
  /** Members whose reply the program has, in their order. */
  readonly repliers: Set<EntityId>
  /** When each of these was in the program’s hands, ns. */
  readonly taken: number[]
}

const OF_A_SEND: readonly number[] = [
  PacketType.SEND,
  PacketType.REPLY,
  PacketType.REPLY_PENDING,
  PacketType.NACK,
]

export class Queries {
  readonly all: Query[] = []
  private readonly latest = new Map<EntityId, Query>()
  private readonly byExchange = new Map<EntityId, Query>()
  /** Who has answered a Send first, until it ends with that. */
  private readonly first = new Map<EntityId, EntityId>()

  constructor(context: FoldContext) {
    const asked = new Map<EntityId, EntityId>()
    context.observe([CHANGE + Field.value], ({ entity, time }) => {
      if (context.localName(entity) !== 'query') return
      const query = {
        begun: time,
        frames: 0,
        firstReply: -1,
        lastReply: -1,
        repliers: new Set<EntityId>(),
        taken: [],
      }
      this.all.push(query)
      this.latest.set(context.parentOf(entity), query)
    })
    context.observe([Kind.sendOpen], ({ entity, a }) => {
      const query = this.latest.get(context.parentOf(entity))
      if (!query) return
      this.byExchange.set(entity, query)
      asked.set(entity, a)
    })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      const query = this.byExchange.get(context.parentOf(entity))
      if (query && OF_A_SEND.includes(a)) query.frames++
    })
    context.observe([Kind.replyQueued], ({ entity, a, b }) => {
      if (b === 1) this.first.set(entity, a)
    })
    context.observe([Kind.sendClose], ({ entity, time, a }) => {
      if (a === SendResult.replied)
        this.took(entity, time, this.first.get(entity) ?? (asked.get(entity) as EntityId))
    })
    context.observe([Kind.gotReply], ({ entity, time, a }) => {
      if (a >= 0) this.took(entity, time, a)
    })
  }

  private took(exchange: EntityId, time: number, replier: EntityId): void {
    const query = this.byExchange.get(exchange)
    if (!query) return
    if (query.firstReply < 0) query.firstReply = time
    query.lastReply = time
    if (query.repliers.has(replier)) return
    query.repliers.add(replier)
    query.taken.push(time)
  }

  has(exchange: EntityId): boolean {
    return this.byExchange.has(exchange)
  }

  /** Over those of which `of` knows a number; null where it knows none. */
  mean(of: (query: Query) => number | null): number | null {
    const known = this.all.map(of).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length
  }
}

const shared = new WeakMap<FoldContext, Queries>()

/** One for all metrics of a run. */
export function queriesOf(context: FoldContext): Queries {
  const known = shared.get(context) ?? new Queries(context)
  shared.set(context, known)
  return known
}
