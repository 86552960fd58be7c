/** Which job each processor computes at a cursor, which wait where, and what a run server believes of it. */

import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { grouped } from '../numbers.ts'
import { perTrace } from '../per-trace.ts'
import { loadOf } from './news.ts'

/** A line of a run server's table. */
export interface Belief {
  /** Jobs there; null: it did not answer. */
  readonly load: number | null
  /** When that was noted, ns. */
  readonly since: number
  /** Who believes it. */
  readonly server: EntityId
}

export interface QueueNow {
  /** The machine, and the process of it that takes jobs or computes them. */
  readonly host: string
  readonly process: EntityId
  /** The job that is computed; null: none. */
  readonly running: number | null
  readonly waiting: readonly number[]
  /** Whether a processor of this machine has nothing to do. */
  readonly idle: boolean
  /** Null where no run server has a line of it. */
  readonly believed: Belief | null
  /** Memory that no job holds, KB; null where none has been held yet. */
  readonly freeKB: number | null
  /** What is cached there, by the numbers of programs. */
  readonly programs: readonly number[]
}

const KINDS: ReadonlySet<number> = new Set([
  Kind.processorFree,
  Kind.jobQueued,
  Kind.jobStarted,
  Kind.jobFinished,
  Kind.textLoaded,
  Kind.textDropped,
  Kind.hostNews,
  CHANGE + Field.freeKB,
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
  believed: Belief | null
  freeKB: number | null
  programs: number[]
}

/** Machines that have something to do with jobs, in the order of the document; of each, what it has now. */
export function queuesAt(trace: Trace, prefix: RecordIndex): readonly QueueNow[] {
  const pool = new Pool(trace)
  for (const i of recordsOf(trace)) {
    if (i >= prefix) break
    pool.take(i)
  }
  return [...pool.machines]
    .sort(([one], [other]) => one - other)
    .map(([host, machine]) => ({ host: trace.localName(host), ...machine }))
}

class Pool {
  readonly machines = new Map<EntityId, Machine>()
  private readonly trace: Trace
  /** Where each job waits. */
  private readonly where = new Map<number, Machine>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  take(i: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(i)
    const entity = trace.entity(i)
    if (kind === Kind.crash) this.lose(entity)
    else if (kind === Kind.hostNews) this.believe(i)
    else this.change(kind, entity, this.machineOf(entity), trace.a(i), trace.b(i))
  }

  private machineOf(process: EntityId): Machine {
    const host = this.trace.within(process, EntityType.host)
    let machine = this.machines.get(host)
    if (!machine) {
      machine = { process, ...EMPTY, believed: null, waiting: [], programs: [] }
      this.machines.set(host, machine)
    }
    return machine
  }

  private change(kind: number, process: EntityId, machine: Machine, a: number, b: number): void {
    switch (kind) {
      case Kind.processorFree:
        machine.process = process
        machine.idle = true
        break
      case Kind.jobFinished:
        machine.running = null
        break
      case Kind.jobQueued:
        machine.waiting.push(a)
        this.where.set(a, machine)
        break
      case Kind.jobStarted: {
        Object.assign(machine, { process, running: a, idle: false })
        const from = this.where.get(a)
        if (from) from.waiting.splice(from.waiting.indexOf(a), 1)
        break
      }
      case Kind.textLoaded:
        machine.programs.push(a)
        break
      case Kind.textDropped:
        machine.programs = machine.programs.filter((program) => program !== a)
        break
      default:
        machine.freeKB = b
    }
  }

  private believe(i: RecordIndex): void {
    const { trace } = this
    const packed = trace.b(i)
    this.machineOf(trace.a(i)).believed = {
      load: packed < 0 ? null : loadOf(packed),
      since: trace.time(i),
      server: trace.entity(i),
    }
  }

  /** With its power a machine loses its jobs, its memory, and the table that it kept. */
  private lose(host: EntityId): void {
    const lost = this.machines.get(host)
    if (lost) Object.assign(lost, { ...EMPTY, waiting: [], programs: [] })
    for (const machine of this.machines.values()) {
      const { believed } = machine
      if (believed && this.trace.within(believed.server, EntityType.host) === host)
        machine.believed = null
    }
  }
}
const EMPTY = { running: null, idle: false, freeKB: null } as const

/** Jobs that are there, whatever anybody believes. */
export function loadNow({ running, waiting }: QueueNow): number {
  return waiting.length + (running === null ? 0 : 1)
}

/** Whether a run server would be surprised. */
export function isWrong(queue: QueueNow): boolean {
  return queue.believed !== null && queue.believed.load !== loadNow(queue)
}

/** To a tenth of a second. */
export function ageWords(ns: number): string {
  return `${(ns / 1e9).toFixed(1)} s`
}

/** What a run server's table is worth at a time, ns; null where there is none. */
export function tableWords(queues: readonly QueueNow[], time: number): string | null {
  const told = queues.flatMap(({ believed }) => (believed ? [believed.since] : []))
  if (told.length === 0) return null
  const wrong = queues.filter(isWrong).length
  const right =
    wrong === 0
      ? `is right about ${told.length === 1 ? 'the one' : `all ${told.length}`} in it`
      : `is wrong about ${wrong} of ${told.length}`
  return `The run server’s table ${right}; its oldest line is ${ageWords(time - Math.min(...told))} old.`
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

/** How full memories are; null where none has held anything yet. */
export function memoryWords(queues: readonly QueueNow[]): string | null {
  const held = queues.filter(({ freeKB }) => freeKB !== null)
  if (held.length === 0) return null
  const least = held.reduce((one, each) => ((each.freeKB ?? 0) < (one.freeKB ?? 0) ? each : one))
  const cached = queues.reduce((sum, { programs }) => sum + programs.length, 0)
  const there =
    cached === 0
      ? 'No program lies'
      : cached === 1
        ? 'One program lies'
        : `${grouped(cached)} programs lie`
  return `${there} in their memories. ${least.host} has the least left for jobs: ${grouped(least.freeKB ?? 0)} KB.`
}
