/** Metrics and checkers over a run: they look on from here and cannot reach the machines. */
import type { Simulation } from '../../engine/simulation.ts'
import { EntityType } from '../../trace/entities.ts'
import type { Checker, FoldContext, Metric } from '../../trace/fold.ts'
import { Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { RunSetup, RunSummary } from '../../trace/setup.ts'
import type { SwitchValue } from '../../trace/tuple.ts'

type Violation = RunSummary['violations'][number]

/** Sentences kept for each checker; a broken promise that goes on breaking is counted and not repeated. */
const SENTENCES_MAX = 20

export interface Watching {
  readonly violations: Violation[]
  readonly violationCount: () => number
  readonly exercised: string[]
  readonly end: (reason: number) => Record<string, number | string | null>
}

export function contextOf(
  sim: Simulation,
  setup: RunSetup,
  switches: Readonly<Record<string, SwitchValue>>,
  warmUpNs: number,
): FoldContext {
  return {
    setup,
    switches,
    warmUpNs,
    typeOf: (entity) => sim.entities.typeOf(entity),
    parentOf: (entity) => sim.entities.parentOf(entity),
    localName: (entity) => sim.entities.localName(entity),
    nameOf: (entity) => sim.entities.nameOf(entity),
    stringId: (value) => sim.string(value),
    stringOf: (id) => sim.stringOf(id),
    observe: (kinds, fold) => sim.observe(kinds, fold),
  }
}

export function watch(
  sim: Simulation,
  context: FoldContext,
  metrics: readonly Metric[],
  checkers: readonly Checker[],
  checkEntities: ReadonlyMap<string, EntityId>,
): Watching {
  const violations: Violation[] = []
  const arisen: string[] = []
  let count = 0
  const ends = checkers.map((checker) => {
    const entity = checkEntities.get(checker.id) ?? NONE
    let exercised = false
    let said = 0
    return checker.start(context, {
      exercised: () => {
        if (exercised) return
        exercised = true
        arisen.push(checker.id)
        sim.report(Kind.exercised, entity, 0, NONE)
      },
      broken: (sentence, because = NONE) => {
        count++
        if (said++ >= SENTENCES_MAX) return
        violations.push({ check: checker.id, time: sim.now, says: sentence })
        sim.report(Kind.violation, entity, sim.string(sentence), because)
      },
    })
  })
  const asks = metrics.map((metric) => ({ name: metric.name, ask: metric.start(context) }))
  return {
    violations,
    violationCount: () => count,
    exercised: arisen,
    end: (reason) => {
      for (const checker of ends) checker.end?.(sim.now, reason)
      return Object.fromEntries(asks.map(({ name, ask }) => [name, ask(sim.now)]))
    },
  }
}

export function checkEntities(
  sim: Simulation,
  run: EntityId,
  checkers: readonly Checker[],
): ReadonlyMap<string, EntityId> {
  return new Map(
    checkers.map((checker) => [checker.id, sim.entity(EntityType.check, run, checker.id)]),
  )
}
