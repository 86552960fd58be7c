/** `npm run sweep`: many seeds of every scenario with faults drawn from them, on all cores. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { BadInput } from '../engine/assert.ts'
import { library, libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { decodeLink } from '../share/link.ts'
import { MUTANTS, type Mutant, SEEDS_TO_CATCH } from '../swarm/mutants.ts'
import { BEFORE, USUAL_PHASES } from '../swarm/phases.ts'
import { aligned, emptyCells, emptyTally, hitLines, merge, type Tally } from '../swarm/tally.ts'
import { runSeed, seedsToCatch } from './swarm.ts'
import { type Slice, sweepSeeds } from './sweep-seeds.ts'

const USAGE =
  'npm run sweep -- [scenario…] [--seeds N] [--from N] [--workers N] [--trials N] [--failed FILE] [--json]'
/** A combination that a sweep of so many seeds never met was not looked for well enough. */
const ENOUGH_SEEDS = 1000

interface Words {
  readonly scenarios: readonly ScenarioDocument[]
  readonly seeds: number
  readonly from: number
  readonly workers: number
  /** How often each mutant is looked for, from another seed each time; the median is told. */
  readonly trials: number
  readonly failed: string
  readonly json: boolean
}

type Task =
  | { readonly scenario: string; readonly slice: Slice }
  | { readonly mutant: number; readonly first: number }
type Done = { readonly tally: Tally } | { readonly mutant: number; readonly seeds: number | null }

function perform(task: Task): Done {
  if ('slice' in task) return { tally: sweepSeeds(documentOf(task.scenario), task.slice) }
  const mutant = MUTANTS[task.mutant] as Mutant
  const seeds = seedsToCatch(documentOf(mutant.scenario), mutant, task.first, SEEDS_TO_CATCH)
  return { mutant: task.mutant, seeds }
}

function documentOf(id: string): ScenarioDocument {
  const document = libraryDocument(id)
  if (!document) throw new BadInput(`There is no scenario “${id}”.`)
  return document
}

if (!isMainThread && workerData === 'sweep')
  parentPort?.on('message', (task: Task) => parentPort?.postMessage(perform(task)))

/** Every task, by so many threads; each takes the next when it is done with one. */
function performAll(tasks: readonly Task[], threads: number): Promise<readonly Done[]> {
  const waiting = [...tasks]
  const all: Done[] = []
  const hire = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: 'sweep' })
      const next = (): void => {
        const task = waiting.shift()
        if (task) worker.postMessage(task)
        else worker.terminate().then(() => resolve(), reject)
      }
      worker.on('message', (done: Done) => {
        all.push(done)
        next()
      })
      worker.on('error', reject)
      next()
    })
  const many = Math.max(1, Math.min(threads, tasks.length))
  return Promise.all(Array.from({ length: many }, hire)).then(() => all)
}

export async function main(argv: readonly string[], root: string): Promise<number> {
  try {
    return await sweep(wordsOf(argv, root))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The sweep failed.'}\n`)
    return 2
  }
}

/** Seeds that a thread takes at a time: enough to be worth a message, few enough to share them out. */
const AT_A_TIME = 100

async function sweep(words: Words): Promise<number> {
  const { scenarios, seeds, from, trials } = words
  const again = rerun(words)
  const slices = scenarios.flatMap(({ id }) =>
    Array.from({ length: Math.ceil(seeds / AT_A_TIME) }, (_, i): Task => {
      const count = Math.min(AT_A_TIME, seeds - i * AT_A_TIME)
      return { scenario: id, slice: { from: from + i * AT_A_TIME, count, step: 1 } }
    }),
  )
  const wanted = MUTANTS.flatMap(({ scenario }, mutant) =>
    scenarios.some(({ id }) => id === scenario) || words.scenarios.length === swept().length
      ? Array.from(
          { length: trials },
          (_, i): Task => ({ mutant, first: from + i * SEEDS_TO_CATCH }),
        )
      : [],
  )
  const done = await performAll([...wanted, ...slices], words.workers)
  const tallies = scenarios.map(({ id }) => {
    const tally = emptyTally(id)
    for (const each of done)
      if ('tally' in each && each.tally.scenario === id) merge(tally, each.tally)
    return tally
  })
  const caught = MUTANTS.map((_, mutant) =>
    done.flatMap((each) => ('mutant' in each && each.mutant === mutant ? [each.seeds] : [])),
  )
  keep(words, tallies)
  if (words.json)
    process.stdout.write(`${JSON.stringify({ again, tallies, mutants: mutantRows(caught) })}\n`)
  else process.stdout.write(`${report(words, again, tallies, caught).join('\n')}\n`)
  const isBad =
    again.length > 0 ||
    tallies.some((tally) => tally.failed.length > 0 || holesIn(tally, seeds).length > 0) ||
    caught.some((trialsOf) => trialsOf.includes(null))
  return isBad ? 1 : 0
}

/** Those that say what they bear. */
const swept = (): readonly ScenarioDocument[] =>
  library.filter(({ tolerates = [] }) => tolerates.length > 0)

function phasesOf(scenario: string): readonly string[] {
  const { phases = USUAL_PHASES } = documentOf(scenario)
  return [...new Set([BEFORE, ...phases.map(({ name }) => name)])]
}

/**
 * Checks of the scenario that never looked, and faults that it bears and that never struck in one of the phases that
 * it names; of the usual phases some may take no time at all.
 */
function holesIn(tally: Tally, seeds: number): readonly string[] {
  if (seeds < ENOUGH_SEEDS) return []
  const { checks = [], phases = [], tolerates = [] } = documentOf(tally.scenario)
  return [
    ...checks.filter((id) => !tally.exercised[id]).map((id) => `${id} had nothing to watch`),
    ...emptyCells(
      tally,
      tolerates.map(({ fault }) => fault),
      phases.map(({ name }) => name),
    ),
  ]
}

// What failed before --------------------------------------------------------------------------------------
/** Lines of `scenario check link`; the ones that fail still. */
function rerun({ failed }: Words): readonly string[] {
  return failedLines(failed).filter((line) => {
    const [, , link = ''] = line.split(' ')
    return failsStill(link)
  })
}

export function failedLines(file: string): readonly string[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('//'))
}

export function failsStill(link: string): boolean {
  const decoded = decodeLink(link)
  if (!decoded.ok) throw new BadInput(`${decoded.sentence} ${link}`)
  const { tuple } = decoded.state
  return runSeed(documentOf(tuple.scenario), tuple).failures.length > 0
}

function keep({ failed }: Words, tallies: readonly Tally[]): void {
  const known = new Set(failedLines(failed))
  const fresh = tallies
    .flatMap((tally) => tally.failed.map(({ check, link }) => `${tally.scenario} ${check} ${link}`))
    .filter((line) => !known.has(line))
  if (fresh.length > 0) appendFileSync(failed, `${fresh.join('\n')}\n`)
}

// Words ----------------------------------------------------------------------------------------------------
function report(
  words: Words,
  again: readonly string[],
  tallies: readonly Tally[],
  caught: readonly (readonly (number | null)[])[],
): readonly string[] {
  const { from, seeds } = words
  return [
    ...again.map((line) => `Fails again: ${line}`),
    ...tallies.flatMap((tally) => [
      '',
      `${tally.scenario}: seeds ${from} to ${from + seeds - 1}, ${tally.events} events, ${tally.failed.length} failed, ${tally.alarms} with alarms outside what is promised`,
      ...hitLines(tally, phasesOf(tally.scenario)),
      ...holesIn(tally, seeds).map((hole) => `Never: ${hole}`),
      ...tally.failed.flatMap(({ seed, check, says, link }) => [
        `Seed ${seed} breaks ${check}: ${says}`,
        `  ${link}`,
      ]),
    ]),
    '',
    ...aligned([
      ['fix turned off', 'caught by', 'median', 'most', 'not caught'],
      ...mutantRows(caught).map(({ scenario, fix, check, median, most, missed }) => [
        `${scenario}: ${fix}`,
        check,
        String(median ?? '–'),
        String(most ?? '–'),
        String(missed),
      ]),
    ]),
  ]
}

function mutantRows(caught: readonly (readonly (number | null)[])[]) {
  return MUTANTS.flatMap(({ scenario, fix, check }, i) => {
    const trials = caught[i] ?? []
    if (trials.length === 0) return []
    const found = trials.filter((each) => each !== null).sort((one, other) => one - other)
    const median = found[Math.floor((found.length - 1) / 2)] ?? null
    const most = found[found.length - 1] ?? null
    return [{ scenario, fix, check, median, most, missed: trials.length - found.length }]
  })
}

function wordsOf(argv: readonly string[], root: string): Words {
  const named: ScenarioDocument[] = []
  const numbers: Record<string, number> = {
    '--seeds': 10_000,
    '--from': 1,
    '--workers': availableParallelism(),
    '--trials': 9,
  }
  let failed = `${root}/src/swarm/failed.txt`
  let json = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    if (word === '--json') json = true
    else if (word === '--failed') failed = argv[++i] ?? failed
    else if (word in numbers) numbers[word] = wholeNumber(word, argv[++i])
    else if (word.startsWith('--'))
      throw new BadInput(`There is no option ${word}. Usage: ${USAGE}`)
    else named.push(documentOf(word))
  }
  return {
    scenarios: named.length > 0 ? named : swept(),
    seeds: numbers['--seeds'] as number,
    from: numbers['--from'] as number,
    workers: numbers['--workers'] as number,
    trials: numbers['--trials'] as number,
    failed,
    json,
  }
}

function wholeNumber(word: string, value: string | undefined): number {
  const number = Number(value)
  if (value !== undefined && value.trim() !== '' && Number.isSafeInteger(number) && number >= 0)
    return number
  throw new BadInput(`${word} takes a whole number. Usage: ${USAGE}`)
}
