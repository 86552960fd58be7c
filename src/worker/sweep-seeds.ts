/** Seeds of a sweep, one after the other, into a tally; a seed that fails is made as short as it can be. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { changedSwitches } from '../scenarios/document/switches.ts'
import { encodeLink } from '../share/link.ts'
import { USUAL_VIEW } from '../share/state.ts'
import {
  countExercised,
  countHit,
  emptyTally,
  type FailedSeed,
  type Tally,
} from '../swarm/tally.ts'
import { drawSwitches } from '../swarm/turned.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { type Failure, runSeed, swarmTuple } from './swarm.ts'

export interface Slice {
  readonly from: number
  readonly count: number
  /** Every so many of them, from `from` on. */
  readonly step: number
}

export function sweepSeeds(document: ScenarioDocument, { from, count, step }: Slice): Tally {
  const tally = emptyTally(document.id)
  for (let seed = from; seed < from + count; seed += step) {
    const result = runSeed(document, swarmTuple(document, seed, drawSwitches(document, seed)))
    tally.seeds++
    tally.events += result.events
    if (result.alarms.length > 0) tally.alarms++
    for (const { fault, phase } of result.hits) countHit(tally, fault, phase)
    for (const check of result.exercised) countExercised(tally, check)
    const [failure] = result.failures
    if (failure) tally.failed.push(failedSeed(document, seed, result.tuple, failure))
  }
  return tally
}

function failedSeed(
  document: ScenarioDocument,
  seed: number,
  tuple: RunTuple,
  failure: Failure,
): FailedSeed {
  const short = shortest(document, tuple, failure.check)
  const its = runSeed(document, short).failures.find(({ check }) => check === failure.check)
  return { seed, ...(its ?? failure), link: linkOf(document, short, its ?? failure) }
}

/** Takes faults out, one by one, while the same check goes on failing: what is left is what it takes. */
function shortest(document: ScenarioDocument, tuple: RunTuple, check: string): RunTuple {
  let now = tuple
  for (let i = tuple.interventions.length - 1; i >= 0; i--) {
    const less = { ...now, interventions: now.interventions.filter((_, at) => at !== i) }
    if (runSeed(document, less).failures.some((each) => each.check === check)) now = less
  }
  return now
}

export function linkOf(document: ScenarioDocument, tuple: RunTuple, { time }: Failure): string {
  return encodeLink({
    tuple: { ...tuple, switches: changedSwitches(document, tuple.switches) },
    cursor: { time, ordinal: -1 },
    selection: null,
    view: { ...USUAL_VIEW, pacing: 'broken' },
  })
}
