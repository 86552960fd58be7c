// A few seeds of the sweep, and that it can fail: what it draws, what it counts, what it catches.
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { library, libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument, Tolerance } from '../scenarios/document/document.ts'
import { lostReply } from '../scenarios/lost-reply/document.ts'
import { decodeLink } from '../share/link.ts'
import { drawSwarm, FAULTS } from '../swarm/draw.ts'
import type { Ground } from '../swarm/ground.ts'
import { MUTANTS, SEEDS_TO_CATCH } from '../swarm/mutants.ts'
import { emptyCells, emptyTally, hitLines, merge } from '../swarm/tally.ts'
import { drawSwitches } from '../swarm/turned.ts'
import { failedLines, failsStill } from './headless-swarm.ts'
import { defaultTuple } from './run.ts'
import { runSeed, seedsToCatch, swarmTuple } from './swarm.ts'
import { sweepSeeds } from './sweep-seeds.ts'

/** Of the thousands that `npm run sweep` runs. */
const SEEDS = 5
const swept = library.filter(({ tolerates = [] }) => tolerates.length > 0)

test.each(swept.map((document) => [document.id, document] as const))(
  '%s keeps its promises with faults drawn from a few seeds',
  { timeout: 60_000 },
  (_, document) => {
    const { failed, seeds } = sweepSeeds(document, { from: 1, count: SEEDS, step: 1 })
    expect(failed).toEqual([])
    expect(seeds).toBe(SEEDS)
  },
)

test.each(MUTANTS.map((mutant) => [mutant.scenario, mutant.fix, mutant] as const))(
  '%s without its %s is caught',
  { timeout: 120_000 },
  (scenario, _, mutant) => {
    const document = libraryDocument(scenario) as ScenarioDocument
    expect(seedsToCatch(document, mutant, 1, SEEDS_TO_CATCH)).not.toBeNull()
  },
)

test('seeds that ever failed fail no more', () => {
  const file = fileURLToPath(new URL('../swarm/failed.txt', import.meta.url))
  expect(failedLines(file).filter((line) => failsStill(line.split(' ')[2] ?? ''))).toEqual([])
})

describe('a seed that fails', () => {
  // The fix is turned off, and the promise is made all the same.
  const { 'executed-at-most-once': _, ...rest } = lostReply.promisedWhen ?? {}
  const broken: ScenarioDocument = {
    ...lostReply,
    switches: lostReply.switches.map((each) =>
      each.key === 'duplicateTable' && each.kind === 'choice'
        ? { ...each, default: 'volatile', fix: 'volatile' }
        : each,
    ),
    promisedWhen: rest,
  }
  const { failed } = sweepSeeds(broken, { from: 1, count: 60, step: 1 })

  test('is found, and its link opens the failing moment with no more faults than it takes', () => {
    expect(failed.length).toBeGreaterThan(0)
    for (const { check, link, time } of failed) {
      expect(check).toBe('executed-at-most-once')
      const decoded = decodeLink(link)
      if (!decoded.ok) throw new Error(decoded.sentence)
      const { tuple, cursor } = decoded.state
      expect(cursor.time).toBe(time)
      // A link leaves out what stands at its default: here the fix that is off.
      const again = runSeed(broken, tuple)
      expect(again.failures.map((each) => [each.check, each.time])).toContainEqual([check, time])
      expect(tuple.interventions.length).toBeLessThanOrEqual(2)
      for (let i = 0; i < tuple.interventions.length; i++) {
        const interventions = tuple.interventions.filter((_, at) => at !== i)
        expect(runSeed(broken, { ...tuple, interventions }).failures).toEqual([])
      }
    }
  })
})

describe('what is drawn', () => {
  const ground: Ground = {
    hosts: ['A', 'M1', 'M2', 'S'].map((name, i) => ({ name, metre: 50 * i })),
    disks: [
      { name: 'S/disk', blocks: [3, 4] },
      { name: 'A/disk', blocks: [9] },
    ],
    metres: 200,
    instants: [0, 1_000_000, 5_000_000, 5_000_007],
    frames: 100,
    endNs: 5_000_007,
    writes: [
      { host: 'S', fromNs: 1_000_000, toNs: 2_000_000 },
      { host: 'A', fromNs: 3_000_000, toNs: 3_500_000 },
    ],
  }
  const all: readonly Tolerance[] = FAULTS.map((fault) => ({ fault }))
  const seeds = Array.from({ length: 300 }, (_, i) => i + 1)
  const drawn = (tolerates: readonly Tolerance[]) =>
    seeds.map((seed) => drawSwarm(seed, tolerates, ground))

  test('is the same for the same seed, and no more than a link can say', () => {
    expect(drawn(all)).toEqual(drawn(all))
    for (const { faults, healing } of drawn(all))
      expect(faults.length + healing.length).toBeLessThanOrEqual(64)
  })

  test('is every kind, alone and together, and none that is not tolerated', () => {
    const actions = drawn(all).map(({ faults }) => new Set(faults.map(({ action }) => action)))
    const met = new Set(actions.flatMap((its) => [...its]))
    for (const fault of FAULTS) if (fault !== 'spoil') expect([...met]).toContain(fault)
    expect(actions.some((its) => its.size === 1)).toBe(true)
    expect(actions.some((its) => its.size > 6)).toBe(true)
    const lossOnly = drawn([{ fault: 'lose' }]).flatMap(({ faults }) => faults)
    expect(new Set(lossOnly.map(({ action }) => action))).toEqual(new Set(['lose']))
  })

  test('stays inside what is tolerated', () => {
    const some = drawn([
      { fault: 'reboot', at: ['M'], most: 1 },
      { fault: 'delay', longestMs: 2 },
      { fault: 'tear', at: ['S'] },
      { fault: 'decay', at: ['S'] },
      { fault: 'lose', highestRatePercent: 3 },
    ])
    for (const { faults } of some) {
      const of = (action: string) => faults.filter((each) => each.action === action)
      expect(of('lose').length).toBeLessThanOrEqual(15)
      for (const { amount = 0 } of of('delay')) expect(amount).toBeLessThanOrEqual(2000)
      for (const { target, amount } of of('decay'))
        expect([target, [3, 4].includes(amount ?? 0)]).toEqual(['S/disk', true])
      for (const { target, time } of of('crash')) {
        expect(target).toBe('S')
        expect(time >= 1_000_000 && time <= 2_000_000).toBe(true)
      }
      const machines = of('reboot').filter(({ target }) => target !== 'S')
      expect(machines.length).toBeLessThanOrEqual(1)
      for (const { target } of machines) expect(target).toMatch(/^M[12]$/)
    }
  })

  test('a cut parts no machine from the rest but those named, in no run with what it is not borne with', () => {
    const some = drawn([{ fault: 'crash' }, { fault: 'cut', at: ['S'], without: ['crash'] }])
    const metres = some.flatMap(({ faults }) =>
      faults.flatMap(({ action, amount }) => (action === 'cut' ? [amount ?? 0] : [])),
    )
    expect(metres.length).toBeGreaterThan(0)
    // S stands last, at 150 m.
    expect(metres.filter((metre) => metre < 100)).toEqual([])
    for (const { faults } of some)
      expect(
        new Set(faults.map(({ action }) => action)).has('cut') &&
          faults.some(({ action }) => action === 'crash'),
      ).toBe(false)
  })

  test('ends with everything whole', () => {
    for (const { faults, healing, healedNs } of drawn(all)) {
      const off = new Set<string>()
      let cut = false
      let slow = false
      const acts = [...faults, ...healing].sort((one, other) => one.time - other.time)
      for (const { action, target, amount, time } of acts) {
        expect(time).toBeLessThanOrEqual(healedNs)
        if (action === 'crash' || action === 'halt') off.add(target)
        if (action === 'reboot') off.delete(target)
        if (action === 'cut') cut = true
        if (action === 'heal') cut = false
        if (action === 'slow') slow = amount !== 100
      }
      expect([[...off], cut, slow]).toEqual([[], false, false])
    }
  })
})

describe('what is counted', () => {
  test('a fault counts where it struck, in the phase that the run was in', () => {
    const interventions = [
      { time: 2_500_000, action: 'pause', target: 'A', amount: 1 },
      { time: 3_500_000, action: 'reboot', target: 'S' },
      { time: 900_000_000_000, action: 'heal', target: 'cable' },
    ]
    const { hits } = runSeed(lostReply, { ...defaultTuple(lostReply), interventions })
    expect(hits).toEqual([
      { fault: 'pause', phase: 'asked' },
      { fault: 'reboot', phase: 'at work' },
    ])
    const phases = [
      { name: 'running', begins: { kind: 'change:state', where: { b: 'running' } } },
      { name: 'work done', begins: { kind: 'executed', entity: 'A.client/*' } },
    ]
    const late = [{ time: 4_000_000, action: 'reboot', target: 'S' }]
    const tuple = { ...defaultTuple(lostReply), interventions: late }
    expect(runSeed({ ...lostReply, phases }, tuple).hits[0]?.phase).toBe('work done')
  })

  test('slices of a sweep come to the same as the whole', () => {
    const whole = sweepSeeds(lostReply, { from: 1, count: 20, step: 1 })
    const parts = emptyTally('lost-reply')
    merge(parts, sweepSeeds(lostReply, { from: 11, count: 10, step: 1 }))
    merge(parts, sweepSeeds(lostReply, { from: 1, count: 10, step: 1 }))
    expect(parts).toEqual(whole)
  })

  test('a combination that never arose is named', () => {
    const tally = { ...emptyTally('x'), hits: { lose: { asked: 3 }, crash: { quiet: 1 } } }
    expect(emptyCells(tally, ['lose', 'tear', 'cut'], ['asked', 'quiet'])).toEqual([
      'lose × quiet',
      'crash × asked',
      'cut × asked',
      'cut × quiet',
    ])
    expect(hitLines(tally, ['asked', 'quiet'])).toEqual([
      '       asked  quiet',
      'crash      0      1',
      'lose       3      0',
    ])
  })
})

test('switches are drawn with every fix on, and only such as go together', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 200; seed++)
    for (const document of swept) {
      const drawn = drawSwitches(document, seed)
      expect(drawn).toEqual(drawSwitches(document, seed))
      for (const each of document.switches)
        if (document.swept?.[each.key])
          expect(document.swept[each.key]).toContain(drawn[each.key] ?? each.default)
        else if (each.kind === 'choice' && each.fix !== undefined)
          expect(drawn[each.key] ?? each.default).toBe(each.fix)
      for (const key of Object.keys(drawn)) seen.add(`${document.id} ${key}`)
    }
  expect(seen).toContain('slow-or-dead liveness')
  expect(seen).toContain('stale-cache policy')
  expect(() => swarmTuple(lostReply, 1, { wind: 1 })).toThrow(/no switch "wind"/)
})
