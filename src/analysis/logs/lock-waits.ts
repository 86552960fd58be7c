/** Who has which lock at a cursor, who waits for it, and whether the waiting goes round in a circle. */
import { EntityType } from '../../trace/entities.ts'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { EntityId } from '../../trace/record.ts'
import type { RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { processName } from '../names.ts'

export interface LockWaits {
  readonly entity: EntityId
  /** `x` of `P2` */
  readonly item: string
  readonly host: string
  /** `T50`; null while nobody has it. */
  readonly holder: string | null
  /** Transactions, and processes that only want to look, in the order in which they have come. */
  readonly waiters: readonly string[]
}

const locksOf = (trace: Trace, host: EntityId): readonly EntityId[] =>
  trace.childrenOf(host).filter((each) => trace.typeOf(each) === EntityType.lock)

export function hasLocks(trace: Trace, setup: RunSetup): boolean {
  return setup.hosts.some(({ entity }) => locksOf(trace, entity).length > 0)
}

/** Those that somebody has or waits for. */
export function lockWaitsAt(trace: Trace, setup: RunSetup, prefix: number): readonly LockWaits[] {
  return setup.hosts.flatMap(({ entity: host, name }) =>
    locksOf(trace, host).flatMap((entity): LockWaits[] => {
      const held = trace.value(entity, Field.lockHolder, prefix) ?? -1
      const waiters = waitersOf(trace, entity, prefix)
      if (held < 0 && waiters.length === 0) return []
      const holder = held < 0 ? null : trace.localName(held)
      return [{ entity, item: trace.localName(entity), host: name, holder, waiters }]
    }),
  )
}

function waitersOf(trace: Trace, lock: EntityId, prefix: number): readonly string[] {
  const count = trace.value(lock, Field.lockWaiters, prefix) ?? 0
  if (count === 0) return []
  const queue: { readonly process: number; name: string }[] = []
  for (const i of trace.recordsOf(lock, 0, prefix)) {
    const kind = trace.kind(i)
    const a = trace.a(i)
    const last = queue[queue.length - 1]
    if (kind === Kind.lockAwaited) queue.push({ process: a, name: processName(trace, a) })
    else if (kind === Kind.lockWaitsFor && last) last.name = `T${a}`
    else if (kind === Kind.lockGranted)
      queue.splice(
        queue.findIndex(({ process }) => process === a),
        1,
      )
  }
  // A crash has taken the queue before them.
  return queue.slice(-count).map(({ name }) => name)
}

/** The transactions of a circle, each waiting for the next and the last for the first; null where there is none. */
export function circleIn(locks: readonly LockWaits[]): readonly string[] | null {
  const waitsFor = new Map<string, Set<string>>()
  for (const { holder, waiters } of locks)
    for (const waiter of waiters)
      if (holder !== null) waitsFor.set(waiter, (waitsFor.get(waiter) ?? new Set()).add(holder))
  const isOut = new Set<string>()
  const follow = (name: string, way: readonly string[]): readonly string[] | null => {
    const at = way.indexOf(name)
    if (at >= 0) return way.slice(at)
    if (isOut.has(name)) return null
    for (const next of waitsFor.get(name) ?? []) {
      const found = follow(next, [...way, name])
      if (found) return found
    }
    isOut.add(name)
    return null
  }
  for (const name of waitsFor.keys()) {
    const found = follow(name, [])
    if (found) return found
  }
  return null
}

/** All of it in a sentence. */
export function locksWords(locks: readonly LockWaits[]): string {
  const circle = circleIn(locks)
  if (circle) {
    const steps = circle.map((name, i) => `${name} waits for ${circle[(i + 1) % circle.length]}`)
    return `Deadlock: ${steps.join(', ')}. None of them goes on until one is aborted.`
  }
  const waiting = locks.reduce((sum, { waiters }) => sum + waiters.length, 0)
  if (locks.length === 0) return 'Nobody has a lock.'
  return waiting === 0 ? 'Nobody waits for a lock.' : 'Whoever waits goes on when the lock is free.'
}
