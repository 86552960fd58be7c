/** What a link says: the arguments of the run and of the picture, and nothing else. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Cursor } from '../trace/cursor.ts'
import type { Layer } from '../trace/record.ts'
import type { Intervention, RunTuple, SwitchValue } from '../trace/tuple.ts'

export const PACINGS = ['real', 'even', 'broken'] as const

export interface LinkState {
  /** `switches` may hold the changed ones alone: a link is shorter, and the defaults fill the rest. */
  readonly tuple: RunTuple
  /** A teacher's own; absent where the scenario is in the library. */
  readonly document?: ScenarioDocument
  readonly cursor: Cursor
  /** Identity of what is selected. */
  readonly selection: string | null
  readonly view: LinkView
  /** Of the author's run: a build in which the run differs can say so. */
  readonly fingerprint?: string
}

export interface LinkView {
  readonly layer: Layer
  readonly pacing: (typeof PACINGS)[number]
  /** Whether the wire is open; absent: as the scenario opens. */
  readonly wire?: boolean
  /** The other future beside this one: the same scenario and seed. */
  readonly compare: OtherFuture | null
}
export interface OtherFuture {
  /** What is turned in the other future, over this one's switches. */
  readonly switches: Readonly<Record<string, SwitchValue>>
  /** All interventions of the other future. */
  readonly interventions: readonly Intervention[]
}

export const USUAL_VIEW: LinkView = { layer: 'message', pacing: 'even', compare: null }
