/** What page and worker say to each other. The page owns the question, the worker the run. */
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
  | { readonly type: 'cancel'; readonly runId: number }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'setup'; readonly runId: number; readonly setup: RunSetup }
  | { readonly type: 'chunk'; readonly runId: number; readonly chunk: Chunk }
  | { readonly type: 'heartbeat'; readonly runId: number; readonly simulatedNs: number }
  | { readonly type: 'done'; readonly runId: number; readonly summary: RunSummary }
  /** Bad input or a failed assertion: one sentence, and where. */
  | {
      readonly type: 'failed'
      readonly runId: number
      readonly sentence: string
      readonly place: string | null
    }
