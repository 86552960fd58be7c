/** The engine's thread: takes questions, runs them one after the other, posts what it finds by transfer. */
import { BadInput } from '../engine/assert.ts'
import type { CutOutcome } from '../lab/cuts.ts'
import type { Chunk } from '../trace/record.ts'
import { cutAt, enumerate } from './cuts.ts'
import { derivedMetrics } from './derive.ts'
import type { CutsQuestion, FromCuts, FromWorker, ToWorker } from './messages.ts'
import { runScenario } from './run.ts'

function post(message: FromWorker | FromCuts, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer)
}

function buffersOf({ columns, entities, bytes }: Chunk): Transferable[] {
  const { types, parents, ends } = entities
  const arrays = [columns.time, types, parents, ends, bytes.formats, bytes.data, bytes.ends]
  return arrays.map(({ buffer }) => buffer as ArrayBuffer)
}

function run(question: Extract<ToWorker, { type: 'run' }>): void {
  const { runId } = question
  try {
    const summary = runScenario(
      question.document,
      question.tuple,
      { level: question.level },
      {
        setup: (setup) => post({ type: 'setup', runId, setup }),
        chunk: (chunk) => post({ type: 'chunk', runId, chunk }, buffersOf(chunk)),
        heartbeat: (simulatedNs) => post({ type: 'heartbeat', runId, simulatedNs }),
      },
    )
    const alive = (): void => post({ type: 'heartbeat', runId, simulatedNs: summary.simulatedNs })
    const derived = question.derived ? derivedMetrics(question.document, question.tuple, alive) : {}
    const metrics = { ...summary.metrics, ...derived }
    post({ type: 'done', runId, summary: { ...summary, metrics } })
  } catch (error) {
    const place = error instanceof BadInput ? error.place : null
    const sentence = error instanceof Error ? error.message : 'The run failed.'
    post({ type: 'failed', runId, sentence, place })
  }
}

/** Outcomes told at a time: a few tens of milliseconds of work. */
const CUTS_AT_A_TIME = 12

function cuts({ tuple, document, slice, slices }: CutsQuestion): void {
  try {
    const found = enumerate(document, tuple, true)
    post({ type: 'enumerated', found })
    let outcomes: CutOutcome[] = []
    for (let i = slice; i < found.count; i += slices) {
      outcomes.push(cutAt(document, found, i))
      if (outcomes.length < CUTS_AT_A_TIME) continue
      post({ type: 'cut', outcomes })
      outcomes = []
    }
    post({ type: 'cut', outcomes })
    post({ type: 'cuts-done' })
  } catch (error) {
    const sentence = error instanceof Error ? error.message : 'The run failed.'
    post({ type: 'cuts-failed', sentence })
  }
}

self.onmessage = (event: MessageEvent<ToWorker>) => {
  if (event.data.type === 'run') run(event.data)
  else if (event.data.type === 'cuts') cuts(event.data)
}
post({ type: 'ready' })
