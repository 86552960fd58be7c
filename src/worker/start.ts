/** Starts workers of the page: as small as it can be, since it is the first code to run. */
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

/** A new worker: the one that was started ahead, for the first who asks. */
export function startWorker(): Promise<Worker> {
  const first = ahead
  ahead = null
  return first ?? start()
}

export function firstWord(worker: Worker): 'spoke' | 'died' | undefined {
  return firstWords.get(worker)
}
