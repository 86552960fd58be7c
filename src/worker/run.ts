/**
 * One run from a document and a tuple: the same code in the page's worker, in the headless command and in tests.
 * Synchronous to the end; what it finds out leaves through the sink as it goes.
 */
import { CHECKERS, COMMON_CHECKERS } from '../checks/checkers.ts'
import { BadInput } from '../engine/assert.ts'
import { DEFAULT_LIMITS, type Limits, Simulation } from '../engine/simulation.ts'
import { Station } from '../hardware/station.ts'
import { boot } from '../kernel/power.ts'
import { COMMON_METRICS, METRICS } from '../metrics/metrics.ts'
import { checkEntities, contextOf, watch } from '../scenarios/build/folding.ts'
import { placeInterventions } from '../scenarios/build/interventions.ts'
import { buildRoom } from '../scenarios/build/machine-room.ts'
import { describe } from '../scenarios/build/setup.ts'
import { watchTouches } from '../scenarios/build/touches.ts'
import { bindDocument } from '../scenarios/document/bind.ts'
import type { BoundScenario } from '../scenarios/document/bound.ts'
import { defaultTuple } from '../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { EntityType } from '../trace/entities.ts'
import type { FoldContext } from '../trace/fold.ts'
import { EndReason, Kind } from '../trace/kinds.ts'
import { type Chunk, NONE, type RecordingLevel } from '../trace/record.ts'
import type { RunSetup, RunSummary } from '../trace/setup.ts'
import type { Intervention, RunTuple, SwitchValue } from '../trace/tuple.ts'
import { TraceWriter } from '../trace/writer.ts'

/** Parts between two signs of life: a few tens of milliseconds. */
const PARTS_A_BEAT = 8

export interface RunSink {
  setup?(setup: RunSetup): void
  chunk?(chunk: Chunk): void
  /** The run goes on and has come so far, ns: also where nothing of it is recorded. */
  heartbeat?(simulatedNs: number): void
}

export interface RunOptions {
  readonly level: RecordingLevel
  readonly limits?: Partial<Limits>
  /** Checkers run at every level but `nothing`, unless asked for. */
  readonly checks?: boolean
  /** Ends the run earlier than its document does, ns. */
  readonly untilNs?: number
  /** Runs the other side of each pair metric too; usual where metrics alone are asked for. */
  readonly derived?: boolean
  /** The machine whose changes the summary lists. */
  readonly touched?: string
  /** Whatever else looks on: it sees every emission and changes nothing. */
  readonly onlooker?: (context: FoldContext) => void
}

/** Runs to the end. Bad input is thrown as BadInput: one sentence, and the place. */
export function runScenario(
  document: ScenarioDocument,
  tuple: RunTuple,
  options: RunOptions,
  sink: RunSink = {},
): RunSummary {
  const run = runInParts(document, tuple, options, sink)
  for (;;) {
    const { done, value } = run.next()
    if (done) return value
  }
}

/** The same, a few milliseconds of it at a time: between two parts whoever runs it may do something else, or stop. */
export function* runInParts(
  document: ScenarioDocument,
  tuple: RunTuple,
  options: RunOptions,
  sink: RunSink = {},
): Generator<void, RunSummary> {
  const bind = bindDocument(document, tuple.switches)
  if (!bind.ok) throw new BadInput(bind.sentence, bind.place)
  const { bound } = bind
  const writer =
    options.level === 'nothing' ? null : new TraceWriter((chunk) => sink.chunk?.(chunk))
  const sim = new Simulation(tuple.seed, options.level, writer, true)
  const run = sim.entity(EntityType.run, NONE, 'run')
  const checkers =
    options.checks === false || (options.level === 'nothing' && !options.checks)
      ? []
      : checkersOf(bound)
  const entities = checkEntities(sim, run, checkersOf(bound))
  sim.fingerprintFromHere()
  const room = buildRoom(sim, run, bound)
  const setup = describe(
    bound,
    tuple.seed,
    room,
    checkersOf(bound).map(({ id, says }) => ({ id, says })),
  )
  sink.setup?.(setup)
  const context = contextOf(sim, setup, bound.switches, bound.warmUpNs)
  const watching = watch(sim, context, metricsOf(bound), checkers, entities)
  const touches = options.touched === undefined ? null : watchTouches(sim, context, options.touched)
  options.onlooker?.(context)
  const all = [...bound.interventions, ...tuple.interventions]
  const missing = placeInterventions(sim, run, room, all)
  sim.emit(Kind.runStart, run)
  const begun = sim.cause
  for (const machine of room.machines) {
    sim.cause = begun
    if (machine instanceof Station) machine.boot()
    else boot(machine)
  }
  const untilNs = options.untilNs ?? bound.untilNs
  const { atMostNs } = bound
  const most = atMostNs === undefined ? {} : { atMostNs }
  const limits = { ...DEFAULT_LIMITS, ...options.limits, untilNs, ...most }
  const reason = yield* inParts(sim, limits, () => sink.heartbeat?.(sim.now))
  sim.cause = NONE
  sim.emit(Kind.runEnd, run, reason)
  const metrics = watching.end(reason)
  writer?.flush(sim.now, true)
  return {
    fingerprint: `${setup.setupFingerprint}·${sim.fingerprint}`,
    simulatedNs: sim.now,
    events: sim.events,
    records: sim.records,
    endReason:
      sim.failure ??
      (Object.entries(EndReason).find(([, value]) => value === reason)?.[0] as string),
    metrics: {
      ...metrics,
      ...(derives(options) ? pairMetrics(document, tuple, options.limits, metrics) : {}),
      invariantViolations: watching.violationCount(),
    },
    violations: watching.violations,
    exercised: watching.exercised,
    didNotApply: [...missing].map((i) => written(all[i] as Intervention)),
    ...(touches ? { touches } : {}),
  }
}

function* inParts(sim: Simulation, limits: Limits, beat: () => void): Generator<void, number> {
  for (let part = 1; ; part++) {
    const reason = sim.advance(limits)
    if (reason !== null) return reason
    if (part % PARTS_A_BEAT === 0) beat()
    yield
  }
}

function derives({ derived, level }: RunOptions): boolean {
  return derived ?? level === 'nothing'
}

/** This run's figure over that of the same run with some switches turned otherwise. */
function pairMetrics(
  document: ScenarioDocument,
  tuple: RunTuple,
  limits: RunOptions['limits'],
  metrics: RunSummary['metrics'],
): RunSummary['metrics'] {
  const pairs: Record<string, number | null> = {}
  for (const { name, pair } of document.metrics) {
    if (!pair) continue
    const against = { ...tuple, switches: { ...tuple.switches, ...pair.against } }
    const silent = { level: 'nothing', derived: false, ...(limits ? { limits } : {}) } as const
    // A run that is its own companion gives the same again.
    const other = isSame(document, tuple, pair.against)
      ? metrics
      : companion(document, against, silent)
    const [own, theirs] = [metrics[pair.metric], other?.[pair.metric]]
    const known = typeof own === 'number' && typeof theirs === 'number' && theirs !== 0
    pairs[name] = known ? own / theirs : null
  }
  return pairs
}

function isSame(
  { switches }: ScenarioDocument,
  tuple: RunTuple,
  against: Readonly<Record<string, SwitchValue>>,
): boolean {
  return Object.entries(against).every(
    ([key, value]) =>
      (tuple.switches[key] ?? switches.find((each) => each.key === key)?.default) === value,
  )
}

/** What companions gave, the last few of them: all runs of a sweep are held against the same one. */
const companions = new Map<string, RunSummary['metrics'] | null>()
const COMPANIONS_MAX = 8

/** Null where it cannot be run: a fault may strike a machine that it does not have. */
function companion(
  document: ScenarioDocument,
  tuple: RunTuple,
  options: RunOptions,
): RunSummary['metrics'] | null {
  const key = JSON.stringify([document, tuple, options])
  const known = companions.get(key)
  if (known !== undefined) return known
  const [oldest] = companions.keys()
  if (companions.size >= COMPANIONS_MAX && oldest !== undefined) companions.delete(oldest)
  const found = ran(document, tuple, options)
  companions.set(key, found)
  return found
}

function ran(
  document: ScenarioDocument,
  tuple: RunTuple,
  options: RunOptions,
): RunSummary['metrics'] | null {
  try {
    return runScenario(document, tuple, options).metrics
  } catch (error) {
    if (error instanceof BadInput) return null
    throw error
  }
}

function checkersOf(bound: BoundScenario): (typeof COMMON_CHECKERS)[number][] {
  const asked = bound.checks.map((id) => {
    const checker = CHECKERS[id]
    if (!checker) throw new BadInput(`There is no check “${id}”.`, 'checks')
    return checker
  })
  return [...COMMON_CHECKERS, ...asked.filter((checker) => !COMMON_CHECKERS.includes(checker))]
}

function metricsOf(bound: BoundScenario): (typeof COMMON_METRICS)[number][] {
  const asked = bound.metrics.flatMap((name) => {
    const metric = METRICS[name]
    return metric && !COMMON_METRICS.includes(metric) ? [metric] : []
  })
  return [...COMMON_METRICS, ...asked]
}

function written(what: Intervention): string {
  return `${what.time}ns:${what.action}:${what.target}`
}

export { defaultTuple }
