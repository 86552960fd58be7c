/** The fault that a document would have tried at every instant, as its switches stand. */
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import type { CutsPart } from './cuts-part.ts'
import type { ScenarioDocument, Switch } from './document.ts'
import { LIMITS } from './limits.ts'
import { decideNumber, decideText, holds, type Values, valuesOf } from './switches.ts'

export interface CutPlan {
  readonly target: string
  readonly action: string
  /** ns from the fault to the restart of its machine; null: it stays as it is. */
  readonly restartNs: number | null
  /** The first instant that is tried, ns. */
  readonly fromNs: number
  /** The last instant that is tried, ns; null: any. */
  readonly untilNs: number | null
  /** Name of the metric that tells the states apart. */
  readonly outcome: string
  readonly set: Readonly<Record<string, SwitchValue>>
  /** What is tried besides the switches as they stand, one value after the other; null: nothing. */
  readonly over: { readonly switch: string; readonly values: readonly SwitchValue[] } | null
}

/** Null where the document declares none. */
export function cutPlan(document: ScenarioDocument, switches: Values = {}): CutPlan | null {
  const { cuts } = document
  if (!cuts) return null
  const set = cuts.set ?? {}
  const values = valuesOf(document, { ...switches, ...set })
  return {
    target: decideText(cuts.target, values, 'cuts: target'),
    action: decideText(cuts.action, values, 'cuts: action'),
    restartNs: nanos(cuts.restartMs, values, 'cuts: restartMs'),
    fromNs: nanos(cuts.fromMs, values, 'cuts: fromMs') ?? 0,
    untilNs: nanos(cuts.untilMs, values, 'cuts: untilMs'),
    outcome: cuts.outcome,
    set,
    over: overOf(document, cuts, values),
  }
}

/** The most that a switch to be tried over may have. */
export const OVER_MAX = 8

function overOf(
  { switches }: ScenarioDocument,
  { over }: CutsPart,
  values: Values,
): CutPlan['over'] {
  const its = switches.find(({ key }) => key === over?.switch)
  if (!over || !its || !(over.when ?? []).every((each) => holds(each, values))) return null
  return { switch: its.key, values: valuesToTry(its) }
}

export function valuesToTry(its: Switch): readonly SwitchValue[] {
  if (its.kind === 'choice') return its.values.map(({ value }) => value)
  const count = Math.floor((its.max - its.min) / its.step) + 1
  return Array.from({ length: Math.min(count, OVER_MAX + 1) }, (_, i) => its.min + i * its.step)
}

function nanos(ms: CutsPart['restartMs'], values: Values, place: string): number | null {
  if (ms === undefined) return null
  const rule = { place, usual: 0, min: 0, max: LIMITS.milliseconds }
  return Math.round(decideNumber(ms, values, rule) * 1e6)
}

/** The run in which nothing is cut yet: what the reader did to the same target is left out, unless it is kept. */
export function uncut(tuple: RunTuple, plan: CutPlan, keep: boolean): RunTuple {
  const switches = { ...tuple.switches, ...plan.set }
  if (keep) return { ...tuple, switches }
  return { ...tuple, switches, interventions: tuple.interventions.filter((it) => !isOf(plan, it)) }
}

/** One for each value that is tried; the run itself where there is one. */
export function basesOf(base: RunTuple, { over }: CutPlan): readonly RunTuple[] {
  if (!over) return [base]
  return over.values.map((value) => ({
    ...base,
    switches: { ...base.switches, [over.switch]: value },
  }))
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
