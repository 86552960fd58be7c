/** One seed of a sweep: a scenario with faults drawn from it, then everything healed, and what it broke. */
import { bindDocument } from '../scenarios/document/bind.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { drawSwarm } from '../swarm/draw.ts'
import { type Ground, watchGround } from '../swarm/ground.ts'
import type { Mutant } from '../swarm/mutants.ts'
import { type Hit, watchPhases } from '../swarm/phases.ts'
import { fixesOn } from '../swarm/turned.ts'
import type { RunSummary } from '../trace/setup.ts'
import type { Intervention, RunTuple, SwitchValue } from '../trace/tuple.ts'
import { defaultTuple, runScenario } from './run.ts'

type Turned = Readonly<Record<string, SwitchValue>>

/** A run that goes on for longer has lost its way. */
const EVENTS_MAX = 5_000_000

export interface Failure {
  /** A check, or why the run did not come to its end. */
  readonly check: string
  /** ns */
  readonly time: number
  readonly says: string
}

export interface SeedResult {
  readonly tuple: RunTuple
  /** What is promised with these switches and was not kept. */
  readonly failures: readonly Failure[]
  /** What broke without being promised: counted, and no failure of ours. */
  readonly alarms: readonly Failure[]
  readonly exercised: readonly string[]
  /** Each fault that struck, and the phase in which it did. */
  readonly hits: readonly { readonly fault: string; readonly phase: string }[]
  readonly events: number
}

const grounds = new Map<string, Ground>()

/** Once for each way in which the switches are turned. */
function groundOf(document: ScenarioDocument, switches: Turned): Ground {
  const key = JSON.stringify([document.id, Object.entries(switches).sort()])
  const known = grounds.get(key)
  if (known) return known
  let ask: (() => Ground) | undefined
  const onlooker: Parameters<typeof runScenario>[2]['onlooker'] = (context) => {
    ask = watchGround(context)
  }
  const options = { level: 'nothing', derived: false, onlooker } as const
  runScenario(document, { ...defaultTuple(document), switches }, options)
  const ground = (ask as () => Ground)()
  grounds.set(key, ground)
  return ground
}

export function swarmTuple(document: ScenarioDocument, seed: number, switches: Turned): RunTuple {
  const ground = groundOf(document, switches)
  const { faults, healing } = drawSwarm(seed, document.tolerates ?? [], ground)
  const interventions = [...faults, ...healing]
  return { ...defaultTuple(document), seed, switches, interventions }
}

export function runSeed(document: ScenarioDocument, tuple: RunTuple): SeedResult {
  let hits: readonly Hit[] = []
  const summary = runScenario(document, tuple, {
    level: 'nothing',
    checks: true,
    derived: false,
    limits: { eventsMax: EVENTS_MAX },
    onlooker: (context) => {
      hits = watchPhases(context, document.phases)
    },
  })
  const promised = promises(document, tuple.switches)
  const broken = [...summary.violations, ...unended(summary)]
  return {
    tuple,
    failures: broken.filter(({ check }) => promised(check)),
    alarms: broken.filter(({ check }) => !promised(check)),
    exercised: summary.exercised,
    hits: struck(hits, tuple, summary),
    events: summary.events,
  }
}

function promises(document: ScenarioDocument, switches: Turned): (check: string) => boolean {
  const bind = bindDocument(document, switches)
  const promised = bind.ok ? bind.bound.promised : {}
  return (check) => promised[check] ?? true
}

/** A run that neither came to rest nor to its time. */
function unended({ endReason, simulatedNs }: RunSummary): readonly Failure[] {
  if (endReason === 'quiescent' || endReason === 'time') return []
  return [{ check: 'ends', time: simulatedNs, says: `The run did not end: ${endReason}.` }]
}

/** The tuple’s own faults that found something to strike; the document’s stand before them. */
function struck(hits: readonly Hit[], tuple: RunTuple, summary: RunSummary): SeedResult['hits'] {
  const { interventions } = tuple
  const missed = new Set(summary.didNotApply)
  const given = hits.reduce((most, { place }) => Math.max(most, place + 1), 0)
  const own = Math.max(0, given - interventions.length)
  return hits.flatMap(({ place, phase }) => {
    const what = interventions[place - own]
    if (!what || missed.has(written(what))) return []
    return [{ fault: what.action, phase }]
  })
}

const written = ({ time, action, target }: Intervention) => `${time}ns:${action}:${target}`

/** How many seeds it took to catch a mutant, from `first` on; null: not within so many. */
export function seedsToCatch(
  document: ScenarioDocument,
  { switches, check }: Pick<Mutant, 'switches' | 'check'>,
  first: number,
  most: number,
): number | null {
  for (let n = 1; n <= most; n++) {
    const tuple = swarmTuple(document, first + n - 1, { ...fixesOn(document), ...switches })
    const { failures, alarms } = runSeed(document, tuple)
    if ([...failures, ...alarms].some((each) => each.check === check)) return n
  }
  return null
}
