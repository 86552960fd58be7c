/**
 * The write-ahead logs of the machines side by side at a cursor: what is forced and what is not, and of both what is
 * on the disk, only in memory, or gone with the power.
 */
import { EntityType } from '../../trace/entities.ts'
import { Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { count } from '../numbers.ts'

/** Records of each log that are shown: the latest. */
const ROWS_MAX = 60

export type DurableState = 'writing' | 'memory' | 'disk' | 'lost'

export interface LoggedRecord {
  /** Its number in its log. */
  readonly number: number
  readonly text: string
  /** Its writer waits, or has waited, until it is on the disk. */
  readonly forced: boolean
  readonly state: DurableState
  /** That appended it. */
  readonly record: RecordIndex
}

export interface DiskLog {
  readonly entity: EntityId
  readonly host: string
  readonly records: readonly LoggedRecord[]
}

const STATE_WORDS: Readonly<Record<DurableState, string>> = {
  writing: 'on its way to the disk',
  memory: 'in memory alone',
  disk: 'on the disk',
  lost: 'gone with the power',
}

export function durableWords({ forced, state }: LoggedRecord): string {
  return `${forced ? 'forced' : 'not forced'}, ${STATE_WORDS[state]}`
}

export function hasLogs(trace: Trace, setup: RunSetup): boolean {
  return setup.hosts.some(({ entity }) => logOf(trace, entity) !== undefined)
}

function logOf(trace: Trace, host: EntityId): EntityId | undefined {
  return trace.childrenOf(host).find((each) => trace.typeOf(each) === EntityType.log)
}

export function diskLogsAt(trace: Trace, setup: RunSetup, prefix: number): readonly DiskLog[] {
  return setup.hosts.flatMap(({ entity: host, name }) => {
    const entity = logOf(trace, host)
    return entity === undefined
      ? []
      : [{ entity, host: name, records: recordsOf(trace, entity, host, prefix) }]
  })
}

function recordsOf(
  trace: Trace,
  log: EntityId,
  host: EntityId,
  prefix: number,
): readonly LoggedRecord[] {
  const crashes = trace.recordsOf(host, 0, prefix).filter((i) => trace.kind(i) === Kind.crash)
  const shown: LoggedRecord[] = []
  let next = 0
  for (const i of [...trace.recordsOf(log, 0, prefix), NONE]) {
    while (next < crashes.length && (crashes[next] as RecordIndex) < i) {
      losesMemory(shown)
      next++
    }
    if (i !== NONE) take(trace, i, shown)
  }
  return shown.slice(-ROWS_MAX)
}

function losesMemory(shown: LoggedRecord[]): void {
  shown.forEach((each, at) => {
    if (each.state !== 'disk') shown[at] = { ...each, state: 'lost' }
  })
}

function take(trace: Trace, i: RecordIndex, shown: LoggedRecord[]): void {
  const kind = trace.kind(i)
  const number = trace.a(i)
  if (kind === Kind.logWritten) {
    shown.forEach((each, at) => {
      if (each.number <= number && each.state !== 'lost') shown[at] = { ...each, state: 'disk' }
    })
    return
  }
  // A write that had ended when the power went, before its writer heard of it.
  if (kind === Kind.logFound) {
    const at = shown.findLastIndex((each) => each.number === number)
    if (at >= 0) shown[at] = { ...(shown[at] as LoggedRecord), state: 'disk' }
    return
  }
  if (kind !== Kind.logForced && kind !== Kind.logAppended) return
  const forced = kind === Kind.logForced
  const text = trace.string(trace.b(i))
  shown.push({ number, text, forced, state: forced ? 'writing' : 'memory', record: i })
}

/** The logs in a sentence. */
export function diskLogsWords(logs: readonly DiskLog[]): string {
  const all = logs.flatMap(({ records }) => records)
  if (all.length === 0) return 'Nothing has been written into a log yet.'
  const of = (state: DurableState) => all.filter((each) => each.state === state).length
  const forced = all.filter((each) => each.forced).length
  const parts = [
    `${of('disk')} on disks`,
    ...(of('writing') > 0 ? [`${of('writing')} on the way`] : []),
    ...(of('memory') > 0 ? [`${of('memory')} in memory alone`] : []),
    ...(of('lost') > 0 ? [`${of('lost')} gone with the power`] : []),
  ]
  return `${count(all.length, 'record')}, ${forced} of them forced: ${parts.join(', ')}.`
}
