/** The lab's answers: asked of a pool of workers, kept while the tab lives. */
import { type Answer, type Answers, distinct, keyOf, type Question } from '../../lab/question.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { runAll } from '../../worker/client-pool.ts'

export interface LabProgress {
  readonly answers: Answers
  /** Of the runs asked for last; `all` is 0 when nothing is under way. */
  readonly done: number
  readonly all: number
}

/** Answers come by the hundred; the page is drawn a few times a second. */
const REST_MS = 120

export class LabRuns {
  private answers = new Map<string, Answer>()
  private now: LabProgress = { answers: new Map(), done: 0, all: 0 }
  private readonly listeners = new Set<() => void>()
  private giveUp: (() => void) | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private done = 0
  private all = 0

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  readonly snapshot = (): LabProgress => this.now

  /** Runs what has no answer yet; runs under way before are given up. */
  ask(questions: readonly Question[], documents: readonly ScenarioDocument[]): void {
    this.cancel()
    const jobs = distinct(questions).flatMap((question) => {
      const document = documents.find(({ id }) => id === question.scenario)
      return document && !this.answers.has(keyOf(question)) ? [{ question, document }] : []
    })
    if (jobs.length === 0) return
    this.done = 0
    this.all = jobs.length
    this.tell()
    this.giveUp = runAll(jobs, {
      answered: (key, answer) => {
        this.answers.set(key, answer)
        this.done++
        this.timer ??= setTimeout(() => this.tell(), REST_MS)
      },
      ended: () => {
        this.giveUp = null
        this.all = 0
        this.tell()
      },
    })
  }

  cancel(): void {
    this.giveUp?.()
  }

  private tell(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.now = { answers: new Map(this.answers), done: this.done, all: this.all }
    for (const listener of this.listeners) listener()
  }
}

export const labRuns = new LabRuns()
