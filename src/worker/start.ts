/** Starts workers of the page: as small as it can be, since it is the first code to run. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import workerUrl from './simulation.worker.ts?worker&url'

interface ScriptUrls {
  createScriptURL(url: string): unknown
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrls
}
let policy: ScriptUrls | undefined
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  if (!trustedTypes) return url
  policy ??= trustedTypes.createPolicy('one-machine', {
    createScriptURL: (given) => {
      if (given.startsWith('blob:')) return given
      throw new TypeError('Only a worker of this page may be started.')
    },
  })
  return policy.createScriptURL(url) as string
}

let code: Promise<string> | null = null
/** From a blob, so that the worker runs in a sandboxed frame and under the page's content policy. */
async function startFromBlob(): Promise<Worker> {
  code ??= fetch(workerUrl).then((answer) => {
    if (!answer.ok) throw new Error(`the simulator’s code did not load (${answer.status})`)
    return answer.text()
  })
  try {
    const blob = new Blob([await code], { type: 'text/javascript' })
    const url = URL.createObjectURL(blob)
    const worker = new Worker(trusted(url), { type: 'module' })
    worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true })
    return worker
  } catch (error) {
    code = null
    throw error
  }
}

async function start(): Promise<Worker> {
  return import.meta.env.DEV ? new Worker(workerUrl, { type: 'module' }) : startFromBlob()
}

/** What became of a worker that was started ahead, before anybody listened. */
const firstWords = new WeakMap<Worker, 'spoke' | 'died'>()
let ahead: Promise<Worker> | null = null

/** The number of the run that was asked for ahead: no client gives it to a run of its own. */
export const AHEAD_ID = 0

/** A run that was asked for before anybody wanted it, and what the worker has said of it. */
export interface RunAhead {
  readonly tuple: RunTuple
  readonly document: ScenarioDocument
  readonly heard: FromWorker[]
}
const runsAhead = new WeakMap<Worker, RunAhead>()

/** Begins before there is anybody to ask the worker anything: its first word and its first error are kept. */
export function startAhead(): void {
  ahead = start().then((worker) => {
    worker.addEventListener('message', () => firstWords.set(worker, 'spoke'), { once: true })
    const died = (event: Event): void => {
      event.preventDefault()
      firstWords.set(worker, 'died')
    }
    worker.addEventListener('error', died, { once: true })
    return worker
  })
  // Whoever asks for the worker is told.
  ahead.catch(() => undefined)
}

/** Asks the worker that was started ahead for the run that will probably be wanted first. */
export function askAhead(tuple: RunTuple, document: ScenarioDocument): void {
  ahead?.then(
    (worker) => {
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
const stops = new WeakMap<Worker, () => void>()

/** What was asked of a worker ahead; from now on whoever takes it listens. */
export function takeAhead(worker: Worker): RunAhead | undefined {
  const run = runsAhead.get(worker)
  stops.get(worker)?.()
  runsAhead.delete(worker)
  return run
}

/** A new worker: the one that was started ahead, for the first who asks. */
export function startWorker(): Promise<Worker> {
  const first = ahead
  ahead = null
  return first ?? start()
}

export function firstWord(worker: Worker): 'spoke' | 'died' | undefined {
  return firstWords.get(worker)
}
