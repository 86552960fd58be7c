/** What the timeline keeps of each machine and process. */
import type { EntityId } from '../../trace/record.ts'
import { Points } from './points.ts'
import { Spans } from './spans.ts'

export interface ProcessTrack {
  readonly entity: EntityId
  readonly name: string
  readonly host: HostTrack
  /** The processor at work for it. */
  readonly runs: Spans
  readonly sends: Spans
  readonly serves: Spans
  readonly timers: Spans
  /** What its program says that it is about. */
  readonly operations: Spans
}

/** A disk at work. */
export interface DiskTrack {
  readonly entity: EntityId
  /** `disk`, `disk 2`. */
  readonly name: string
  readonly spans: Spans
}

export interface HostTrack {
  readonly entity: EntityId
  readonly ordinal: number
  readonly name: string
  readonly role: string
  readonly metre: number
  /** A load source and no kernel: it has a wire and no processor. */
  readonly station: boolean
  readonly processes: ProcessTrack[]
  readonly cpu: Spans
  readonly transmits: Spans
  readonly receives: Spans
  /** Defer, backoff, jam. */
  readonly waits: Spans
  readonly dead: Spans
  readonly disks: readonly DiskTrack[]
  /** Transactions that the machine has a part in. */
  readonly branches: Spans
  readonly points: Points
}

export function newHost(
  entity: EntityId,
  ordinal: number,
  about: {
    name: string
    role: string
    metre: number
    station: boolean
    disks: readonly DiskTrack[]
  },
): HostTrack {
  return {
    entity,
    ordinal,
    ...about,
    processes: [],
    cpu: new Spans(),
    transmits: new Spans(),
    receives: new Spans(),
    waits: new Spans(),
    dead: new Spans(),
    branches: new Spans(),
    points: new Points(),
  }
}

export function newProcess(entity: EntityId, name: string, host: HostTrack): ProcessTrack {
  return {
    entity,
    name,
    host,
    runs: new Spans(),
    sends: new Spans(),
    serves: new Spans(),
    timers: new Spans(),
    operations: new Spans(),
  }
}

export function rowsOf(host: HostTrack): Spans[] {
  const own = [host.cpu, host.transmits, host.receives, host.waits, host.branches]
  const disks = host.disks.map(({ spans }) => spans)
  return own.concat(
    disks,
    host.processes.flatMap((p) => [p.sends, p.serves, p.runs, p.timers, p.operations]),
  )
}

/** Nothing happens on this machine between two moments: it can be folded away. */
export function isQuiet(host: HostTrack, from: number, to: number): boolean {
  if (host.dead.any(from, to)) return false
  const first = host.points.from(from)
  if (first < host.points.count && (host.points.time[first] as number) <= to) return false
  return !rowsOf(host).some((spans) => spans.any(from, to))
}
