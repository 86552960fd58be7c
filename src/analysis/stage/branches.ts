/** Transactions as they stand on a machine at a cursor, the youngest of which it has heard; and its locks. */
import { EntityType } from '../../trace/entities.ts'
import { BRANCH_STATES, type BranchState, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
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
  /** Of a copy of a file: its words, the longest first, and what they say in full. */
  readonly words?: readonly string[]
  readonly says?: string
}

/** A server's copy of a file stands where a transaction would: solid where no copy is newer, dashed where one is. */
export function copyAt(
  trace: Trace,
  index: StageIndex,
  host: EntityId,
  hosts: readonly { readonly entity: EntityId }[],
  prefix: number,
): StageBranch | null {
  const [entity] = index.on(host, EntityType.copy)
  if (entity === undefined) return null
  const changedAt = trace.lastChange(entity, Field.copyVersion, prefix)
  if (changedAt === NONE) return null
  const copies = hosts.flatMap((each) => index.on(each.entity, EntityType.copy))
  const versionOf = (copy: EntityId) => trace.value(copy, Field.copyVersion, prefix) ?? 0
  const version = versionOf(entity)
  const isNewest = copies.every((copy) => versionOf(copy) <= version)
  const readers = copies.filter((copy) => hasServed(trace, entity, copy, prefix))
  const who = readers.map((copy) => trace.localName(trace.parentOf(copy))).join(' ')
  const name = `v${version}`
  return {
    entity,
    name,
    state: isNewest ? 'committed' : 'active',
    changedAt,
    holds: [],
    words: who === '' ? [name] : [`${name}, read by ${who}`, `${name} → ${who}`, name],
    says: `Copy, version ${version}${isNewest ? '' : ', an old one'}${who === '' ? '' : `, read by ${who}`}`,
  }
}

/** Whether a reader's last read was told by this server. */
function hasServed(trace: Trace, copy: EntityId, reader: EntityId, prefix: number): boolean {
  const begun = lastOf(trace, reader, [Kind.copyReadBegun], prefix)
  if (begun === NONE) return false
  const ended = lastOf(trace, reader, [Kind.copyReadEnded, Kind.copyReadRefused], prefix)
  const before = ended !== NONE && ended > begun ? ended : prefix
  const host = trace.parentOf(reader)
  const isIts = (i: RecordIndex) => i > begun && trace.parentOf(trace.a(i)) === host
  return lastOf(trace, copy, [Kind.copyServed], before, isIts) !== NONE
}

function lastOf(
  trace: Trace,
  entity: EntityId,
  kinds: readonly number[],
  prefix: number,
  isMeant: (index: RecordIndex) => boolean = () => true,
): RecordIndex {
  const its = trace.recordsOf(entity, 0, prefix)
  for (let at = its.length - 1; at >= 0; at--) {
    const i = its[at] as RecordIndex
    if (kinds.includes(trace.kind(i)) && isMeant(i)) return i
  }
  return NONE
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
