/**
 * What stands still during a run: the machine room as it was built, sent once before the first chunk. The views
 * draw from this and the trace, and never ask the kernel anything.
 */
import type { EntityId } from './record.ts'
import type { Touch } from './touch.ts'

export interface RunSetup {
  readonly scenario: { readonly id: string; readonly revision: number; readonly title: string }
  /** Hash of scenario, switches and seed: the fingerprint's first part, four hex digits. */
  readonly setupFingerprint: string
  readonly cable: CableSetup
  readonly hosts: readonly HostSetup[]
  readonly formats: readonly ByteFormat[]
  /** Every cost that the processors charge, with where it comes from: the inspector's cost card. */
  readonly costs: readonly CostRow[]
  /** Groups that the document names, in its order. */
  readonly groups: readonly GroupSetup[]
  /** Checkers that watch this run, common ones first. */
  readonly checks: readonly { readonly id: string; readonly says: string }[]
  /** Bound by the document: `time` ns or null for a run that ends when nothing is left to happen. */
  readonly until: number | null
}

export interface GroupSetup {
  readonly entity: EntityId
  readonly name: string
  /** The station address that a message to it is sent to: a multicast, or the broadcast where there is none. */
  readonly address: string
}

export interface CableSetup {
  readonly entity: EntityId
  readonly preset: string
  readonly label: string
  readonly metres: number
  readonly bitNs: number
  /** Signal speed, ns for each metre. */
  readonly nsPerMetre: number
  readonly gapBits: number
  readonly slotBits: number
  readonly preambleBits: number
  readonly jamBits: number
  /** Metres of the repeaters that join its segments, and what each adds, ns; absent where there is none. */
  readonly repeaters?: readonly number[]
  readonly repeaterNs?: number
}

export interface HostSetup {
  readonly entity: EntityId
  readonly name: string
  /** workstation, file-server, pool, gateway, server: decides the glyph and the word. */
  readonly role: string
  readonly roleLabel: string
  readonly metre: number
  readonly processor: EntityId
  readonly processorLabel: string
  readonly interface: EntityId
  readonly buffers: number
  readonly address: string
  /** A load source sends through its interface; it has no kernel, no processor and no program. */
  readonly station?: { readonly frames: number }
  /** Where the machine has any. */
  readonly disks?: readonly DiskSetup[]
  /** Local names of the processes cast here, in the document's order. */
  readonly processes: readonly string[]
}

export interface DiskSetup {
  readonly entity: EntityId
  /** `disk`, or `disk 2` of several. */
  readonly name: string
  readonly label: string
  readonly blockBytes: number
  readonly blocks: number
  /** Its first so many blocks hold something when the run begins; 0: none. */
  readonly installed: number
  /** What its times rest on, and the fact sheets' tag of it. */
  readonly source: string
  readonly tag: string
}

/** How to read bytes: fields in order, each `bytes` long. Value names turn numbers into words. */
export interface ByteFormat {
  readonly name: string
  readonly fields: readonly ByteField[]
}
export interface ByteField {
  readonly name: string
  /** Negative: whatever there is but for so many bytes at the end. */
  readonly bytes: number
  /** The part of the strip it belongs to: sync, Ethernet, V packet, message, check. */
  readonly part: string
  readonly as: 'address' | 'number' | 'pid' | 'text' | 'hex' | 'enum'
  readonly values?: readonly string[]
}

export interface CostRow {
  readonly stage: string
  readonly owner: 'kernel' | 'user' | 'interface' | 'wire'
  readonly nanos: number
  /** ns for each byte on top, 0 where the cost does not grow. */
  readonly nanosPerByte: number
  readonly onPath: boolean
  readonly preset: string
  readonly source: string
  /** Tag of the fact sheets: F, V, M+, D, X …; a dagger marks calibration. */
  readonly tag: string
}

/** What a finished run reports; the headless command prints the same numbers. */
export interface RunSummary {
  readonly fingerprint: string
  readonly simulatedNs: number
  readonly events: number
  readonly records: number
  readonly endReason: string
  readonly metrics: Readonly<Record<string, number | string | null>>
  readonly violations: readonly {
    readonly check: string
    readonly time: number
    readonly says: string
  }[]
  /** Checks whose situation has arisen; the others had nothing to watch. */
  readonly exercised: readonly string[]
  /** Interventions that matched nothing in this run, as written. */
  readonly didNotApply: readonly string[]
  /** Present where they were asked for. */
  readonly touches?: readonly Touch[]
}
