/** Brings runs from the worker to the store: the one on the screen, the other future, and companions. */
import type { StoreApi } from 'zustand/vanilla'
import { actWords } from '../../analysis/act-words.ts'
import { BeatSearch, beatCursors } from '../../analysis/beats.ts'
import { moment } from '../../analysis/numbers.ts'
import { follow as followPace, usualSpeed } from '../../analysis/pacing.ts'
import type { Beat, Prediction, ScenarioDocument } from '../../scenarios/document/document.ts'
import { ownInterventions } from '../../scenarios/document/placed-faults.ts'
import type { Chunk } from '../../trace/record.ts'
import type { RunSetup, RunSummary } from '../../trace/setup.ts'
import { Trace } from '../../trace/trace.ts'
import type { Intervention, RunTuple } from '../../trace/tuple.ts'
import { type RunListener, SimulationClient } from '../../worker/client.ts'
import { tellInTurn } from '../frame.ts'
import { workOn } from '../slices.ts'
import type { RunView, Store } from './app-state.ts'
import { needsCompanion, storyOf, syncQuestion } from './asking.ts'
import { moveOn } from './moves.ts'

/** Beats that are not found yet are looked for again with so few chunks; in a longer run, when it is whole. */
const EARLY_CHUNKS = 4

/** Records looked at before other work has its turn. */
const BEATS_AT_A_TIME = 1 << 13

/** The views are told of what has arrived so often: each telling is a drawing of all of them. */
const GROW_MS = 300

interface Incoming {
  setup: RunSetup | null
  trace: Trace
  chunks: number
  /** What has come and is not in the trace yet. */
  waiting: Chunk[]
  /** What is still to be done with the first of it, each between two frames. */
  steps: (() => void)[]
  summary: RunSummary | null
}

export class Runs {
  private readonly store: StoreApi<Store>
  private readonly main = new SimulationClient()
  private side: SimulationClient | null = null
  private companion: SimulationClient | null = null
  private stopMain: (() => void) | null = null
  /** Whether the next run brings its own usual speed. */
  private fresh = true

  constructor(store: StoreApi<Store>) {
    this.store = store
  }

  warm(): void {
    this.main.warm()
  }

  private growing = false

  private incoming: Incoming | null = null

  /** Asks for the run of `tuple`; what is on the screen stays until the first of it arrives. */
  start(
    tuple: RunTuple,
    document: ScenarioDocument,
    { fresh = false, beside = null }: { fresh?: boolean; beside?: RunView | null } = {},
  ): void {
    this.fresh = fresh
    const incoming: Incoming = {
      setup: null,
      trace: new Trace(),
      chunks: 0,
      waiting: [],
      steps: [],
      summary: null,
    }
    this.incoming = incoming
    const show = (): void => {
      if (!incoming.setup) return
      const { setup, trace, summary } = incoming
      const run = view(tuple, document, setup, trace, summary)
      this.store.setState((state) => ({ run, grown: state.grown + 1 }))
      this.arrived(incoming, summary !== null)
    }
    const next = (): boolean => {
      if (this.incoming !== incoming) return false
      const step = incoming.steps.shift()
      if (step) {
        step()
        return true
      }
      const chunk = incoming.waiting.shift()
      if (chunk) this.append(incoming, chunk, show, beside)
      if (incoming.waiting.length + incoming.steps.length > 0) return true
      if (incoming.summary) this.finish(incoming, show)
      return false
    }
    this.stopMain?.()
    this.stopMain = this.main.run(
      { tuple, document, level: 'everything' },
      {
        setup: (setup) =>
          Object.assign(incoming, { setup, trace: new Trace(), chunks: 0, waiting: [], steps: [] }),
        chunk: (chunk) => {
          incoming.waiting.push(chunk)
          // The first is what the reader waits for; the others must not hold up the page.
          if (incoming.chunks > 0 || next()) workOn(next)
        },
        done: (summary) => {
          incoming.summary = summary
          if (incoming.waiting.length + incoming.steps.length === 0) next()
        },
        failed: (sentence) => this.fail(sentence),
        died: (what, ns, last) => this.mourn(what, ns, last),
      },
    )
  }

  private append(incoming: Incoming, chunk: Chunk, show: () => void, beside: RunView | null): void {
    incoming.trace.append(chunk)
    if (incoming.chunks++ === 0) {
      incoming.steps = [
        () => followPace(incoming.trace),
        () => {
          tellInTurn(show)
          if (beside) this.store.setState({ other: beside })
        },
      ]
    } else {
      followPace(incoming.trace)
      this.growSoon()
      this.arrived(incoming, false)
    }
  }

  private finish(incoming: Incoming, show: () => void): void {
    this.incoming = null
    show()
    const { run } = this.store.getState()
    if (run && incoming.summary) this.tellWhatDidNotApply(run, incoming.summary.didNotApply)
  }

  /** Many chunks may arrive while the views draw once. */
  private growSoon(): void {
    if (this.growing) return
    this.growing = true
    setTimeout(() => {
      this.growing = false
      this.store.setState((state) => ({ grown: state.grown + 1 }))
    }, GROW_MS)
  }

  private arrived(incoming: Incoming, whole: boolean): void {
    const { trace, chunks } = incoming
    const { document } = this.store.getState()
    if (!document || (!whole && chunks > EARLY_CHUNKS)) return
    const story = storyOf(this.store.getState())
    if (whole && chunks > EARLY_CHUNKS) return this.searchOn(trace, story)
    this.place(trace, beatCursors(trace, story), whole)
  }

  /** In a long run the beats are looked for between frames. */
  private searchOn(trace: Trace, story: readonly Beat[]): void {
    const search = new BeatSearch(trace, story)
    workOn(() => {
      if (this.store.getState().run?.trace !== trace) return false
      if (search.look(BEATS_AT_A_TIME)) return true
      this.place(trace, search.cursors, true)
      return false
    })
  }

  private place(trace: Trace, beats: Store['beats'], whole: boolean): void {
    this.store.setState({ beats, placed: whole })
    if (this.fresh) {
      this.store.setState({ speed: usualSpeed(trace) })
      if (whole) this.fresh = false
    }
    syncQuestion(this.store)
    moveOn(this.store)
  }

  /** A fault that the scenario places itself may well find nothing once the reader has changed the run. */
  private tellWhatDidNotApply(run: RunView, missed: readonly string[]): void {
    const own = run.tuple.interventions.filter((what) => missed.includes(writtenAs(what)))
    const [first] = own
    if (!first) return
    const more = own.length > 1 ? ` and ${own.length - 1} more` : ''
    const words = actWords(run.trace, first).replaceAll('**', '')
    this.store.getState().say({
      sentence: `“${words}” at ${moment(first.time)}${more} found nothing to act on in this run. Take it out again under What you did.`,
    })
  }

  private fail(sentence: string): void {
    this.store.setState({ refused: sentence })
    const { say, run, tuple } = this.store.getState()
    // Without a run nothing on the screen could take out again what it cannot be run with.
    const stuck = run === null && tuple !== null && tuple.interventions.length > 0
    const without = { label: 'Run it without what was done', run: () => this.without() }
    say({ sentence: ended(sentence), ...(stuck ? { action: without } : {}) })
  }

  private without(): void {
    const { tuple, document } = this.store.getState()
    if (!tuple || !document) return
    const untouched = { ...tuple, interventions: [] }
    this.store.setState({ tuple: untouched, refused: null, notice: null })
    this.start(untouched, document)
  }

  private mourn(what: 'silent' | 'error', ns: number, last: boolean): void {
    const how = what === 'silent' ? 'said nothing for two seconds' : 'stopped with an error'
    const where = ns > 0 ? `at ${moment(ns)} of the run` : 'before the run began'
    if (!last) {
      this.store.getState().say({
        sentence: `The simulator ${how} ${where}. It has been started again; your place is kept.`,
      })
      return
    }
    this.store.getState().play(false)
    this.store.getState().say({
      sentence: `The simulator ${how} again, ${where}, and stays stopped. What has arrived can still be looked at.`,
      action: { label: 'Try once more', run: () => this.again() },
    })
  }

  private again(): void {
    const { tuple, document } = this.store.getState()
    this.store.getState().say(null)
    if (tuple && document) this.start(tuple, document)
  }

  /** A future to be shown beside the one on the screen. */
  startOther(tuple: RunTuple, document: ScenarioDocument): void {
    this.side ??= new SimulationClient()
    this.side.run(
      { tuple, document, level: 'everything' },
      collect(
        tuple,
        document,
        (apart) => {
          if (this.store.getState().document !== document) return
          this.store.setState((state) => ({ apart, other: apart, grown: state.grown + 1 }))
        },
        (sentence) => this.store.getState().say({ sentence: ended(sentence) }),
      ),
    )
  }

  /** Runs what a prediction asks about when that is not the run on the screen; its metrics are all that is wanted. */
  ask(prediction: Prediction): void {
    const { tuple, document, companions } = this.store.getState()
    if (!tuple || !document || !needsCompanion(prediction) || prediction.id in companions) return
    const asked: RunTuple = {
      ...tuple,
      switches: { ...tuple.switches, ...prediction.overrides },
      interventions: prediction.interventions ?? tuple.interventions,
    }
    const until = prediction.untilMs
    const its = until === undefined ? document : { ...document, until: { timeMs: until } }
    const put = (metrics: Store['companions'][string]): void => {
      if (this.store.getState().tuple === tuple)
        this.store.setState((state) => ({
          companions: { ...state.companions, [prediction.id]: metrics },
        }))
    }
    put(null)
    this.companion ??= new SimulationClient()
    this.companion.run(
      { tuple: asked, document: its, level: 'nothing', derived: isOfSweep(document, prediction) },
      {
        done: (summary) => put(summary.metrics),
        failed: () => put({}),
        died: (_, __, last) => last && put({}),
      },
    )
  }
}

function isOfSweep({ metrics }: ScenarioDocument, { metric }: Prediction): boolean {
  return metrics.some(({ name, kind }) => name === metric && kind === 'sweep')
}

function view(
  tuple: RunTuple,
  document: ScenarioDocument,
  setup: RunSetup,
  trace: Trace,
  summary: RunView['summary'],
): RunView {
  const own = ownInterventions(document, tuple.switches)
  const interventions = [...own, ...tuple.interventions]
  return { tuple, setup, trace, summary, interventions, given: own.length }
}

/** As a summary names an intervention that matched nothing. */
export function writtenAs({ time, action, target }: Intervention): string {
  return `${time}ns:${action}:${target}`
}

/** A run that is shown only when it is whole. */
function collect(
  tuple: RunTuple,
  document: ScenarioDocument,
  done: (run: RunView) => void,
  failed: (sentence: string) => void,
): RunListener {
  let setup: RunSetup | null = null
  let trace = new Trace()
  let waiting: Chunk[] = []
  let whole: RunSummary | null = null
  const next = (): boolean => {
    const chunk = waiting.shift()
    if (chunk) trace.append(chunk)
    if (waiting.length > 0) return true
    if (setup && whole) done(view(tuple, document, setup, trace, whole))
    whole = null
    return false
  }
  return {
    setup: (its) => {
      setup = its
      waiting = []
      trace = new Trace()
    },
    chunk: (chunk) => {
      waiting.push(chunk)
      workOn(next)
    },
    done: (summary) => {
      whole = summary
      workOn(next)
    },
    failed,
    died: (_, __, last) =>
      last && failed('The other future could not be run: the simulator stopped.'),
  }
}

function ended(sentence: string): string {
  const capital = sentence.charAt(0).toUpperCase() + sentence.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
