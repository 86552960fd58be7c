import { describe, expect, test } from 'vitest'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { type Trial, trial } from '../../worker/trial.ts'
import { nameLookup } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(nameLookup, { switches, ...rest }, 'summaries')
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const calm = { moveEverySeconds: 0, dies: 'nobody' }

describe('finding names', () => {
  test.each([1, 2, 3, 7, 16])(
    'a lookup is one frame and one reply, with %i managers',
    (servers) => {
      expect(metrics({ ...calm, clients: 1, servers, variety: 3 }).lookupFrames).toBe(6)
      expect(metrics({ ...calm, clients: 1, servers, hints: 'off' }).lookupFrames).toBe(20)
    },
  )
  test('every open but a client’s first goes by a hint that held', () => {
    expect(metrics(calm)).toMatchObject({ hintHits: 54, opensFailed: 0, staleHintExtraFrames: 0 })
  })
  test('an old hint costs four frames, whoever is asked then', () => {
    expect(metrics({ clients: 1, dies: 'nobody' }).staleHintExtraFrames).toBe(4)
    const central = metrics({ clients: 1, dies: 'nobody', scheme: 'central' })
    expect(central).toMatchObject({ staleHintExtraFrames: 4, opensFailed: 0 })
  })
})

describe('who dies', () => {
  test('without the name server no name is found, though all managers are up', () => {
    const central = { scheme: 'central', hints: 'off', moveEverySeconds: 0 }
    expect(metrics({ ...central, dies: 'nobody' }).opensFailed).toBe(0)
    const dead = run(central)
    expect(Number(dead.summary.metrics.opensFailed)).toBeGreaterThan(20)
    expect(broken(dead)).toEqual(['found-while-up'])
  })
  test('no group needs it', () => {
    expect(metrics({ hints: 'off' }).opensFailed).toBe(0)
  })
  test('with one manager its own names go, and no others', () => {
    const failed = (clients: number) =>
      Number(metrics({ ...calm, dies: 'owner', clients }).opensFailed)
    // C1 and C4 open names of F1, the others do not.
    expect(failed(1)).toBeGreaterThan(0)
    expect(failed(3)).toBe(failed(1))
    expect(failed(4)).toBe(2 * failed(1))
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  test.each([
    ['hint-checked', { hintCheck: 'trusted' }],
    ['owner-answers', { handOver: 'kept', hints: 'off' }],
    ['found-while-up', { scheme: 'central' }],
  ])('%s', (check, switches) => {
    expect(broken(run(switches))).toContain(check)
  })
})

test('loss and crashes at any time break no promise', { timeout: 60_000 }, () => {
  let failed = 0
  for (let seed = 1; seed <= 60; seed++) {
    const at = (ms: number, action: string, target: string): Intervention => ({
      time: ms * 1e6,
      action,
      target,
    })
    const interventions = [
      at(150 + seed * 30, 'crash', `F${1 + (seed % 4)}`),
      at(seed * 11, 'duplicate', '*/SEND.*'),
      at(seed * 17, 'crash', `C${2 + (seed % 3)}`),
    ]
    const switches = {
      servers: 4,
      opens: 6,
      dies: 'nobody',
      hints: seed % 3 ? 'on' : 'off',
      lossPercent: seed % 11,
      lookupsPerSecond: 2,
    }
    const { summary } = run(switches, { seed, interventions })
    expect([seed, summary.violations]).toEqual([seed, []])
    failed += Number(summary.metrics.opensFailed)
  }
  expect(failed).toBeGreaterThan(20)
})
