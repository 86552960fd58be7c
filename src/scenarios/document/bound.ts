/**
 * A scenario with every switch decided: plain data, nothing left to look up. The simulation is built from this
 * and from the seed and the interventions of the run's tuple; it never sees the document.
 */
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'

export interface BoundScenario {
  readonly id: string
  readonly revision: number
  readonly title: string
  /** All of the document's switches, defaults filled in, in the document's order. */
  readonly switches: Readonly<Record<string, SwitchValue>>
  readonly network: BoundNetwork
  readonly kernel: BoundKernel
  /** In the document's order, repeated hosts expanded to C1 … Cn. */
  readonly hosts: readonly BoundHost[]
  /** In the document's order, then by host, then by number. */
  readonly processes: readonly BoundProcess[]
  readonly groups: readonly BoundGroup[]
  /** The document's own; the student's come from the tuple. */
  readonly interventions: readonly Intervention[]
  /** ns; null for a run that ends when nothing is left to happen. */
  readonly untilNs: number | null
  /** ns; when such a run ends although something is left. */
  readonly atMostNs?: number
  readonly warmUpNs: number
  /** Checkers beside the common ones. */
  readonly checks: readonly string[]
  /** For each check named in `promisedWhen`: whether these switches promise it. */
  readonly promised: Readonly<Record<string, boolean>>
  /** Names of the metrics beside the common ones that one run gives. */
  readonly metrics: readonly string[]
}

export interface BoundNetwork {
  readonly preset: string
  readonly metres: number
  readonly lossPercent: number
  /** Absent where the cable is one segment. */
  readonly repeaters?: readonly number[]
  readonly options: BoundOptions
}

export interface BoundKernel {
  readonly dialect: 'v'
  readonly options: BoundOptions
}

export type BoundOptions = Readonly<Record<string, SwitchValue>>

export interface BoundHost {
  /** `A`, or `C2` of a repeated one. */
  readonly name: string
  /** The name in the document: `A`, `C`. */
  readonly part: string
  /** 1 … n among repeated hosts; 0 where the document names a single one. */
  readonly number: number
  readonly role: string
  readonly metre: number
  readonly processor: string
  /** null: what the preset has. */
  readonly buffers: number | null
  /** Present where the machine has one. */
  readonly disk?: BoundDisk
  /** Absent: as the build usually has it. */
  readonly interface?: string
  readonly promiscuous?: boolean
  /** Present for a station without a kernel. */
  readonly traffic?: BoundTraffic
  readonly options: BoundOptions
}

export interface BoundTraffic {
  readonly arrivals: 'endless' | 'poisson'
  readonly frameBytes: number
  readonly longPercent: number
  readonly longBytes: number
  readonly padTo: number
  readonly turnaroundMicros: number
  /** Of this host alone. */
  readonly offeredPercent: number
  readonly frames: number
  readonly start: 'together' | 'last-moment' | 'random'
  readonly queueFrames: number
  readonly to: string
}

export interface BoundDisk {
  /** Absent: torn. */
  readonly lastSector?: 'finished'
  readonly preset: string
  /** null: the preset decides. */
  readonly accessNs: number | null
  readonly blockBytes: number
  /** Absent: one. */
  readonly count?: number
  /** Absent: none. */
  readonly decayPerDay?: number
  /** Absent: there is nothing on it. */
  readonly files?: number
  readonly filePages?: number
  /** Absent: they are checked. */
  readonly checksums?: 'ignored'
}

export interface BoundProcess {
  /** Local name, `client` or `client2`. */
  readonly name: string
  /** The name in the document. */
  readonly part: string
  /** 1 … n on its host; 0 where there is no count. */
  readonly number: number
  /** Name of its host, `C2`. */
  readonly host: string
  /** Identity in the trace, `C2.client`. */
  readonly identity: string
  readonly program: string
  readonly args: Readonly<Record<string, BoundArgument>>
  readonly startNs: number
  readonly restarts: boolean
  /** Whose it is; empty where the document does not say. */
  readonly user: string
}

export interface BoundGroup {
  readonly name: string
  readonly number: number
  readonly high: number
}

/** Another process, by its identity; `args` of a process may name one that comes later in the list. */
export interface ProcessReference {
  readonly process: string
}

/** What a program is given. A script's operations are an array of objects (script.ts), its switches decided too. */
export type BoundArgument =
  | SwitchValue
  | ProcessReference
  | readonly BoundArgument[]
  | { readonly [key: string]: BoundArgument }
