/** What a document's sweeps say about the rest of it: switches and their values, measures, how many runs. */
import type { ScenarioDocument, SweepAxis } from './document.ts'
import { Refusal, shown } from './refusal.ts'
import { valuesOf } from './switches.ts'

/** Runs that one sweep may ask for, all lines and seeds together. */
export const SWEEP_RUNS_MAX = 4000

export function checkSweeps(document: ScenarioDocument): void {
  document.sweeps?.forEach(({ id, x, lines = [], metrics, seeds, set = {}, bounds = [] }, i) => {
    const place = `sweeps[${i}] ${shown(id)}`
    const axes = [x, ...lines]
    for (const axis of axes) checkAxis(document, axis, place)
    valuesOf(document, set, place)
    const turned = [...axes.map((axis) => axis.switch), ...Object.keys(set)]
    const twice = turned.find((key, j) => turned.indexOf(key) !== j)
    if (twice !== undefined)
      throw new Refusal(place, `the switch ${shown(twice)} is turned in two ways at once`)
    for (const name of metrics) checkMetric(document, name, place)
    for (const { metric, set: its = {} } of bounds) {
      if (metric !== undefined) checkMetric(document, metric, place)
      else if (x.values.some((value) => typeof value !== 'number'))
        throw new Refusal(place, 'a bound without a metric needs an axis of numbers')
      valuesOf(document, its, place)
    }
    const runs = axes.reduce((product, { values }) => product * values.length, seeds)
    if (runs > SWEEP_RUNS_MAX)
      throw new Refusal(place, `it has ${runs} runs; at most ${SWEEP_RUNS_MAX} are run at once`)
  })
}

function checkAxis(document: ScenarioDocument, axis: SweepAxis, place: string): void {
  const { switch: key, values, names } = axis
  const known = values.map((value) => valuesOf(document, { [key]: value }, place)[key])
  if (new Set(known).size < known.length)
    throw new Refusal(place, `a value of ${shown(key)} is in it twice`)
  if (names && names.length !== values.length)
    throw new Refusal(
      place,
      `${shown(key)} has ${values.length} values, and names for ${names.length}`,
    )
}

function checkMetric(document: ScenarioDocument, name: string, place: string): void {
  const found = document.metrics.find((each) => each.name === name)
  if (!found) throw new Refusal(place, `${shown(name)} is not among the metrics of this document`)
  if (found.kind === 'sweep')
    throw new Refusal(place, `${shown(name)} is no measure of one run, so it cannot be swept`)
}
