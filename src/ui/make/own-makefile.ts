/** A reader's makefile put into the document of the scenario: what is run, shared and saved is that document. */
import { makeGraph } from '../../makefile/graph.ts'
import { MakefileError } from '../../makefile/makefile-error.ts'
import type { Beat, ProcessPart, ScenarioDocument } from '../../scenarios/document/document.ts'
import { HOST_LIMITS, type Load, loadDocument } from '../../scenarios/document/load.ts'
import { TEXT_MAX } from '../../scenarios/document/plain.ts'
import { MAKEFILE_BYTES_MAX } from '../store/makefile-file.ts'

/** Switches that have nothing to do with the makefile of the lesson. */
const SWITCHES = [
  'processors',
  'order',
  'cpuMsPerCompile',
  'ioMsPerCompile',
  'diskMs',
  'cacheKB',
  'touched',
  'placement',
  'virtualProcessors',
  'pollSeconds',
  'answers',
]
const BEATS = [
  'given',
  'named',
  'shared',
  'together',
  'made',
  'made-there',
  'link',
  'end',
  'end-named',
  'edited',
  'due',
  'up-to-date',
]
/** A document keeps each line as a text, and may not have many more parts. */
const LINES_MAX = 40_000
/** A recipe's time, ms, as the makefile may name it and the scenario's switch turns it. */
const RECIPE_MS = { name: 'CPU', switch: 'cpuMsPerCompile' } as const

/** With the master's machine, the file server and the run server a link's document may have no more. */
const PROCESSORS_MAX = HOST_LIMITS.link - 4

const isMaster = ({ program }: ProcessPart) => program === 'make-master'

export function hasMaster({ processes }: ScenarioDocument): boolean {
  return processes.some(isMaster)
}

/** The makefile’s text where the document has a reader’s own; empty where it is the lesson’s. */
export function makefileOf({ processes }: ScenarioDocument): string {
  const lines: unknown = processes.find(isMaster)?.args?.makefile
  const own = Array.isArray(lines) && lines.every((line) => typeof line === 'string')
  return own ? lines.join('\n') : ''
}

/** The document with this makefile, or one sentence why there is none. */
export function withMakefile(base: ScenarioDocument, text: string): Load {
  try {
    checkLines(linesOf(text))
    const files = makeGraph(text, '', givenBy(base)).files.length
    const document = written(base, text, files)
    // What is saved as a file is to be opened again.
    if (new TextEncoder().encode(JSON.stringify(document)).length > MAKEFILE_BYTES_MAX)
      throw new MakefileError(0, 'is too long: with its scenario it would be more than a megabyte')
    return loadDocument(document, { hosts: HOST_LIMITS.link })
  } catch (error) {
    if (error instanceof MakefileError) return { ok: false, sentence: error.message, place: '' }
    throw error
  }
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/)

function checkLines(lines: readonly string[]): void {
  if (lines.length > LINES_MAX) throw new MakefileError(0, `has more than ${LINES_MAX} lines`)
  const long = lines.findIndex((line) => line.length > TEXT_MAX)
  if (long >= 0)
    throw new MakefileError(
      long + 1,
      `it is longer than ${TEXT_MAX} characters; break it with a backslash`,
    )
}

/** The variables as the first run has them: it is run with all switches as they were. */
function givenBy({ switches }: ScenarioDocument): ReadonlyMap<string, string> {
  const turned = switches.find(({ key }) => key === RECIPE_MS.switch)
  return new Map(turned ? [[RECIPE_MS.name, String(turned.default)]] : [])
}

function written(base: ScenarioDocument, text: string, files: number): ScenarioDocument {
  const { pair: _, promisedWhen: __, figures: ___, ...rest } = base
  return {
    ...rest,
    id: 'own-makefile',
    revision: 1,
    title: 'Your own makefile',
    from: '',
    switches: base.switches
      .filter(({ key }) => SWITCHES.includes(key))
      .map((each) =>
        each.key === 'processors' && each.kind === 'number'
          ? { ...each, max: PROCESSORS_MAX }
          : each,
      ),
    hosts: base.hosts.map((host) =>
      host.disk?.files === undefined ? host : { ...host, disk: { ...host.disk, files } },
    ),
    processes: base.processes.map((part) =>
      isMaster(part) ? { ...part, args: argumentsOf(part, text) } : part,
    ),
    sweeps: (base.sweeps ?? []).map(({ x, ...sweep }) => ({
      ...sweep,
      x: { ...x, values: x.values.filter((value) => Number(value) <= PROCESSORS_MAX) },
    })),
    story: base.story.filter(({ id }) => BEATS.includes(id)).map(plain),
    predictions: [],
  }
}

function plain({ when = [], ask: _, ...beat }: Beat): Beat {
  const kept = when.filter(({ switch: key }) => SWITCHES.includes(key))
  return kept.length > 0 ? { ...beat, when: kept } : beat
}

function argumentsOf({ args }: ProcessPart, text: string): NonNullable<ProcessPart['args']> {
  return {
    ...args,
    makefile: linesOf(text),
    set: [{ name: RECIPE_MS.name, value: { switch: RECIPE_MS.switch } }],
    usualMs: { switch: RECIPE_MS.switch },
  }
}
