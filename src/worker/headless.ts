/** The headless command: the page's runs without the page, as one JSON object for each question. */
import { readFileSync } from 'node:fs'
import { BadInput } from '../engine/assert.ts'
import { COMMON_METRICS } from '../metrics/metrics.ts'
import { library, libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument, Switch } from '../scenarios/document/document.ts'
import { HOST_LIMITS, loadDocument } from '../scenarios/document/load.ts'
import { valuesOf } from '../scenarios/document/switches.ts'
import { formatIntervention, parseIntervention } from '../share/interventions.ts'
import { decodeLink } from '../share/link.ts'
import { resolveRevision } from '../share/revision.ts'
import type { Intervention, RunTuple, SwitchValue } from '../trace/tuple.ts'
import { derivedMetrics } from './derive.ts'
import { CUTS_USAGE, cuts } from './headless-cuts.ts'
import { LAB_USAGE, lab, type Printed, SWEEP_USAGE, sweep } from './headless-lab.ts'
import { known } from './known.ts'
import { defaultTuple, runScenario } from './run.ts'

const USAGE = `Usage: sim list --json | sim run <scenario> [--seed N] [--set key=value]… [--at TIME:ACTION:TARGET]… [--link URL] [--file F] [--derived] --json | ${CUTS_USAGE} | ${LAB_USAGE} | ${SWEEP_USAGE}`

/** Within another sentence. */
const usage = (): string => USAGE.replace('Usage', 'usage')

export async function main(argv: readonly string[]): Promise<number> {
  try {
    const [command, ...rest] = argv
    if (command === 'list') return list(rest)
    if (command === 'run') return run(rest)
    if (command === 'cuts') return printed(everyCut(rest))
    if (command === 'lab') return printed(lab(rest))
    if (command === 'sweep') return printed(sweep(rest, set))
    throw new BadInput(USAGE)
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 2
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The run failed.'
  const where = error instanceof BadInput ? error.place : null
  const place = where && !error.message.startsWith(where) ? `${where}: ` : ''
  return `${place}${error.message}`.replaceAll('\n', ' ')
}

function printed({ text, status }: Printed): number {
  process.stdout.write(text)
  return status
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

// list -----------------------------------------------------------------------------------------------
function list(argv: readonly string[]): number {
  const strange = argv.find((word) => word !== '--json')
  if (strange !== undefined)
    throw new BadInput(`The list takes --json and nothing else, not “${strange}”.`)
  const common = [...COMMON_METRICS.map((metric) => metric.name), 'invariantViolations']
  print(
    library.map((document) => ({
      id: document.id,
      revision: document.revision,
      title: document.title,
      section: document.section,
      wave: document.wave,
      switches: document.switches.map(describeSwitch),
      metrics: [...new Set([...common, ...document.metrics.map((metric) => metric.name)])],
    })),
  )
  return 0
}

function describeSwitch(item: Switch): Record<string, unknown> {
  if (item.kind === 'number') {
    const { key, min, max, step, unit } = item
    return { key, range: { min, max, step }, default: item.default, unit }
  }
  return {
    key: item.key,
    values: item.values.map((choice) => choice.value),
    default: item.default,
    unit: null,
    ...(item.fix === undefined ? {} : { fix: item.fix }),
  }
}

// run ------------------------------------------------------------------------------------------------
interface Asked {
  scenario: string | null
  seed: number | null
  readonly switches: Record<string, SwitchValue>
  readonly interventions: Intervention[]
  link: string | null
  file: string | null
  /** Runs the companions of pair metrics as well. */
  derived: boolean
}

function parse(argv: readonly string[]): Asked {
  const asked: Asked = {
    scenario: null,
    seed: null,
    switches: {},
    interventions: [],
    link: null,
    file: null,
    derived: false,
  }
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    if (word === '--json') continue
    if (word === '--derived') {
      asked.derived = true
      continue
    }
    if (!word.startsWith('--')) {
      if (asked.scenario !== null)
        throw new BadInput(`One scenario at a time: ${asked.scenario} or ${word}.`)
      asked.scenario = word
      continue
    }
    const value = argv[++i]
    if (value === undefined) throw new BadInput(`${word} needs a value; ${usage()}`)
    option(asked, word, value)
  }
  const named = [asked.scenario, asked.file, asked.link].filter((each) => each !== null)
  if (named.length > 1)
    throw new BadInput('A run is of a scenario, of a file or of a link: name one of them.')
  return asked
}

function option(asked: Asked, word: string, value: string): void {
  if (word === '--seed') asked.seed = seedOf(value)
  else if (word === '--set') set(asked.switches, value)
  else if (word === '--at') asked.interventions.push(interventionOf(value))
  else if (word === '--link') asked.link = value
  else if (word === '--file') asked.file = value
  else throw new BadInput(`There is no option ${word}; ${usage()}`)
}

function seedOf(value: string): number {
  const seed = Number(value)
  if (value.trim() !== '' && Number.isSafeInteger(seed) && seed >= 0) return seed
  throw new BadInput(`The seed must be a whole number from 0 to 2^53, not “${value}”.`)
}

function set(switches: Record<string, SwitchValue>, value: string): void {
  const at = value.indexOf('=')
  if (at < 1) throw new BadInput(`--set takes key=value, not “${value}”.`)
  const word = value.slice(at + 1)
  const number = Number(word)
  const key = value.slice(0, at)
  if (!/^[a-z][A-Za-z0-9]*$/.test(key)) throw new BadInput(`“${key}” is no name of a switch.`)
  switches[key] = word.trim() !== '' && Number.isFinite(number) ? number : word
}

function interventionOf(value: string): Intervention {
  const parsed = parseIntervention(value)
  if (!parsed.ok) throw new BadInput(parsed.sentence)
  return parsed.intervention
}

function run(argv: readonly string[]): number {
  const asked = parse(argv)
  const { document, tuple: full } = wholeQuestion(asked)
  const summary = runScenario(document, full, {
    level: 'everything',
    derived: asked.derived,
  })
  const { fingerprint, simulatedNs, events, records, metrics, violations, endReason, didNotApply } =
    summary
  print({
    scenario: document.id,
    revision: document.revision,
    seed: full.seed,
    parameters: parametersOf(document, full),
    interventions: full.interventions.map(formatIntervention),
    fingerprint,
    simulatedNs,
    events,
    records,
    metrics: {
      ...withSweeps(document, metrics),
      ...(asked.derived ? derivedMetrics(document, full) : {}),
    },
    violations,
    endReason,
    didNotApply,
  })
  return violations.length > 0 ? 1 : 0
}

function everyCut(argv: readonly string[]): Printed {
  const keep = argv.includes('--keep')
  const asked = parse(argv.filter((word) => word !== '--keep'))
  if (asked.derived) throw new BadInput(`Every cut has no companions; ${usage()}`)
  const { document, tuple } = wholeQuestion(asked)
  return cuts(document, tuple, { keep, json: argv.includes('--json') })
}

/** Pair and sweep metrics are no result of one run: null here, but with --derived. */
function withSweeps(
  document: ScenarioDocument,
  metrics: Readonly<Record<string, number | string | null>>,
): Record<string, unknown> {
  const rest = document.metrics
    .filter(({ name }) => !(name in metrics))
    .map(({ name }) => [name, null] as const)
  return { ...metrics, ...Object.fromEntries(rest) }
}

function parametersOf(document: ScenarioDocument, tuple: RunTuple): Record<string, SwitchValue> {
  return { ...valuesOf(document, tuple.switches) }
}

function wholeQuestion(asked: Asked): { document: ScenarioDocument; tuple: RunTuple } {
  const { document, tuple } = questionOf(asked)
  const full: RunTuple = {
    ...tuple,
    seed: asked.seed ?? tuple.seed,
    switches: { ...tuple.switches, ...asked.switches },
    interventions: [...tuple.interventions, ...asked.interventions],
  }
  return { document, tuple: full }
}

function questionOf(asked: Asked): { document: ScenarioDocument; tuple: RunTuple } {
  if (asked.file !== null) {
    const document = loadFile(asked.file)
    return { document, tuple: defaultTuple(document) }
  }
  if (asked.link !== null) return linked(asked.link)
  if (asked.scenario === null) throw new BadInput(USAGE)
  const document = libraryDocument(asked.scenario)
  if (!document)
    throw new BadInput(
      `There is no scenario “${asked.scenario}”: ${library.map(({ id }) => id).join(', ')}.`,
    )
  return { document, tuple: defaultTuple(document) }
}

function loadFile(path: string): ScenarioDocument {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new BadInput(`The file ${path} cannot be read.`)
  }
  const load = loadDocument(text, { hosts: HOST_LIMITS.file }, known())
  if (!load.ok) throw new BadInput(load.sentence, load.place)
  return load.document
}

function linked(link: string): { document: ScenarioDocument; tuple: RunTuple } {
  const decoded = decodeLink(link)
  if (!decoded.ok) throw new BadInput(decoded.sentence)
  const { state } = decoded
  const document = state.document ?? libraryDocument(state.tuple.scenario)
  if (!document) throw new BadInput(`There is no scenario “${state.tuple.scenario}”.`)
  const revision = resolveRevision(state.tuple.revision, document.revision)
  if (!revision.ok) throw new BadInput(revision.sentence)
  return { document, tuple: state.tuple }
}
