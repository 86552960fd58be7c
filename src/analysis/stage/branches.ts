/** Transactions as they stand on a machine at a cursor: the youngest of which it has heard. */
import { EntityType } from '../../trace/entities.ts'
import { BRANCH_STATES, type BranchState, Field } from '../../trace/fields.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
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
