// The enumerator against runs made by hand: no instant at which a cut matters is left out.
import { describe, expect, test } from 'vitest'
import { columnsOf, type Enumeration } from '../lab/cuts.ts'
import { cutPlan, cutTuple, isCut, uncut } from '../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { loadDocument } from '../scenarios/document/load.ts'
import { lostReply } from '../scenarios/lost-reply/document.ts'
import { slowOrDead } from '../scenarios/slow-or-dead/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { cutEverywhere, enumerate } from './cuts.ts'
import { derivedMetrics } from './derive.ts'
import { known } from './known.ts'
import { defaultTuple, runScenario } from './run.ts'

function outcomesOf(document: ScenarioDocument, switches: RunTuple['switches'] = {}) {
  const tuple = { ...defaultTuple(document), switches }
  const found = enumerate(document, tuple, false)
  return { found, outcomes: cutEverywhere(document, found), tuple }
}

const instantsOf = ({ rows }: Enumeration) => rows[0]?.instants ?? []
const baseOf = ({ rows }: Enumeration) => rows[0]?.base as RunTuple

describe('lost-reply', () => {
  const kept = outcomesOf(lostReply)
  const forgetful = outcomesOf(lostReply, { duplicateTable: 'volatile' })

  test('a kept table: never twice; a volatile one: twice, from the work to the copy', () => {
    expect(columnsOf(kept.outcomes).map(({ state }) => state)).toEqual([1, 0])
    expect(kept.outcomes.flatMap(({ broken }) => broken)).toEqual([])
    const [once, twice] = columnsOf(forgetful.outcomes)
    expect([once?.state, twice?.state]).toEqual([1, 2])
    expect([...(twice?.broken ?? [])]).toEqual([['executed-at-most-once', twice?.cuts.length]])
  })

  test('a cut anywhere between two instants leads to where the instant before it leads', () => {
    const { found, outcomes } = kept
    instantsOf(found)
      .slice(0, -1)
      .forEach(({ time }, i) => {
        const next = instantsOf(found)[i + 1]?.time ?? time
        if (next - time < 4) return
        const middle = time + Math.floor((next - time) / 2)
        for (const at of [time + 1, middle, next - 1]) {
          const tuple = cutTuple(baseOf(found), found.plan, { time: at })
          const { metrics } = runScenario(lostReply, tuple, { level: 'nothing' })
          expect([at, metrics.executions]).toEqual([at, outcomes[i]?.state])
        }
      })
  })

  test('only from and until the instants that a document gives', () => {
    const cuts = { ...lostReply.cuts, fromMs: 2, untilMs: 5 } as ScenarioDocument['cuts']
    const some = outcomesOf({ ...lostReply, ...(cuts ? { cuts } : {}) }).found
    const within = instantsOf(kept.found).filter(({ time }) => time >= 2e6 && time <= 5e6)
    expect(within.length).toBeGreaterThan(2)
    expect(instantsOf(some)).toEqual(within)
  })

  test('a cut that the run holds already is left out, or kept for a second one', () => {
    const { found, tuple } = kept
    const once = cutTuple(tuple, found.plan, { time: 2_000_000 })
    expect(isCut(once, found.plan)).toBe(true)
    expect(uncut(once, found.plan, false).interventions).toEqual([])
    expect(instantsOf(enumerate(lostReply, once, false))).toEqual(instantsOf(found))
    const second = enumerate(lostReply, once, true)
    expect(baseOf(second).interventions).toHaveLength(2)
    const dark = instantsOf(second).filter(({ time }) => time > 2_000_000 && time < 52_000_000)
    expect(dark).toEqual([])
    expect(instantsOf(second).some(({ time }) => time > 52_000_000)).toBe(true)
  })
})

test('slow-or-dead: two worlds that its client cannot tell apart, whatever world is turned on', () => {
  for (const world of ['slow', 'dead-before', 'client-dies']) {
    const { outcomes, found } = outcomesOf(slowOrDead, { world })
    expect(columnsOf(outcomes).map(({ state }) => state)).toEqual([0, 1])
    expect(baseOf(found).switches.world).toBe('slow')
    expect(found.plan.restartNs).toBeNull()
  }
})

describe('a document', () => {
  const { cuts, metrics } = lostReply
  const load = (change: Partial<ScenarioDocument>) => {
    const loaded = loadDocument({ ...lostReply, ...change }, { hosts: 64 }, known())
    return loaded.ok ? 'it loads' : loaded.sentence
  }
  const part = (change: object) => load({ cuts: { ...cuts, ...change } as never })

  test.each([
    [{}, 'it loads'],
    [{ target: 'S.server' }, 'it loads'],
    [{ target: 'Z' }, 'cuts: there is no machine "Z" to cut'],
    [{ target: 7 }, 'cuts: target must be text in quotes'],
    [{ action: 'explode' }, /cuts: action must be one of lose, /],
    [{ action: 'delay' }, 'cuts: delay needs an amount, so it cannot be tried at every instant'],
    [{ restartMs: -1 }, 'cuts: restartMs must be 0 to 1000000000'],
    [{ fromMs: 'soon' }, /^cuts: fromMs /],
    [{ outcome: 'joy' }, 'cuts: outcome "joy" is not one of its metrics'],
    [{ set: { wind: 1 } }, /cuts: set: .*no switch "wind"/],
    [{ set: { lossPercent: 900 } }, 'cuts: set: lossPercent takes 0 to 30 %, not 900'],
    [{ over: { switch: 'wind' } }, 'cuts.over: there is no switch "wind"'],
    [{ over: { switch: 'lossPercent' } }, 'cuts.over: lossPercent has more than 8 values'],
    [{ colour: 'red' }, 'cuts: colour is not known here'],
  ])('with %j: %s', (change, sentence) => {
    if (typeof sentence === 'string') expect(part(change)).toBe(sentence)
    else expect(part(change)).toMatch(sentence)
  })

  test('counts over cuts only where it declares some', () => {
    const counted = {
      name: 'statesReachable',
      kind: 'sweep',
      label: 'States',
      cuts: 'states',
    } as const
    const document = { ...lostReply, metrics: [...metrics, counted] }
    expect(load({ metrics: document.metrics })).toBe('it loads')
    expect(derivedMetrics(document, defaultTuple(document)).statesReachable).toBe(2)
    const { cuts: _, ...without } = document
    const loaded = loadDocument(without, { hosts: 64 }, known())
    expect(loaded).toMatchObject({
      ok: false,
      sentence: 'metrics[6]: it counts over cuts, and the document declares none',
    })
  })

  test('tries every value of a switch that stands for what nobody foresees', () => {
    const over = {
      ...lostReply,
      cuts: {
        ...cuts,
        over: {
          switch: 'duplicateTable',
          when: [{ switch: 'binding', is: '=', value: 'unchecked' }],
        },
      },
    } as ScenarioDocument
    const { found, outcomes } = outcomesOf(over)
    expect(found.rows.map(({ base }) => base.switches.duplicateTable)).toEqual([
      'off',
      'volatile',
      'kept',
    ])
    const last = found.rows[2] as Enumeration['rows'][number]
    expect(last.first + last.instants.length).toBe(found.count)
    expect(
      columnsOf(outcomes)
        .map(({ state }) => state)
        .sort(),
    ).toEqual([0, 1, 2, 3])
    const alone = outcomesOf(lostReply).outcomes.map(({ state }) => state)
    expect(outcomes.slice(last.first).map(({ state }) => state)).toEqual(alone)
    expect(outcomesOf(over, { binding: 'checked' }).found.rows).toHaveLength(1)
  })

  test('says what its cuts are as the switches stand', () => {
    const bound = {
      ...lostReply,
      cuts: {
        target: 'S',
        action: 'crash',
        restartMs: { switch: 'retransmitMs' },
        outcome: 'executions',
      },
    } as const
    expect(cutPlan(bound, { retransmitMs: 30 })?.restartNs).toBe(30_000_000)
    expect(cutPlan({ ...lostReply, cuts: undefined as never })).toBeNull()
  })
})
