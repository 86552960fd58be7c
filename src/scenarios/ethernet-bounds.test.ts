// Anything that a reader can turn gives a run that keeps its promises, or one sentence.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SwitchValue } from '../trace/tuple.ts'
import { room, trial } from '../worker/trial.ts'
import type { ScenarioDocument, Switch, TrafficPart } from './document/document.ts'
import { ethernetCollision } from './ethernet-collision/document.ts'
import { ethernetUnderLoad } from './ethernet-under-load/document.ts'

/** Promises of the machine room, whatever is turned; the others are the switches' to break. */
const ALWAYS = ['conservation', 'no-intact-overlap', 'attempts-within-limit', 'goodput-within-rate']

function told(document: ScenarioDocument, switches: Record<string, SwitchValue>): string[] {
  try {
    const { summary } = trial(document, { switches }, 'nothing', {
      checks: true,
      limits: { eventsMax: 200_000 },
    })
    expect(['quiescent', 'time', 'eventBudget']).toContain(summary.endReason)
    for (const value of Object.values(summary.metrics)) expect(value).not.toBeNaN()
    return summary.violations
      .filter(({ check }) => ALWAYS.includes(check))
      .map(({ says }) => `broken: ${says}`)
  } catch (error) {
    const { message, name } = error as Error
    return name === 'BadInput' || /^[^\n]{10,300}\.$/.test(message) ? [] : [`${name}: ${message}`]
  }
}

/** Ends of the range more often than the middle of it. */
function turnedTo(each: Switch, most: Readonly<Record<string, number>>): fc.Arbitrary<SwitchValue> {
  if (each.kind === 'choice') return fc.constantFrom(...each.values.map(({ value }) => value))
  const max = Math.min(each.max, most[each.key] ?? each.max)
  const ends = fc.constantFrom(each.min, max)
  return fc.oneof(ends, fc.integer({ min: each.min, max }))
}

test.each([
  [ethernetCollision, { frames: 20 }],
  [ethernetUnderLoad, { runMs: 60 }],
] as const)(
  'whatever is turned',
  (document, most) => {
    const turned = fc.record(
      Object.fromEntries(document.switches.map((each) => [each.key, turnedTo(each, most)])),
    )
    fc.assert(
      fc.property(turned, (switches) => {
        expect(told(document, switches)).toEqual([])
      }),
      { numRuns: 25, seed: 4 },
    )
  },
  60_000,
)

const load = (
  count: number,
  metres: number,
  traffic: Partial<TrafficPart>,
  options: Record<string, SwitchValue> = {},
) =>
  room({
    network: { preset: 'eth10', metres, options },
    hosts: [
      {
        name: 'S',
        count,
        metre: 0,
        placement: 'together',
        traffic: { arrivals: 'endless', frameBytes: 64, ...traffic },
      },
    ],
    processes: [],
    timeMs: 5,
    checks: ALWAYS.slice(1),
  })

test.each([
  ['one station, nobody to hear it', load(1, 100, {})],
  ['taps on one spot', load(20, 100, {})],
  ['1,024 stations', { ...load(1024, 2500, {}), until: { timeMs: 0.2 } }],
  ['a cable of 100 km', load(8, 100_000, {})],
  ['frames of one byte', load(3, 100, { frameBytes: 1 })],
  ['frames far above the limit', load(3, 100, { frameBytes: 65_535 })],
  ['every bit in error', load(3, 100, {}, { bitErrorRate: 1 })],
  ['no bit in error', load(3, 100, {}, { bitErrorRate: 0 })],
  ['a rate that is none', load(3, 100, {}, { bitErrorRate: 2 })],
  ['an offer of nothing', load(3, 100, { arrivals: 'poisson', offeredPercent: 0 })],
  ['an offer of a hundred cables', load(30, 100, { arrivals: 'poisson', offeredPercent: 10_000 })],
])('%s', (_, document) => expect(told(document, {})).toEqual([]), 30_000)

test.each([
  [0, 'metres it must be 1 to 100000, not 0'],
  [100_001, 'metres it must be 1 to 100000, not 100001'],
])('a cable of %d m is refused in a sentence', (metres, sentence) => {
  const { network, ...rest } = load(2, 100, {})
  const document = { ...rest, network: { ...network, metres } }
  expect(() => trial(document)).toThrow(sentence.replace('metres ', ''))
})
