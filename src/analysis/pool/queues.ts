/** Which job each processor computes at a cursor, and which wait where. */

import { EntityType } from '../../trace/entities.ts'
import { Kind } from '../../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { perTrace } from '../per-trace.ts'

export interface QueueNow {
  /** The machine, and the process of it that takes jobs or computes them. */
  readonly host: string
  readonly process: EntityId
  /** The job that is computed; null: none. */
  readonly running: number | null
  readonly waiting: readonly number[]
  /** Whether a processor of this machine has nothing to do. */
  readonly idle: boolean
}

const KINDS: ReadonlySet<number> = new Set([
  Kind.processorFree,
  Kind.jobQueued,
  Kind.jobStarted,
  Kind.jobFinished,
  Kind.crash,
])

/** The records that say something of jobs, found once as the trace grows. */
class JobRecords {
  readonly records: RecordIndex[] = []
  private seen = 0

  upTo(trace: Trace): readonly RecordIndex[] {
    for (; this.seen < trace.length; this.seen++)
      if (KINDS.has(trace.kind(this.seen))) this.records.push(this.seen)
    return this.records
  }
}
const known = perTrace(() => new JobRecords())

function recordsOf(trace: Trace): readonly RecordIndex[] {
  return known(trace).upTo(trace)
}

interface Machine {
  process: EntityId
  running: number | null
  waiting: number[]
  idle: boolean
}

/** Machines that have something to do with jobs, in the order of the document; of each, what it has now. */
export function queuesAt(trace: Trace, prefix: RecordIndex): readonly QueueNow[] {
  const machines = new Map<EntityId, Machine>()
  const where = new Map<number, Machine>()
  for (const i of recordsOf(trace)) {
    if (i >= prefix) break
    take(trace, i, machines, where)
  }
  return [...machines]
    .sort(([one], [other]) => one - other)
    .map(([host, machine]) => ({ host: trace.localName(host), ...machine }))
}

function take(
  trace: Trace,
  i: RecordIndex,
  machines: Map<EntityId, Machine>,
  where: Map<number, Machine>,
): void {
  const kind = trace.kind(i)
  const entity = trace.entity(i)
  const host = trace.within(entity, EntityType.host)
  if (kind === Kind.crash) {
    const lost = machines.get(host)
    if (lost) Object.assign(lost, { running: null, waiting: [], idle: false })
    return
  }
  let machine = machines.get(host)
  if (!machine) {
    machine = { process: entity, running: null, waiting: [], idle: false }
    machines.set(host, machine)
  }
  const job = trace.a(i)
  machine.process = kind === Kind.jobQueued ? machine.process : entity
  if (kind === Kind.processorFree) machine.idle = true
  if (kind === Kind.jobFinished) machine.running = null
  if (kind === Kind.jobQueued) {
    machine.waiting.push(job)
    where.set(job, machine)
  }
  if (kind !== Kind.jobStarted) return
  Object.assign(machine, { running: job, idle: false })
  const from = where.get(job)
  if (from) from.waiting.splice(from.waiting.indexOf(job), 1)
}

/** What the picture says in one sentence. */
export function queuesWords(queues: readonly QueueNow[]): string {
  const idle = queues.filter((each) => each.idle).length
  const waiting = queues.reduce((sum, each) => sum + each.waiting.length, 0)
  const wait =
    waiting === 0 ? 'no job waits' : waiting === 1 ? 'one job waits' : `${waiting} jobs wait`
  const free =
    idle === 0
      ? 'no processor is idle'
      : idle === 1
        ? 'one processor is idle'
        : `${idle} processors are idle`
  return `${wait.charAt(0).toUpperCase()}${wait.slice(1)}, and ${free}.`
}
