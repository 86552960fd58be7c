/** What the stage shows at one instant, in metres, nanoseconds and words: everything but where on the screen. */
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Rack } from '../disks/rack.ts'
import type { StageBranch, StageLock } from './branches.ts'

export interface StageRun {
  readonly trace: Trace
  readonly setup: RunSetup
}

export interface StageModel {
  /** Records that have happened. */
  readonly prefix: number
  /** ns */
  readonly time: number
  /** In the order of their taps. */
  readonly hosts: readonly StageHost[]
  readonly groups: readonly StageGroup[]
  readonly waves: readonly StageWave[]
  readonly meets: readonly StageMeet[]
  /** Frames lost on the wire itself, at the tap they came from. */
  readonly lostOnWire: readonly StageLoss[]
  /** Metres at which the cable is cut. */
  readonly cuts: readonly number[]
  readonly next: Happening | null
}

export interface StageGroup {
  readonly entity: EntityId
  readonly name: string
  /** `09-00-56-FF-00-2A`; '' where only the run knows it. */
  readonly address: string
  /** Processes, machine by machine. */
  readonly members: readonly EntityId[]
}

/** Blue asks, green answers; other frames have no hue. */
export type WaveHue = 'request' | 'reply' | 'other'

export interface StageWave {
  readonly attempt: EntityId
  readonly frame: EntityId
  readonly open: RecordIndex
  readonly host: EntityId
  readonly hostName: string
  readonly source: number
  readonly hue: WaveHue
  readonly packet: string
  /** One frame for many: it goes to a group. */
  readonly many: boolean
  readonly bands: readonly Band[]
  /** When its first bit left, and when the last one did or will. */
  readonly from: number
  readonly to: number
  readonly sending: boolean
  /** `SEND from A.client` and `0.60 µs old, 139 m each way. Its tail leaves A in 71.4 µs.` */
  readonly title: string
  readonly detail: string
}

/** A stretch of cable that carries a signal; `near` is the end by the source. */
export interface Band {
  readonly near: number
  readonly far: number
  /** 1 runs towards the far end of the cable, -1 towards metre 0. */
  readonly towards: 1 | -1
  /** Its far end is the wavefront itself, still on the cable. */
  readonly front: boolean
  /** Its near end is the tail, gone from the source. */
  readonly tail: boolean
  readonly jam: boolean
}

/** The place where two fronts met. */
export interface StageMeet {
  readonly key: string
  readonly metre: number
  readonly time: number
  readonly says: string
}

export type ChipState =
  | 'running'
  | 'ready'
  | 'send'
  | 'reply'
  | 'receive'
  | 'suspended'
  | 'waiting'
  | 'dead'

export interface StageProcess {
  readonly entity: EntityId
  readonly name: string
  readonly state: ChipState
  readonly word: string
  /** Messages that wait for its Receive. */
  readonly queue: number
  /** The process whose request it has Received and not answered, or ''. */
  readonly serves: string
  /** The process it awaits, or ''. */
  readonly asks: string
  /** It is the token site of its list. */
  readonly token: boolean
}

export interface StageInterface {
  readonly entity: EntityId
  readonly used: number
  readonly total: number
  readonly queue: number
  readonly word: InterfaceWord
  /** 0 to 1 while a frame for this host comes in, of which a buffer takes so much. */
  readonly filling: number
  /** The signal at the tap, if there is one; several at once are garbled. */
  readonly hears: WaveHue | 'garbled' | null
}

export type InterfaceWord =
  | 'quiet'
  | 'deferring'
  | 'sending'
  | 'receiving'
  | 'both full'
  | 'full'
  | 'not for me'
  | 'garbled'
  | 'jamming'
  | 'backing off'
  | 'off'

export interface StageTimer {
  readonly entity: EntityId
  /** `to retry`, to follow the time that is left; '' where it is not known. */
  readonly purpose: string
  readonly left: number
  readonly duration: number
}

export interface StageVariable {
  readonly entity: EntityId
  readonly name: string
  readonly value: string
  /** The record that gave it this value; -1 for its first. */
  readonly changedAt: RecordIndex
}

/** An alien: the descriptor by which a kernel stands in for a remote sender. */
export interface StageAlien {
  readonly entity: EntityId
  readonly name: string
  readonly state: string
  /** The process it stands for. */
  readonly stands: string
}

export interface StageDisk {
  readonly entity: EntityId
  /** `disk`, `disk 2`. */
  readonly name: string
  /** `idle`; `seeking, block 12, 2 wait`. */
  readonly word: string
}

export interface StageStation {
  /** Frames in its interface, the one that is being sent among them. */
  readonly waiting: number
  readonly sent: number
  readonly abandoned: number
  /** Of what the station that has sent most has sent, 0 to 1. */
  readonly share: number
  /** The frame at the head of the queue; `attempt` counts from 1 and is 0 before the first. */
  readonly frame: {
    readonly entity: EntityId
    readonly name: string
    readonly attempt: number
  } | null
  readonly backoff: StageBackoff | null
}

export interface StageBackoff {
  readonly slots: number
  /** How many slots it was drawn from. */
  readonly of: number
  /** Slots, with a fraction. */
  readonly left: number
  /** Somebody chose it in place of the draw. */
  readonly chosen: boolean
}

export interface StageLoss {
  readonly record: RecordIndex
  readonly frame: EntityId
  readonly metre: number
  readonly says: string
}

export interface StageHost {
  readonly entity: EntityId
  readonly name: string
  readonly role: string
  readonly roleLabel: string
  readonly metre: number
  readonly on: boolean
  /** Its processor has failed: it does not run, and its disks have power. */
  readonly failed: boolean
  /** Percent of full speed. */
  readonly speed: number
  /** Null where a load source sends and nothing is computed. */
  readonly cpu: { readonly entity: EntityId; readonly owner: string; readonly word: string } | null
  /** Null where there is a kernel. */
  readonly station: StageStation | null
  readonly interface: StageInterface
  readonly processes: readonly StageProcess[]
  readonly timers: readonly StageTimer[]
  readonly variables: readonly StageVariable[]
  readonly aliens: readonly StageAlien[]
  /** Empty where the machine has none, or does not run. */
  readonly disks: readonly StageDisk[]
  /** Memory and disks, where a program has said what it keeps on them. */
  readonly rack: Rack | null
  /** The transaction that it last heard of; of a machine without power, what its disk has of it. */
  readonly branch: StageBranch | null
  readonly locks: readonly StageLock[]
  readonly loss: StageLoss | null
  /** How many of each it ever has: room that a card keeps, so that it does not change its size. */
  readonly most: {
    readonly processes: number
    readonly variables: number
    readonly aliens: number
    /** Rows of the tallest disk; 0 where no block has a name. */
    readonly blocks: number
  }
}

export interface Happening {
  readonly time: number
  /** `the front reaches F3` */
  readonly what: string
  /** `Next: the front reaches F3, in 0.11 µs` */
  readonly line: string
}
