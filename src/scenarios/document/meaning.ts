/** What one part of a document says about another: names that must exist, once, and values in their range. */
import { checkCuts } from './cuts-meaning.ts'
import type { Bound, ScenarioDocument, Switch, Term } from './document.ts'
import { placeOf } from './plain.ts'
import { either, Refusal, shown } from './refusal.ts'
import { checkBeats, checkCondition } from './story-meaning.ts'
import { checkSweeps } from './sweep-meaning.ts'
import { isBinding, valuesOf } from './switches.ts'

/** What this build knows. A list that is absent is not checked. */
export interface Known {
  /** Each program's arguments by name. */
  readonly programs?: Readonly<Record<string, readonly string[]>>
  readonly metrics?: readonly string[]
  readonly checks?: readonly string[]
}

export function checkMeaning(document: ScenarioDocument, known: Known, hostsMax: number): void {
  checkNames(document)
  checkSwitches(document)
  checkBindings(document, [], document)
  checkProcesses(document, known)
  checkConditions(document)
  checkStory(document)
  checkSweeps(document)
  checkFaults(document)
  checkCuts(document, {
    outcomes: (bound) => outcomes(document, bound),
    isHost: hostsOf(document),
  })
  checkKnown(document, known)
  checkHostCount(document, hostsMax)
}

function once(place: string, what: string, names: readonly string[]): void {
  const seen = new Set<string>()
  names.forEach((name, i) => {
    if (seen.has(name))
      throw new Refusal(`${place}[${i}] ${shown(name)}`, `there are two ${what} of this name`)
    seen.add(name)
  })
}

function checkNames(document: ScenarioDocument): void {
  once(
    'switches',
    'switches',
    document.switches.map(({ key }) => key),
  )
  once(
    'hosts',
    'hosts',
    document.hosts.map(({ name }) => name),
  )
  once(
    'processes',
    'processes',
    [...document.processes, ...(document.groups ?? [])].map(({ name }) => name),
  )
  once(
    'story',
    'beats',
    document.story.map(({ id }) => id),
  )
  once(
    'predictions',
    'predictions',
    document.predictions.map(({ id }) => id),
  )
  once(
    'metrics',
    'metrics',
    document.metrics.map(({ name }) => name),
  )
  once(
    'sweeps',
    'sweeps',
    (document.sweeps ?? []).map(({ id }) => id),
  )
}

function checkSwitches(document: ScenarioDocument): void {
  document.switches.forEach((each, i) => {
    const place = `switches[${i}] ${shown(each.key)}`
    if (each.kind === 'choice') checkChoice(each, place)
    else if (each.min > each.max) throw new Refusal(place, 'min is more than max')
    else if (!(each.default >= each.min && each.default <= each.max))
      throw new Refusal(
        place,
        `its default ${each.default} is not within ${each.min} to ${each.max}`,
      )
  })
  if (document.pair === undefined) return
  const pair = switchOf(document, document.pair, 'pair')
  if (pair.kind !== 'choice' || pair.fix === undefined)
    throw new Refusal('pair', `the switch ${shown(pair.key)} does not say which value is the fix`)
}

function checkChoice(each: Extract<Switch, { kind: 'choice' }>, place: string): void {
  const words = each.values.map(({ value }) => value)
  once(`${place}: values`, 'values', words)
  if (!words.includes(each.default))
    throw new Refusal(
      place,
      `its default ${shown(each.default)} is not one of its values: ${words.join(', ')}`,
    )
  if (each.fix !== undefined && !words.includes(each.fix))
    throw new Refusal(
      place,
      `its fix ${shown(each.fix)} is not one of its values: ${words.join(', ')}`,
    )
}

function switchOf(document: ScenarioDocument, key: string, place: string): Switch {
  const found = document.switches.find((each) => each.key === key)
  if (!found) throw new Refusal(place, `there is no switch ${shown(key)}`)
  return found
}

/** Walks the whole document: wherever `{ switch, map }` stands, the switch exists and the map covers it. */
function checkBindings(
  document: ScenarioDocument,
  path: readonly (string | number)[],
  value: unknown,
): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      checkBindings(document, [...path, i], item)
    })
    return
  }
  if (Object.hasOwn(value, 'switch')) {
    const place = placeOf(document, path)
    const bound = value as { switch: string }
    const found = switchOf(document, bound.switch, place)
    if (isBinding(value) && value.map) checkMap(found, value.map, place)
    return
  }
  for (const [key, item] of Object.entries(value)) checkBindings(document, [...path, key], item)
}

function checkMap(found: Switch, map: Readonly<Record<string, unknown>>, place: string): void {
  if (found.kind === 'number') return
  const words = found.values.map(({ value }) => value)
  const missing = words.find((word) => !Object.hasOwn(map, word))
  if (missing !== undefined)
    throw new Refusal(place, `its map has nothing for ${found.key} = ${missing}`)
  const strange = Object.keys(map).find((key) => !words.includes(key))
  if (strange !== undefined)
    throw new Refusal(place, `${found.key} takes ${either(words)}, not ${strange}`)
}

/** Everything that a binding can come to: both ends of a range, every word of a choice. */
function outcomes<T>(document: ScenarioDocument, bound: Bound<T>): readonly T[] {
  if (!isBinding(bound)) return [bound as T]
  if (bound.map) return Object.values(bound.map) as T[]
  const found = switchOf(document, bound.switch, '')
  const all: unknown[] =
    found.kind === 'choice' ? found.values.map(({ value }) => value) : [found.min, found.max]
  return all as T[]
}

function checkProcesses(document: ScenarioDocument, known: Known): void {
  const hosts = new Set(document.hosts.map(({ name }) => name))
  const names = new Set([
    ...document.processes.map(({ name }) => name),
    ...(document.groups ?? []).map(({ name }) => name),
  ])
  document.processes.forEach((part, i) => {
    const place = `processes[${i}] ${shown(part.name)}`
    for (const host of outcomes(document, part.host))
      if (!hosts.has(host) && !hosts.has(host.replace(/\d+$/, '')))
        throw new Refusal(place, `there is no host ${shown(host)}`)
    checkReferences(part.args, names, place)
    if (!known.programs) return
    if (!Object.hasOwn(known.programs, part.program))
      throw new Refusal(place, `there is no program ${shown(part.program)}`)
    const takes = known.programs[part.program] as readonly string[]
    const strange = Object.keys(part.args ?? {}).find((key) => !takes.includes(key))
    if (strange !== undefined)
      throw new Refusal(
        place,
        `${part.program} takes ${takes.length > 0 ? either(takes) : 'no arguments'}, not ${strange}`,
      )
  })
}

function checkReferences(value: unknown, names: ReadonlySet<string>, place: string): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if ((key === 'process' || key === 'processes') && typeof item === 'string') {
      const local = item.slice(item.indexOf('.') + 1)
      if (!names.has(local) && !names.has(local.replace(/\d+$/, '')))
        throw new Refusal(place, `there is no process ${shown(item)}`)
    } else checkReferences(item, names, place)
  }
}

function checkStory(document: ScenarioDocument): void {
  checkBeats(document)
  document.predictions.forEach(({ id, overrides, choices }, i) => {
    const place = `predictions[${i}] ${shown(id)}`
    if (overrides) valuesOf(document, overrides, place)
    choices.forEach(({ test }, j) => {
      if ('from' in test && test.from > test.to)
        throw new Refusal(
          place,
          `choices[${j}] tests from ${test.from} to ${test.to}, which is empty`,
        )
    })
  })
  document.figures?.forEach(({ metric, when }, i) => {
    if (when) valuesOf(document, when, `figures[${i}] ${shown(metric)}`)
  })
}

const ON_HOSTS = ['crash', 'reboot', 'slow', 'pause', 'pin']

function hostsOf({ hosts }: ScenarioDocument): (name: string) => boolean {
  return (name) =>
    hosts.some(
      (host) =>
        host.name === name ||
        (host.count !== undefined &&
          name.startsWith(host.name) &&
          /^[0-9]+$/.test(name.slice(host.name.length))),
    )
}

/** A fault that the document places itself must find its machine. */
function checkFaults(document: ScenarioDocument): void {
  const isHost = hostsOf(document)
  const check = (place: string, faults: ScenarioDocument['interventions'] = []): void => {
    faults.forEach(({ action, target }, i) => {
      const at = target.lastIndexOf('@')
      const host = ON_HOSTS.includes(action)
        ? target
        : action === 'destroy'
          ? (target.split('.')[0] as string)
          : at > 0
            ? target.slice(at + 1)
            : null
      if (action === 'cut' || action === 'heal' || host === null || isHost(host)) return
      throw new Refusal(
        `${place}interventions[${i}]`,
        `there is no machine ${shown(host)} to ${action}`,
      )
    })
  }
  check('', document.interventions)
  document.tolerates?.forEach(({ fault, at = [] }, i) => {
    const strange = at.find(
      (name) => !document.hosts.some((host) => host.name === name) && !isHost(name),
    )
    if (strange !== undefined)
      throw new Refusal(`tolerates[${i}]`, `there is no machine ${shown(strange)} to ${fault}`)
  })
  for (const [key, values] of Object.entries(document.swept ?? {}))
    for (const value of values) valuesOf(document, { [key]: value }, 'swept')
  document.predictions.forEach(({ id, interventions }) => {
    check(`predictions ${shown(id)}: `, interventions)
  })
}

/** Of machines and processes that are there on one side of a switch only. */
function checkConditions(document: ScenarioDocument): void {
  for (const where of ['hosts', 'processes'] as const)
    document[where].forEach(({ name, when = [] }, i) => {
      const place = `${where}[${i}] ${shown(name)}: when`
      for (const condition of when) checkCondition(document, condition, place)
    })
}

function checkKnown(document: ScenarioDocument, known: Known): void {
  document.constraints?.forEach(({ left, right }, i) => {
    for (const term of [left, right]) checkTerm(document, term, `constraints[${i}]`)
  })
  const { until } = document
  if ('timeMs' in until && typeof until.timeMs === 'object' && !('map' in until.timeMs))
    checkTerm(document, until.timeMs, 'until: timeMs')
  document.interventions?.forEach((what, i) => {
    if ('timeMs' in what) checkTerm(document, what.timeMs, `interventions[${i}]: timeMs`)
  })
  const check = (
    names: readonly string[] | undefined,
    name: string,
    place: string,
    what: string,
  ) => {
    if (names && !names.includes(name))
      throw new Refusal(place, `there is no ${what} ${shown(name)}`)
  }
  document.checks?.forEach((name, i) => {
    check(known.checks, name, `checks[${i}]`, 'check')
  })
  for (const name of Object.keys(document.promisedWhen ?? {}))
    check(known.checks, name, 'promisedWhen', 'check')
  document.metrics.forEach(({ name, pair, cuts: counted }, i) => {
    const place = `metrics[${i}]`
    if (!counted) check(known.metrics, pair?.metric ?? name, place, 'metric')
    if (pair) valuesOf(document, pair.against, place)
  })
  const pairs = document.metrics.flatMap(({ name, pair, cuts }) => (pair || cuts ? [name] : []))
  const metrics = known.metrics && [...known.metrics, ...pairs]
  document.predictions.forEach(({ id, metric, choices }, i) => {
    const place = `predictions[${i}] ${shown(id)}`
    check(metrics, metric, place, 'metric')
    for (const { test } of choices)
      if ('metric' in test) check(metrics, test.metric, place, 'metric')
  })
  document.figures?.forEach(({ metric }, i) => {
    check(metrics, metric, `figures[${i}]`, 'metric')
  })
}

function checkTerm(document: ScenarioDocument, term: Term, place: string): void {
  if (typeof term === 'number') return
  if ('sum' in term) for (const each of term.sum) checkTerm(document, each, place)
  else if ('product' in term) for (const each of term.product) checkTerm(document, each, place)
  else {
    const found = switchOf(document, term.switch, place)
    if (found.kind === 'choice' && !found.values.every(({ value }) => /^\d+$/.test(value)))
      throw new Refusal(
        place,
        `${shown(term.switch)} is no number, so it cannot be compared with one`,
      )
  }
}

function checkHostCount(document: ScenarioDocument, hostsMax: number): void {
  let most = 0
  for (const { count } of document.hosts)
    most += count === undefined ? 1 : Math.max(...outcomes(document, count).map(Number))
  if (most > hostsMax)
    throw new Refusal(
      'hosts',
      `there can be ${most} machines; at most ${hostsMax} are allowed here`,
    )
}
