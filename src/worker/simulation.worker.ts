/**
 * The engine's thread: takes questions, runs them one after the other, posts what it finds by transfer. A run is worked
 * on in parts; between two of them it may be given up.
 */
import { BadInput } from '../engine/assert.ts'
import type { CutOutcome } from '../lab/cuts.ts'
import type { Chunk } from '../trace/record.ts'
import type { RunSummary } from '../trace/setup.ts'
import { cutAt, enumerate } from './cuts.ts'
import { derivedMetrics } from './derive.ts'
import type { CutsQuestion, FromCuts, FromWorker, ToWorker } from './messages.ts'
import { type RunSink, runInParts } from './run.ts'

function post(message: FromWorker | FromCuts, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer)
}

function buffersOf({ columns, entities, bytes }: Chunk): Transferable[] {
  const { types, parents, ends } = entities
  const arrays = [columns.time, types, parents, ends, bytes.formats, bytes.data, bytes.ends]
  return arrays.map(({ buffer }) => buffer as ArrayBuffer)
}

type RunAsked = Extract<ToWorker, { type: 'run' }>

/** Runs that nobody waits for any more, and that have not been told so. */
const givenUp = new Set<number>()

/** So long a run is worked on before what the page has said meanwhile is heard. */
const TURN_MS = 8
const turns = new MessageChannel()
const turn = (): Promise<void> =>
  new Promise((go) => {
    turns.port1.onmessage = () => go()
    turns.port2.postMessage(null)
  })

/** Null where it is given up on the way. */
async function summaryOf(question: RunAsked, sink: RunSink): Promise<RunSummary | null> {
  const parts = runInParts(question.document, question.tuple, { level: question.level }, sink)
  for (let hears = 0; !givenUp.has(question.runId); hears = performance.now() + TURN_MS) {
    while (performance.now() < hears) {
      const { done, value } = parts.next()
      if (done) return value
    }
    await turn()
  }
  return null
}

async function run(question: RunAsked): Promise<void> {
  const { runId } = question
  post({ type: 'heartbeat', runId, simulatedNs: 0 })
  try {
    const summary = await summaryOf(question, {
      setup: (setup) => post({ type: 'setup', runId, setup }),
      chunk: (chunk) => post({ type: 'chunk', runId, chunk }, buffersOf(chunk)),
      heartbeat: (simulatedNs) => post({ type: 'heartbeat', runId, simulatedNs }),
    })
    if (!summary) return post({ type: 'given-up', runId })
    const alive = (): void => post({ type: 'heartbeat', runId, simulatedNs: summary.simulatedNs })
    const derived = question.derived ? derivedMetrics(question.document, question.tuple, alive) : {}
    const metrics = { ...summary.metrics, ...derived }
    post({ type: 'done', runId, summary: { ...summary, metrics } })
  } catch (error) {
    const place = error instanceof BadInput ? error.place : null
    const sentence = error instanceof Error ? error.message : 'The run failed.'
    post({ type: 'failed', runId, sentence, place })
  } finally {
    givenUp.delete(runId)
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

let questions: Promise<void> = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'give-up') givenUp.add(data.runId)
  else if (data.type === 'cuts') cuts(data)
  else questions = questions.then(() => run(data))
}
post({ type: 'ready' })
