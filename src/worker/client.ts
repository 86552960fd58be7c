/**
 * The page's side of the worker: starts it, asks it for runs, and watches over it. One run at a time; what it
 * finds out arrives by run, so that an answer nobody waits for any more is dropped.
 */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Chunk, RecordingLevel } from '../trace/record.ts'
import type { RunSetup, RunSummary } from '../trace/setup.ts'
import type { RunTuple } from '../trace/tuple.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { AHEAD_ID, type RunAhead, startWorker, takeAhead } from './start.ts'

export interface RunQuestion {
  readonly tuple: RunTuple
  readonly document: ScenarioDocument
  readonly level: RecordingLevel
  /** Also the metrics that only a sweep around this run gives. */
  readonly derived?: boolean
}
export interface RunListener {
  setup?(setup: RunSetup): void
  chunk?(chunk: Chunk): void
  done(summary: RunSummary): void
  /** Bad input, or an assertion of the simulator. */
  failed(sentence: string, place: string | null): void
  /** The worker fell silent or died; `ns` is how far it had come. The run is asked again unless `last`. */
  died(what: 'silent' | 'error', ns: number, last: boolean): void
}

const SILENT_MS = 2000
/** Starting may take longer: a new worker's code is compiled, and ten thousand files are laid out in one go. */
const STARTING_MS = 10_000
const WATCH_MS = 250
/** A worker that has not let go of a run that nobody waits for is ended with it. */
const PATIENCE_MS = 200

/** What a worker says last of a run. */
const ENDS = { done: true, failed: true, 'given-up': true }

interface Asked {
  runId: number
  readonly question: RunQuestion
  readonly listener: RunListener
  simulatedNs: number
  deaths: number
  /** As far as is heard: the worker has taken it up with a sign of life, and builds the machines until these are told of. */
  state: 'asked' | 'building' | 'running'
}

export class SimulationClient {
  private worker: Worker | null = null
  private starting = false
  private ready = false
  private lastId = 0
  private now: Asked | null = null
  private next: Asked | null = null
  private heard = 0
  private late = 0
  /** The run that was asked for before there was a client, until somebody wants a run. */
  private ahead: RunAhead | undefined
  private watch: ReturnType<typeof setInterval> | undefined

  /** Starts loading before anything is asked. */
  warm(): void {
    this.ensure()
  }

  /** Asks for a run; one that is still under way is given up. Returns how to give this one up. */
  run(question: RunQuestion, listener: RunListener): () => void {
    const asked: Asked = {
      runId: ++this.lastId,
      question,
      listener,
      simulatedNs: 0,
      deaths: 0,
      state: 'asked',
    }
    this.next = asked
    this.ensure()
    if (this.now) this.hurry(this.now)
    else this.take()
    return () => this.cancel(asked)
  }

  private cancel(asked: Asked): void {
    if (this.next === asked) this.next = null
    if (this.now === asked) this.hurry(asked)
  }

  /** The worker lets go between two parts of the run, and is kept: a new one would have its code to compile. */
  private hurry(asked: Asked): void {
    this.post({ type: 'give-up', runId: asked.runId })
    setTimeout(() => {
      if (this.now !== asked) return
      this.end()
      this.take()
    }, PATIENCE_MS)
  }

  private ensure(): void {
    if (this.worker || this.starting) return
    this.starting = true
    this.heard = performance.now()
    startWorker().then(
      ({ worker, word }) => {
        this.starting = false
        this.worker = worker
        this.ready = word === 'spoke'
        this.ahead = takeAhead(worker)
        worker.addEventListener('message', (event: MessageEvent<FromWorker>) =>
          this.hear(event.data),
        )
        worker.addEventListener('error', (event) => {
          event.preventDefault()
          this.die('error')
        })
        worker.addEventListener('messageerror', () => this.die('error'))
        if (word === 'died') this.die('error')
        else this.take()
      },
      (error: unknown) => {
        this.starting = false
        const asked = this.next ?? this.now
        this.next = null
        this.now = null
        const why = error instanceof Error ? error.message : 'it did not start'
        asked?.listener.failed(`The simulator could not be started: ${why}.`, null)
      },
    )
    this.watch ??= setInterval(() => this.look(), WATCH_MS)
  }

  private take(): void {
    if (!this.next || this.now) return
    this.ensure()
    if (!this.worker) return
    const asked = this.next
    this.next = null
    this.now = asked
    this.heard = performance.now()
    this.late = 0
    const { ahead } = this
    this.ahead = undefined
    if (ahead && isThatRun(ahead, asked.question)) return this.adopt(asked, ahead)
    if (ahead && !isOver(ahead)) this.post({ type: 'give-up', runId: AHEAD_ID })
    const { tuple, document, level, derived = false } = asked.question
    this.post({ type: 'run', runId: asked.runId, tuple, document, level, derived })
  }

  /** The run is under way or over: what has been said of it is told now, and nothing is told before `run` returns. */
  private adopt(asked: Asked, { heard }: RunAhead): void {
    asked.runId = AHEAD_ID
    queueMicrotask(() => {
      for (const message of heard) this.hear(message)
    })
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message)
  }

  private hear(message: FromWorker): void {
    this.heard = performance.now()
    this.late = 0
    if (message.type === 'ready') {
      this.ready = true
      return
    }
    const { now } = this
    if (message.runId === AHEAD_ID && this.ahead) this.ahead.heard.push(message)
    if (message.runId !== now?.runId) return
    now.state = message.type === 'heartbeat' && now.state !== 'running' ? 'building' : 'running'
    const wanted = this.next === null
    if (message.type === 'chunk') now.simulatedNs = message.chunk.simulatedNs
    if (message.type === 'heartbeat') now.simulatedNs = message.simulatedNs
    if (message.type in ENDS) this.now = null
    if (wanted) tell(now.listener, message)
    if (!this.now) this.take()
  }

  /** Twice in a row, so that a page that was asleep itself does not blame the worker. */
  private look(): void {
    if (!this.now) return
    const isStarting = !this.ready || this.now.state === 'building'
    const limit = isStarting ? STARTING_MS : SILENT_MS
    this.late = performance.now() - this.heard > limit ? this.late + 1 : 0
    if (this.late >= 2) this.die('silent')
  }

  private die(what: 'silent' | 'error'): void {
    const asked = this.now ?? this.next
    this.end()
    if (!asked) return
    asked.deaths++
    const last = asked.deaths > 1
    const { simulatedNs } = asked
    if (!last && !this.next) {
      asked.simulatedNs = 0
      asked.state = 'asked'
      asked.runId = ++this.lastId
      this.next = asked
    }
    asked.listener.died(what, simulatedNs, last)
    this.take()
  }

  private end(): void {
    this.worker?.terminate()
    this.worker = null
    this.ahead = undefined
    this.ready = false
    this.now = null
    this.late = 0
  }
}

function isOver({ heard }: RunAhead): boolean {
  return heard.some(({ type }) => type in ENDS)
}

function isThatRun(ahead: RunAhead, { tuple, document, level, derived }: RunQuestion): boolean {
  return (
    ahead.document === document &&
    level === 'everything' &&
    !derived &&
    tuple.revision === ahead.tuple.revision &&
    tuple.seed === ahead.tuple.seed &&
    Object.keys(tuple.switches).length === 0 &&
    tuple.interventions.length === 0
  )
}

function tell(listener: RunListener, message: Exclude<FromWorker, { type: 'ready' }>): void {
  switch (message.type) {
    case 'setup':
      return listener.setup?.(message.setup)
    case 'chunk':
      return listener.chunk?.(message.chunk)
    case 'done':
      return listener.done(message.summary)
    case 'failed':
      return listener.failed(message.sentence, message.place)
    case 'heartbeat':
    case 'given-up':
  }
}
