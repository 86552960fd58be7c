/** What page and worker say to each other. The page owns the question, the worker the run. */
import type { CutOutcome, Enumeration } from '../lab/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Chunk, RecordingLevel } from '../trace/record.ts'
import type { RunSetup, RunSummary } from '../trace/setup.ts'
import type { RunTuple } from '../trace/tuple.ts'

export type ToWorker =
  | {
      readonly type: 'run'
      readonly runId: number
      readonly tuple: RunTuple
      readonly document: ScenarioDocument
      readonly level: RecordingLevel
      /** Also the metrics that only a sweep around this run gives. */
      readonly derived?: boolean
    }
  /** Nobody waits for this run any more. */
  | { readonly type: 'give-up'; readonly runId: number }
  | CutsQuestion

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'setup'; readonly runId: number; readonly setup: RunSetup }
  | { readonly type: 'chunk'; readonly runId: number; readonly chunk: Chunk }
  | { readonly type: 'heartbeat'; readonly runId: number; readonly simulatedNs: number }
  | { readonly type: 'done'; readonly runId: number; readonly summary: RunSummary }
  | { readonly type: 'given-up'; readonly runId: number }
  /** Bad input or a failed assertion: one sentence, and where. */
  | {
      readonly type: 'failed'
      readonly runId: number
      readonly sentence: string
      readonly place: string | null
    }

/** Every cut of a run, or those of one slice: each worker of a pool takes one. */
export interface CutsQuestion {
  readonly type: 'cuts'
  /** A cut that it holds already stays: every second one is tried then. */
  readonly tuple: RunTuple
  readonly document: ScenarioDocument
  /** The worker's place among the slices, from 0, and how many there are. */
  readonly slice: number
  readonly slices: number
}
export type FromCuts =
  | { readonly type: 'enumerated'; readonly found: Enumeration }
  | { readonly type: 'cut'; readonly outcomes: readonly CutOutcome[] }
  | { readonly type: 'cuts-done' }
  | { readonly type: 'cuts-failed'; readonly sentence: string }
