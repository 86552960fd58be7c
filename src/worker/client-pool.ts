/**
 * Many runs at once, for the lab and for every cut: a few workers, each with one job at a time, and no trace. A
 * worker lives as long as there is something to run.
 */
import type { CutOutcome, Enumeration } from '../lab/cuts.ts'
import { type Answer, answerOf, keyOf, type Question, tupleOf } from '../lab/question.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import type { FromCuts, FromWorker, ToWorker } from './messages.ts'
import { startWorker } from './start.ts'

export interface PoolJob {
  readonly question: Question
  readonly document: ScenarioDocument
}
export interface PoolListener {
  answered(key: string, answer: Answer): void
  /** Nothing is left to run, or what was left was given up. */
  ended(): void
}
export interface CutsListener {
  /** Where the cuts are; outcomes of other workers may have come before it. */
  enumerated(found: Enumeration): void
  cut(outcomes: readonly CutOutcome[]): void
  failed(sentence: string): void
  /** Nothing is left to cut, or what was left was given up. */
  ended(): void
}

const WORKERS_MAX = 4
/** One core is the page's own. */
export function poolSize(): number {
  return Math.max(1, Math.min((navigator.hardwareConcurrency || 2) - 1, WORKERS_MAX))
}

/** Runs all jobs; returns how to give up those that have not been answered. */
export function runAll(
  jobs: readonly PoolJob[],
  listener: PoolListener,
  size = poolSize(),
): () => void {
  const tasks = jobs.map(({ question, document }): Task => {
    const level = question.checks ? 'summaries' : 'nothing'
    const tuple = tupleOf(question, document)
    const answered = (answer: Answer): void => listener.answered(keyOf(question), answer)
    return {
      message: { type: 'run', runId: 1, tuple, document, level },
      hear: (message) => {
        if (message.type === 'done') answered(answerOf(message.summary))
        else if (message.type === 'failed') answered({ sentence: message.sentence })
        return message.type === 'done' || message.type === 'failed'
      },
      failed: (sentence) => answered({ sentence }),
    }
  })
  return start(tasks, () => listener.ended(), size)
}

export interface CutsJob {
  readonly document: ScenarioDocument
  readonly tuple: RunTuple
}

/** Every cut of a run, a slice of them for each worker; returns how to give up the rest. */
export function runCuts(job: CutsJob, listener: CutsListener, size = poolSize()): () => void {
  const tasks = Array.from({ length: size }, (_, slice): Task => {
    return {
      message: { type: 'cuts', ...job, slice, slices: size },
      hear: (message) => {
        if (message.type === 'enumerated' && slice === 0) listener.enumerated(message.found)
        else if (message.type === 'cut') listener.cut(message.outcomes)
        else if (message.type === 'cuts-failed') listener.failed(message.sentence)
        return message.type === 'cuts-done' || message.type === 'cuts-failed'
      },
      failed: (sentence) => listener.failed(sentence),
    }
  })
  return start(tasks, () => listener.ended(), size)
}

interface Task {
  readonly message: ToWorker
  /** True when that was the last word of it. */
  readonly hear: (message: FromWorker | FromCuts) => boolean
  readonly failed: (sentence: string) => void
}

function start(tasks: readonly Task[], ended: () => void, size: number): () => void {
  const pool = new Pool(tasks, ended)
  for (let i = Math.min(size, tasks.length); i > 0; i--) pool.hire()
  return () => pool.end()
}

class Pool {
  private readonly waiting: Task[]
  private readonly ended: () => void
  private readonly working = new Set<Worker>()
  private starting = 0
  private over = false

  constructor(tasks: readonly Task[], ended: () => void) {
    this.waiting = [...tasks]
    this.ended = ended
  }

  hire(): void {
    this.starting++
    startWorker().then(
      ({ worker }) => {
        this.starting--
        if (this.over) worker.terminate()
        else this.employ(worker)
      },
      (error: unknown) => {
        this.starting--
        const why = error instanceof Error ? error.message : 'it did not start'
        const sentence = `The simulator could not be started: ${why}.`
        for (const task of this.waiting.splice(0)) this.fail(task, sentence)
        this.look()
      },
    )
  }

  end(): void {
    if (this.over) return
    this.over = true
    for (const worker of this.working) worker.terminate()
    this.ended()
  }

  private employ(worker: Worker): void {
    this.working.add(worker)
    let task = this.give(worker)
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker | FromCuts>) => {
      if (!this.over && task?.hear(data)) task = this.give(worker)
    })
    // A run that takes its worker with it: the others go on with a new one.
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      if (task) this.fail(task, 'The simulator stopped in this run.')
      worker.terminate()
      this.working.delete(worker)
      this.hire()
    })
  }

  /** The next task, or none: then the worker is let go. */
  private give(worker: Worker): Task | undefined {
    const task = this.waiting.shift()
    if (task) worker.postMessage(task.message)
    else {
      worker.terminate()
      this.working.delete(worker)
      this.look()
    }
    return task
  }

  private look(): void {
    if (this.working.size === 0 && this.starting === 0) this.end()
  }

  private fail(task: Task, sentence: string): void {
    if (!this.over) task.failed(sentence)
  }
}
