/** Starts workers of the page. In the built page the head's script does, which has begun before this is here. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import workerUrl from './simulation.worker.ts?worker&url'

/** A worker, and what it did before anybody listened. */
export interface StartedWorker {
  readonly worker: Worker
  readonly word: 'spoke' | 'died' | undefined
}

interface Ahead {
  start(): Promise<StartedWorker>
  first: Promise<StartedWorker> | null
}

async function startHere(): Promise<StartedWorker> {
  return { worker: new Worker(workerUrl, { type: 'module' }), word: undefined }
}
const given = (globalThis as { oneMachineAhead?: Ahead }).oneMachineAhead
const starter: Ahead = given ?? { start: startHere, first: null }

/** The number of the run that was asked for ahead: no client gives it to a run of its own. */
export const AHEAD_ID = 0

/** A run that was asked for before anybody wanted it, and what the worker has said of it. */
export interface RunAhead {
  readonly tuple: RunTuple
  readonly document: ScenarioDocument
  readonly heard: FromWorker[]
}
const runsAhead = new WeakMap<Worker, RunAhead>()
const stops = new WeakMap<Worker, () => void>()

/** Asks the worker that was started ahead for the run that will probably be wanted first. */
export function askAhead(tuple: RunTuple, document: ScenarioDocument): void {
  starter.first?.then(
    ({ worker }) => {
      const heard: FromWorker[] = []
      const listen = (event: MessageEvent<FromWorker>): void => void heard.push(event.data)
      worker.addEventListener('message', listen)
      stops.set(worker, () => worker.removeEventListener('message', listen))
      runsAhead.set(worker, { tuple, document, heard })
      const level = 'everything'
      const question: ToWorker = { type: 'run', runId: AHEAD_ID, tuple, document, level }
      worker.postMessage(question)
    },
    () => undefined,
  )
}

/** What was asked of a worker ahead; from now on whoever takes it listens. */
export function takeAhead(worker: Worker): RunAhead | undefined {
  const run = runsAhead.get(worker)
  stops.get(worker)?.()
  runsAhead.delete(worker)
  return run
}

/** A new worker: the one that was started ahead, for the first who asks. */
export function startWorker(): Promise<StartedWorker> {
  const { first } = starter
  starter.first = null
  return first ?? starter.start()
}
