/** Transactions as they stand on a machine at a cursor, the youngest of which it has heard; and its locks. */
import { EntityType } from '../../trace/entities.ts'
import { BRANCH_STATES, type BranchState, Field } from '../../trace/fields.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { count } from '../numbers.ts'
import type { StageIndex } from './stage-index.ts'

export interface StageBranch {
  readonly entity: EntityId
  /** `T50` */
  readonly name: string
  readonly state: Exclude<BranchState, 'none'>
  /** Since which record it stands so. */
  readonly changedAt: RecordIndex
  /** What it keeps from others here, as `x`. */
  readonly holds: readonly string[]
}

export function branchAt(
  trace: Trace,
  index: StageIndex,
  host: EntityId,
  prefix: number,
): StageBranch | null {
  let found: StageBranch | null = null
  for (const entity of index.on(host, EntityType.branch)) {
    const state = BRANCH_STATES[trace.value(entity, Field.branchState, prefix) ?? 0] ?? 'none'
    const changedAt = trace.lastChange(entity, Field.branchState, prefix)
    if (state === 'none' || changedAt === NONE || changedAt < (found?.changedAt ?? 0)) continue
    const holds = index
      .on(host, EntityType.lock)
      .filter((lock) => trace.value(lock, Field.lockHolder, prefix) === entity)
      .map((lock) => trace.localName(lock))
    found = { entity, name: trace.localName(entity), state, changedAt, holds }
  }
  return found
}

export interface StageLock {
  readonly entity: EntityId
  readonly name: string
  /** Whoever has it is in doubt, and somebody waits. */
  readonly blocks: boolean
  /** `locked for T50, 2 requests wait` and `2 wait for x`. */
  readonly word: string
  readonly short: string
}

/** Those that somebody has or waits for. */
export function locksAt(
  trace: Trace,
  index: StageIndex,
  host: EntityId,
  prefix: number,
): readonly StageLock[] {
  return index.on(host, EntityType.lock).flatMap((entity): StageLock[] => {
    const holder = trace.value(entity, Field.lockHolder, prefix) ?? -1
    const waiters = trace.value(entity, Field.lockWaiters, prefix) ?? 0
    if (holder < 0 && waiters === 0) return []
    const name = trace.localName(entity)
    const has = holder < 0 ? 'free' : `locked for ${trace.localName(holder)}`
    const verb = waiters === 1 ? 'waits' : 'wait'
    const wait = waiters > 0 ? `, ${count(waiters, 'request')} ${verb}` : ''
    const state = holder < 0 ? 0 : (trace.value(holder, Field.branchState, prefix) ?? 0)
    const blocks = waiters > 0 && BRANCH_STATES[state] === 'prepared'
    return [
      { entity, name, blocks, word: `${has}${wait}`, short: `${waiters} ${verb} for ${name}` },
    ]
  })
}
