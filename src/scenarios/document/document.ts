/**
 * A scenario is a document, not code: who is on stage, which programs they run, what a student may turn, what
 * the story says and asks. The library's scenarios and a teacher's own are the same kind of document, checked
 * by the same schema (schema.ts); nothing in it is ever executed.
 */
import type { RecordPredicate } from '../../trace/predicate.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import type { CutsPart } from './cuts-part.ts'
import type { Placement } from './placement.ts'
import type { SweepPart } from './sweep-part.ts'

export type { SweepAxis, SweepBound, SweepPart } from './sweep-part.ts'

export interface ScenarioDocument {
  readonly format: 1
  readonly id: string
  readonly revision: number
  readonly title: string
  readonly section: SectionName
  readonly wave: 1 | 2
  readonly minutes: number
  /** Broken and fixed are one scenario with one switch: this is its key. */
  readonly pair?: string
  /** The question on the gallery card. */
  readonly asks: string
  /** Where it comes from: S1, S2 and the paragraph. */
  readonly from: string
  readonly switches: readonly Switch[]
  /** Conditions across switches, checked before a run; `says` is the sentence shown when one fails. */
  readonly constraints?: readonly Constraint[]
  readonly network: NetworkPart
  readonly kernel?: KernelPart
  readonly hosts: readonly HostPart[]
  /** Well-known groups; a process names one wherever it could name a process. */
  readonly groups?: readonly GroupPart[]
  readonly processes: readonly ProcessPart[]
  readonly interventions?: readonly (Intervention | PlacedFault)[]
  readonly until: Until
  readonly warmUpMs?: number
  /** Checkers beside the common ones, by id; options bind like arguments. */
  readonly checks?: readonly string[]
  /** When a violation counts as a failure of ours in a sweep; the lamps are unconditional. */
  readonly promisedWhen?: Readonly<Record<string, readonly Condition[]>>
  readonly tolerates?: readonly Tolerance[]
  /** Values that a sweep draws of a switch, in place of its own choice: all must keep what is promised. */
  readonly swept?: Readonly<Record<string, readonly SwitchValue[]>>
  /** What a sweep counts its faults by; absent: how far a message transaction has come. */
  readonly phases?: readonly PhasePart[]
  /** Metrics beside the common ones, by name. */
  readonly metrics: readonly MetricPart[]
  readonly figures?: readonly Figure[]
  /** The fault that the crash-point enumerator tries at every instant at which it can matter. */
  readonly cuts?: CutsPart
  /** Plots over many runs that the scenario offers; they are computed when somebody asks. */
  readonly sweeps?: readonly SweepPart[]
  /** What is open when the scenario is. */
  readonly view?: ViewPart
  readonly story: readonly Beat[]
  readonly predictions: readonly Prediction[]
}

/** A fault of the document's own whose time follows the switches, and which some of their values leave out. */
export interface PlacedFault {
  readonly timeMs: Term
  readonly action: string
  readonly target: string
  readonly amount?: number
  /** All must hold for it to be placed. */
  readonly when?: readonly Condition[]
}

export interface ViewPart {
  /** The wire over the timeline: position and time of every signal. */
  readonly wire?: boolean
}

export const SECTIONS = [
  'Communication',
  'Process groups',
  'Fault tolerance',
  'Parallelism',
  'Structure',
  'Wide area and future',
] as const
export type SectionName = (typeof SECTIONS)[number]

/** A constant, the value of a switch (mapped where the words differ), or the identity of a process. */
export type Bound<T> = T | { readonly switch: string; readonly map?: Readonly<Record<string, T>> }
export type Argument =
  | Bound<SwitchValue>
  | { readonly process: Bound<string> }
  /** All processes of that name, as a list. */
  | { readonly processes: string }
  | readonly unknown[]

export type Switch = ChoiceSwitch | NumberSwitch
interface SwitchBase {
  /** camelCase */
  readonly key: string
  readonly label: string
  /** What turning it does, one sentence. */
  readonly says?: string
}
export interface ChoiceSwitch extends SwitchBase {
  readonly kind: 'choice'
  /** kebab-case */
  readonly values: readonly { readonly value: string; readonly label: string }[]
  readonly default: string
  /** For a pair: the value that is the fix. */
  readonly fix?: string
}
export interface NumberSwitch extends SwitchBase {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  readonly unit: string
}

/** Sums of switch × factor compared: `alienRetentionMs > (retriesMax + 1) × retransmitMs` is a sum of products. */
export interface Constraint {
  readonly left: Term
  readonly is: Comparator
  readonly right: Term
  readonly says: string
}
export type Term =
  | number
  | { readonly switch: string }
  | { readonly sum: readonly Term[] }
  | { readonly product: readonly Term[] }
export type Comparator = '<' | '<=' | '=' | '!=' | '>=' | '>'
/** A condition on a switch's value. */
export interface Condition {
  readonly switch: string
  readonly is: Comparator
  readonly value: SwitchValue
}

export interface NetworkPart {
  readonly preset: Bound<string>
  readonly metres: Bound<number>
  readonly lossPercent?: Bound<number>
  /** Metres at which repeaters join segments, ascending; at most four. */
  readonly repeaters?: readonly number[]
  /** Departures from the preset, by its parameter's name. */
  readonly options?: Readonly<Record<string, Bound<SwitchValue>>>
}

export interface KernelPart {
  readonly dialect: 'v'
  readonly options?: Readonly<Record<string, Bound<SwitchValue>>>
}

export interface HostPart {
  readonly name: string
  /** Repeated hosts are `C1 … Cn`, stable when n grows; `metre` is then the first's and `spacing` parts them. */
  readonly count?: Bound<number>
  readonly role: string
  readonly metre: Bound<number>
  readonly spacing?: Bound<number>
  /** Spreads the taps over the whole cable in place of `metre` and `spacing`. */
  readonly placement?: Bound<Placement>
  readonly processor: Bound<string>
  /** All must hold for it to be there; absent: it always is. */
  readonly when?: readonly Condition[]
  readonly buffers?: Bound<number>
  readonly disk?: DiskPart
  /** A named network interface of the time. */
  readonly interface?: Bound<string>
  /** Takes every frame off the cable, whomever it is for. */
  readonly promiscuous?: Bound<boolean>
  /** A station without a kernel: frames come from this load. No process can be cast on it. */
  readonly traffic?: TrafficPart
  readonly options?: Readonly<Record<string, Bound<SwitchValue>>>
}

/** A disk on a machine, or several alike. */
export interface DiskPart {
  /** What a power cut does to the sector under the head; absent: `torn`, it is neither old nor new. */
  readonly lastSector?: Bound<'torn' | 'finished'>
  readonly preset: Bound<string>
  /** In place of the preset's arm and platter: every access takes just this long. */
  readonly accessMs?: Bound<number>
  /** Absent: 512, a page. */
  readonly blockBytes?: Bound<number>
  /** 1 to 4; of several the first is `disk1`. Absent: 1, and it is `disk`. */
  readonly count?: Bound<number>
  /** Blocks in use that go bad by themselves, of each disk, a day. */
  readonly decayPerDay?: Bound<number>
  /** Files that are on it when the run begins, and pages of each; absent: none, and a file server formats it. */
  readonly files?: Bound<number>
  readonly filePages?: Bound<number>
  /** Whether a block that is read is held against its checksum (`checked`). */
  readonly checksums?: Bound<'checked' | 'ignored'>
}

/** What a station without a kernel sends. Bytes count from the first address byte to the check. */
export interface TrafficPart {
  /** `endless`: the next frame follows the last; `poisson`: chance brings them. */
  readonly arrivals: Bound<'endless' | 'poisson'>
  readonly frameBytes: Bound<number>
  /** So many in a hundred frames are `longBytes` long. */
  readonly longPercent?: Bound<number>
  readonly longBytes?: Bound<number>
  /** Shorter frames are filled up to this. */
  readonly padTo?: Bound<number>
  readonly turnaroundMicros?: Bound<number>
  /** What all hosts of this part offer together, of the line's time with preambles and gaps. */
  readonly offeredPercent?: Bound<number>
  /** Frames of each host; 0, or absent, for no end. */
  readonly frames?: Bound<number>
  /**
   * When the first frame is ready: all at once, each on the very tick at which the front of the first one's
   * signal reaches its tap, or at random within a thousandth of a second.
   */
  readonly start?: Bound<'together' | 'last-moment' | 'random'>
  /** Frames that may wait at a host, 1 to 100,000 (1,000). */
  readonly queueFrames?: Bound<number>
  /** A host's name, `next` in the list of hosts (the default), or `all`. */
  readonly to?: Bound<string>
}

export interface GroupPart {
  readonly name: string
  /** Low part of its identifier; groups with the same number share a multicast address. */
  readonly number: number
  /** High part, which tells apart in software what the address does not. */
  readonly high?: number
}

export interface ProcessPart {
  readonly name: string
  /** A host's name (all hosts of a repeated one), or one chosen by a switch. */
  readonly host: Bound<string>
  /** How many on each host: `client`, `client2` … `clientn`, so that the first keeps its name when n grows. */
  readonly count?: Bound<number>
  readonly program: string
  readonly args?: Readonly<Record<string, Argument>>
  readonly startMs?: Bound<number>
  /** Whose process it is: what a restricted group asks of a joiner. */
  readonly user?: Bound<string>
  /** All must hold for it to be cast; absent: it always is. */
  readonly when?: readonly Condition[]
  /** Starts again when its host reboots (a server) or not (a user's command). */
  readonly restarts?: boolean
}

/** A fault inside which every promise is kept: how often it may strike, how long it may last, whom it may hit. */
export interface Tolerance {
  readonly fault: string
  readonly highestRatePercent?: number
  readonly longestMs?: number
  /** So many of this kind in one run at most. */
  readonly most?: number
  /**
   * Machines that it may strike; absent: any. A repeated host is named once for all of them. A cut of the cable
   * parts no others from the rest.
   */
  readonly at?: readonly string[]
  /** Kinds of fault, named before it, that may not strike in the same run. */
  readonly without?: readonly string[]
}

/**
 * When nothing is left to happen, at the latest at `atMostMs`: who waits for a process that never answers may wait
 * for ever. Or always at `timeMs`.
 */
export type Until =
  | { readonly quiescent: true; readonly atMostMs?: number }
  | { readonly timeMs: Bound<number> | Term }

/** A phase of the scenario’s protocol: it begins with such a record and lasts until another phase begins. */
export interface PhasePart {
  readonly name: string
  readonly begins: Omit<RecordPredicate, 'nth'>
}

export interface MetricPart {
  readonly name: string
  readonly kind: 'run' | 'pair' | 'sweep'
  /** Of a pair: this run's `metric` over that of the run with some switches turned otherwise. */
  readonly pair?: {
    readonly metric: string
    readonly against: Readonly<Record<string, SwitchValue>>
  }
  readonly label: string
  readonly unit?: string
  /** For a sweep: the smallest value of a switch, to one unit, at which a run's metric is above a number. */
  readonly finds?: {
    readonly switch: string
    readonly metric: string
    readonly above: number
    /** The sweep's runs are those on the screen, but for these. */
    readonly overrides?: Readonly<Record<string, SwitchValue>>
  }
  /** For a sweep: what is counted over every cut (`cuts` of the document). */
  readonly cuts?: CutCount
}

/** Instants tried; distinct outcomes; outcomes after which some check is broken; runs in which one is. */
export const CUT_COUNTS = ['instants', 'states', 'broken-states', 'broken-runs'] as const
export type CutCount = (typeof CUT_COUNTS)[number]

export interface Figure {
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly source: string
  /** Tag of the fact sheets, `†` in `calibrated`. */
  readonly tag: string
  readonly calibrated?: boolean
  /** The run that it belongs to: overrides of the defaults. */
  readonly when?: Readonly<Record<string, SwitchValue>>
  readonly tolerancePercent?: number
  /** The one that the gallery's card shows. */
  readonly headline?: boolean
  readonly note?: string
}

export interface Beat {
  readonly id: string
  /** A moment in ms, or the record at which it begins; a beat that does not occur in this run says so. */
  readonly at: { readonly ms: number } | RecordPredicate
  /**
   * All must hold for the beat to be told: two beats for the same moment, one for each side of a switch, never say
   * what is false on the other. A beat that is left out is not counted; absent, the beat is always told.
   */
  readonly when?: readonly Condition[]
  readonly title: string
  /**
   * At most three lines; **bold** is the only mark. A figure that a switch or a fault can change is not typed:
   * `{metric:exchangeMs}` stands for the run’s own value to three figures, with the unit that `metrics` gives it,
   * `{switch:network}` for the label or the number at which a switch stands. Refused: a name that is none, and a
   * metric that a question of this beat or of a later one still asks for.
   */
  readonly text: string
  /** What to look at: identities that get the selection ring, first one selected; `*`: the process it happens to. */
  readonly look?: readonly string[]
  readonly layer?: string
  /** Prediction asked here, by id. */
  readonly ask?: string
}

export interface Prediction {
  readonly id: string
  readonly question: string
  /** Evaluated on a companion run where it is not about the run on the screen. */
  readonly overrides?: Readonly<Record<string, SwitchValue>>
  readonly interventions?: readonly Intervention[]
  readonly untilMs?: number
  readonly metric: string
  readonly unit?: string
  readonly choices: readonly PredictionChoice[]
  /** Said after the veil lifts. */
  readonly because: string
}
export interface PredictionChoice {
  readonly text: string
  readonly test: PredictionTest
}
/** A comparison of the metric: with a number (within `within`), a word, another metric's value. */
export type PredictionTest =
  | { readonly is: Comparator; readonly value: number | string; readonly within?: number }
  | { readonly from: number; readonly to: number }
  | { readonly is: Comparator; readonly metric: string }
