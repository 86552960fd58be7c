/** The fault that a document would have tried at every instant, as its switches stand. */
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import type { CutsPart, ScenarioDocument } from './document.ts'
import { LIMITS } from './schema.ts'
import { decideNumber, decideText, type Values, valuesOf } from './switches.ts'

export interface CutPlan {
  readonly target: string
  readonly action: string
  /** ns from the fault to the restart of its machine; null: it stays as it is. */
  readonly restartNs: number | null
  /** Name of the metric that tells the states apart. */
  readonly outcome: string
  readonly set: Readonly<Record<string, SwitchValue>>
}

/** Null where the document declares none. */
export function cutPlan(document: ScenarioDocument, switches: Values = {}): CutPlan | null {
  const { cuts } = document
  if (!cuts) return null
  const set = cuts.set ?? {}
  const values = valuesOf(document, { ...switches, ...set })
  const restartMs = cuts.restartMs === undefined ? null : restartOf(cuts, values)
  return {
    target: decideText(cuts.target, values, 'cuts: target'),
    action: decideText(cuts.action, values, 'cuts: action'),
    restartNs: restartMs === null ? null : Math.round(restartMs * 1e6),
    outcome: cuts.outcome,
    set,
  }
}

function restartOf({ restartMs }: CutsPart, values: Values): number {
  const rule = { place: 'cuts: restartMs', usual: 0, min: 0, max: LIMITS.milliseconds }
  return decideNumber(restartMs, values, rule)
}

/** The run in which nothing is cut yet: what the reader did to the same target is left out, unless it is kept. */
export function uncut(tuple: RunTuple, plan: CutPlan, keep: boolean): RunTuple {
  const switches = { ...tuple.switches, ...plan.set }
  if (keep) return { ...tuple, switches }
  return { ...tuple, switches, interventions: tuple.interventions.filter((it) => !isOf(plan, it)) }
}

/** Whether the reader’s run holds a cut of this plan: then a second one can be asked for. */
export function isCut({ interventions }: RunTuple, plan: CutPlan): boolean {
  return interventions.some((it) => isOf(plan, it))
}

type Act = RunTuple['interventions'][number]

function isOf({ target, action }: CutPlan, it: Act): boolean {
  const machine = machineOf(target)
  return (
    (it.action === action && it.target === target) ||
    (it.action === 'reboot' && it.target === machine)
  )
}

/** `S` of `S.server`, of `S/disk` and of `S`. */
export function machineOf(target: string): string {
  return target.split(/[./]/)[0] as string
}

/** An instant at which to cut: after `cut` events of its time, or after all of them. */
export interface Instant {
  /** ns */
  readonly time: number
  readonly cut?: number
}

export function cutTuple(base: RunTuple, plan: CutPlan, instant: Instant): RunTuple {
  const { target, action, restartNs } = plan
  const fault: Act = { ...instant, action, target }
  const restart: readonly Act[] =
    restartNs === null
      ? []
      : [{ time: instant.time + restartNs, action: 'reboot', target: machineOf(target) }]
  return { ...base, interventions: [...base.interventions, fault, ...restart] }
}
