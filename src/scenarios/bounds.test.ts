// The whole space of what a reader can turn and of what a document can say: a run that keeps the machine room's
// promises, or one clear sentence. Nothing else ever.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadInput } from '../engine/assert.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { trial } from '../worker/trial.ts'
import { library } from './catalogue.ts'
import type { ScenarioDocument, Switch } from './document/document.ts'
import { HOST_LIMITS, loadDocument } from './document/load.ts'

/** Promises of the machine room, whatever is turned; the others are the switches' to break. */
const ALWAYS = ['conservation', 'no-intact-overlap', 'attempts-within-limit', 'cause-first']
const ENDS = ['quiescent', 'time', 'eventBudget', 'eventsAtOneInstant']
/** One sentence that begins with a capital or with the name of the part that it is about. */
const SENTENCE = /^[^\n]{10,400}$/

interface Tried {
  readonly ended: string
  readonly wrong: readonly string[]
}

function tried(
  document: ScenarioDocument,
  switches: Record<string, SwitchValue>,
  seed: number,
): Tried {
  try {
    const { summary } = trial(document, { switches, seed }, 'nothing', {
      checks: true,
      limits: { eventsMax: 15_000, eventsAtOneInstantMax: 5_000 },
    })
    const { endReason, metrics, violations } = summary
    const numbers = Object.entries(metrics).filter(([, value]) => Number.isNaN(value))
    return {
      ended: endReason,
      wrong: [
        ...(ENDS.includes(endReason) ? [] : [`ended by ${endReason}`]),
        ...numbers.map(([name]) => `${name} is no number`),
        ...violations.filter(({ check }) => ALWAYS.includes(check)).map(({ says }) => says),
      ],
    }
  } catch (error) {
    const { message, stack } = error as Error
    const clear = error instanceof BadInput && SENTENCE.test(message)
    return { ended: 'refused', wrong: clear ? [] : [stack ?? message] }
  }
}

/** Ends of the range more often than the middle of it. */
function turnedTo(each: Switch): fc.Arbitrary<SwitchValue> {
  if (each.kind === 'choice') return fc.constantFrom(...each.values.map(({ value }) => value))
  return fc.oneof(
    fc.constantFrom(each.min, each.max),
    fc.integer({ min: Math.ceil(each.min), max: Math.floor(each.max) }),
  )
}

test.each(library.map((document) => [document.id, document] as const))(
  '%s, whatever is turned',
  (_, document) => {
    const turned = fc.record(
      Object.fromEntries(document.switches.map((each) => [each.key, turnedTo(each)])),
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(turned, fc.nat(1_000_000), (switches, seed) => {
        expect(tried(document, switches as Record<string, SwitchValue>, seed).wrong).toEqual([])
      }),
      { numRuns: 8, seed: 5 },
    )
  },
)

type Path = readonly (string | number)[]

/** Where a document says how many, how long, how far: all numbers outside the texts about them. */
function numbersIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  const all = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return all
    .filter(([key]) => !TOLD.includes(String(key)))
    .flatMap(([key, item]) => numbersIn(item, [...path, key]))
}
const TOLD = ['story', 'predictions', 'metrics', 'figures', 'format', 'revision', 'minutes', 'wave']

function withNumber(document: unknown, path: Path, value: number): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(document))
    return document.map((item, i) => (i === key ? withNumber(item, rest, value) : item))
  const parts = document as Record<string, unknown>
  return { ...parts, [key]: withNumber(parts[key], rest, value) }
}

const anyNumber = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    2,
    0.5,
    1e-9,
    63,
    64,
    1_023,
    1_024,
    1_500,
    1_501,
    65_535,
    1e5,
    1e6,
    1e9,
  ),
  fc.integer({ min: 0, max: 2_000 }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
)

test('a document with any numbers in it is refused in a sentence, or runs', () => {
  const places = library.map((document) => numbersIn(document))
  const at = fc.nat(library.length - 1).chain((n) =>
    fc.tuple(
      fc.constant(n),
      fc.array(fc.tuple(fc.constantFrom(...(places[n] as Path[])), anyNumber), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
  )
  let ran = 0
  let refused = 0
  fc.assert(
    fc.property(at, ([n, changes]) => {
      const changed = changes.reduce<unknown>(
        (document, [path, value]) => withNumber(document, path, value),
        library[n],
      )
      const load = loadDocument(JSON.stringify(changed), { hosts: HOST_LIMITS.library })
      if (!load.ok) {
        refused++
        expect(load.sentence).toMatch(SENTENCE)
        return
      }
      ran++
      expect(tried(load.document, {}, 1).wrong).toEqual([])
    }),
    { numRuns: 400, seed: 6 },
  )
  expect(ran).toBeGreaterThan(40)
  expect(refused).toBeGreaterThan(40)
})
