/** A document and the switches as they are turned, made into the plain data that a run is built from. */
import type { BoundScenario } from './bound.ts'
import { castHosts, castProcesses, decideOptions, toNanos } from './cast.ts'
import type { Bound, ScenarioDocument, Term } from './document.ts'
import { LIMITS } from './limits.ts'
import { placedFaults } from './placed-faults.ts'
import { orRefused, Refusal, type Refused } from './refusal.ts'
import {
  checkConstraints,
  decideNumber,
  decideText,
  holds,
  termValue,
  type Values,
  valuesOf,
} from './switches.ts'

export type Bind = { readonly ok: true; readonly bound: BoundScenario } | Refused

/** `overrides` go on top of `switches`: a prediction's companion run is the run on the screen, but for these. */
export function bindDocument(
  document: ScenarioDocument,
  switches: Values = {},
  overrides: Values = {},
): Bind {
  return orRefused(() => {
    const values = valuesOf(document, { ...switches, ...overrides })
    checkConstraints(document, values)
    return { ok: true, bound: bindValues(document, values) }
  })
}

function bindValues(document: ScenarioDocument, values: Values): BoundScenario {
  const { network, kernel, until } = document
  const number = (
    bound: Parameters<typeof decideNumber>[0],
    place: string,
    usual: number,
    min: number,
    max: number,
  ) => decideNumber(bound, values, { place, usual, min, max })
  const metres = number(network.metres, 'network: metres', 1, 1, LIMITS.metres)
  const hosts = castHosts(document, values, metres)
  return {
    id: document.id,
    revision: document.revision,
    title: document.title,
    switches: values,
    network: {
      preset: decideText(network.preset, values, 'network: preset'),
      metres,
      lossPercent: number(network.lossPercent, 'network: lossPercent', 0, 0, 100),
      ...repeatersOf(document, metres),
      options: decideOptions(network.options, values, 'network'),
    },
    kernel: {
      dialect: kernel?.dialect ?? 'v',
      options: decideOptions(kernel?.options, values, 'kernel'),
    },
    hosts,
    processes: castProcesses(document, values, hosts),
    groups: (document.groups ?? []).map((group) => ({ high: 0, ...group })),
    interventions: placedFaults(document, values),
    untilNs:
      'timeMs' in until
        ? toNanos(number(endOf(until.timeMs, values), 'until: timeMs', 0, 0, LIMITS.milliseconds))
        : null,
    ...('atMostMs' in until && until.atMostMs !== undefined
      ? { atMostNs: toNanos(until.atMostMs) }
      : {}),
    warmUpNs: toNanos(document.warmUpMs ?? 0),
    checks: document.checks ?? [],
    promised: promisedBy(document, values),
    metrics: document.metrics.filter(({ kind }) => kind === 'run').map(({ name }) => name),
  }
}

/** A sum or a product of switches as its value. */
function endOf(timeMs: Bound<number> | Term, values: Values): Bound<number> {
  if (typeof timeMs === 'object' && ('sum' in timeMs || 'product' in timeMs))
    return termValue(timeMs, values, 'until: timeMs')
  return timeMs
}

function repeatersOf({ network }: ScenarioDocument, metres: number): { repeaters?: number[] } {
  const { repeaters } = network
  if (!repeaters || repeaters.length === 0) return {}
  const far = repeaters.find((metre) => metre > metres)
  if (far !== undefined)
    throw new Refusal(
      'network',
      `a repeater at ${far} m is beyond the end of the cable at ${metres}`,
    )
  return { repeaters: [...repeaters].sort((x, y) => x - y) }
}

function promisedBy(document: ScenarioDocument, values: Values): Readonly<Record<string, boolean>> {
  const promised: Record<string, boolean> = {}
  for (const [check, conditions] of Object.entries(document.promisedWhen ?? {}))
    promised[check] = conditions.every((condition) => holds(condition, values))
  return promised
}
