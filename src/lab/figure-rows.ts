/** The rows that scenario documents bring with them: each of their figures is one. */
import { bindDocument } from '../scenarios/document/bind.ts'
import type { Figure, ScenarioDocument } from '../scenarios/document/document.ts'
import type { Values } from '../scenarios/document/switches.ts'
import type { Expected } from './expected.ts'
import { paperOf } from './papers.ts'
import { plainRun, seedsUpTo } from './question.ts'
import type { LabRow } from './row.ts'

/** Figures that the fact sheets’ corrections take out of the gates. */
const CORRECTED: Readonly<Record<string, string>> = {
  'server-mix exchangesPerSecond':
    'The figure is a sum of two recalled terms: shown, and no test fails on it.',
}

/** Where chance decides: one seed says nothing of it. */
const SEEDS: Readonly<Record<string, number>> = { 'ethernet-under-load': 3 }

export function figureRows(documents: readonly ScenarioDocument[]): readonly LabRow[] {
  return documents.flatMap((document) =>
    (document.figures ?? []).map((figure) => figureRow(document, figure)),
  )
}

function figureRow(document: ScenarioDocument, figure: Figure): LabRow {
  const run = plainRun(document, figure.when ?? {})
  const shownBecause = CORRECTED[`${document.id} ${figure.metric}`]
  return {
    id: [document.id, figure.metric, ...Object.entries(run.switches).flat()].join('/'),
    paper: paperOf(figure.source),
    figure: figureWords(document, figure),
    expected: expectedOf(figure),
    unit: figure.unit,
    source: figure.source,
    tag: figure.tag,
    calibrated: figure.calibrated ?? figure.tag.includes('†'),
    measure: { of: 'run', run, metric: figure.metric },
    seeds: seedsUpTo(SEEDS[document.id] ?? 1),
    ...placeOf(document, run.switches),
    note: figure.note ?? '',
    ...(figure.tolerancePercent === undefined
      ? { shownBecause: 'No tolerance is stated for it.' }
      : shownBecause === undefined
        ? {}
        : { shownBecause }),
  }
}

function expectedOf({ value, tolerancePercent = 0 }: Figure): Expected {
  return tolerancePercent === 0
    ? { is: 'exactly', value }
    : { is: 'near', value, percent: tolerancePercent }
}

/** The metric's label and what is turned: `One exchange (processor clock: 8 MHz)`. */
function figureWords(document: ScenarioDocument, { metric, when }: Figure): string {
  const label = document.metrics.find(({ name }) => name === metric)?.label ?? metric
  const turned = turnedWords(document, when ?? {})
  return turned === '' ? label : `${label} (${turned})`
}

/** What is turned away from the defaults, in the document's own words. */
export function turnedWords(document: ScenarioDocument, switches: Values): string {
  return document.switches
    .filter(({ key, default: usual }) => Object.hasOwn(switches, key) && switches[key] !== usual)
    .map((each) => {
      const value = switches[each.key]
      const word =
        each.kind === 'choice'
          ? (each.values.find((choice) => choice.value === value)?.label ?? value)
          : `${value}${each.unit === '' ? '' : ` ${each.unit}`}`
      return `${each.label.toLowerCase()}: ${word}`
    })
    .join('; ')
}

const NETWORKS: Readonly<Record<string, string>> = {
  eth3: 'Ethernet, 2.94 Mb/s',
  eth10: 'Ethernet, 10 Mb/s',
}
const CLOCKS: Readonly<Record<string, string>> = {
  sun8: 'SUN, 8 MHz',
  sun10: 'SUN, 10 MHz',
  survey: 'the survey’s budget',
  amoeba: 'Amoeba, 68020',
}

/** The network and the processors of a run, as the presets are called. */
export function placeOf(
  document: ScenarioDocument,
  switches: Values,
): Pick<LabRow, 'network' | 'clock'> {
  const bind = bindDocument(document, switches)
  if (!bind.ok) return { network: '', clock: '' }
  const { network, hosts } = bind.bound
  const processors = [...new Set(hosts.map(({ processor }) => CLOCKS[processor] ?? processor))]
  return {
    // A lone machine has nobody to send to.
    network:
      hosts.length === 1 ? 'none: one machine' : (NETWORKS[network.preset] ?? network.preset),
    clock: processors.join(' and '),
  }
}
