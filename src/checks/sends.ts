/** What several checkers keep of the Sends under way. */
import type { Emission, FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A kernel names the transaction of a Send so, and that of a GetPid otherwise. */
export function isSend(context: FoldContext, exchange: EntityId): boolean {
  return context.localName(exchange).startsWith('send')
}

/** Transactions whose process lives and waits, GetPid among them, with the process. */
export function openExchanges(
  context: FoldContext,
  opened?: (emission: Emission, process: EntityId) => void,
): ReadonlyMap<EntityId, EntityId> {
  const open = new Map<EntityId, EntityId>()
  context.observe([Kind.sendOpen], (emission) => {
    const process = context.parentOf(emission.entity)
    opened?.(emission, process)
    open.set(emission.entity, process)
  })
  context.observe([Kind.sendClose], ({ entity }) => open.delete(entity))
  // A process that dies in the middle of the call leaves a Send that nobody closes.
  context.observe([Kind.processDestroyed], ({ entity }) => {
    for (const [exchange, process] of open) if (process === entity) open.delete(exchange)
  })
  return open
}
