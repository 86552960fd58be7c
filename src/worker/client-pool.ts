/**
 * Many runs at once, for the lab: a few workers, each with one run at a time, and no trace. A worker lives as
 * long as there is something to run.
 */
import { type Answer, answerOf, keyOf, type Question, tupleOf } from '../lab/question.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { FromWorker, ToWorker } from './messages.ts'
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
  const pool = new Pool(jobs, listener)
  for (let i = Math.min(size, jobs.length); i > 0; i--) pool.hire()
  return () => pool.end()
}

class Pool {
  private readonly waiting: PoolJob[]
  private readonly listener: PoolListener
  private readonly working = new Set<Worker>()
  private starting = 0
  private over = false

  constructor(jobs: readonly PoolJob[], listener: PoolListener) {
    this.waiting = [...jobs]
    this.listener = listener
  }

  hire(): void {
    this.starting++
    startWorker().then(
      (worker) => {
        this.starting--
        if (this.over) worker.terminate()
        else this.employ(worker)
      },
      (error: unknown) => {
        this.starting--
        const why = error instanceof Error ? error.message : 'it did not start'
        const sentence = `The simulator could not be started: ${why}.`
        for (const job of this.waiting.splice(0)) this.answered(job, { sentence })
        this.look()
      },
    )
  }

  end(): void {
    if (this.over) return
    this.over = true
    for (const worker of this.working) worker.terminate()
    this.listener.ended()
  }

  private employ(worker: Worker): void {
    this.working.add(worker)
    let job = this.give(worker)
    const done = (answer: Answer): void => {
      if (job) this.answered(job, answer)
      job = this.give(worker)
    }
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'done') done(answerOf(data.summary))
      else if (data.type === 'failed') done({ sentence: data.sentence })
    })
    // A run that takes its worker with it: the others go on with a new one.
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      if (job) this.answered(job, { sentence: 'The simulator stopped in this run.' })
      worker.terminate()
      this.working.delete(worker)
      this.hire()
    })
  }

  /** The next job, or none: then the worker is let go. */
  private give(worker: Worker): PoolJob | undefined {
    const job = this.waiting.shift()
    if (job) {
      const { question, document } = job
      const level = question.checks ? 'summaries' : 'nothing'
      const tuple = tupleOf(question, document)
      const message: ToWorker = { type: 'run', runId: 1, tuple, document, level }
      worker.postMessage(message)
    } else {
      worker.terminate()
      this.working.delete(worker)
      this.look()
    }
    return job
  }

  private look(): void {
    if (this.working.size === 0 && this.starting === 0) this.end()
  }

  private answered({ question }: PoolJob, answer: Answer): void {
    if (!this.over) this.listener.answered(keyOf(question), answer)
  }
}
