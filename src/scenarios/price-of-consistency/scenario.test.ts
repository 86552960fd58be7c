import { describe, expect, test } from 'vitest'
import { stageAt } from '../../analysis/stage/stage-at.ts'
import { Kind } from '../../trace/kinds.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { priceOfConsistency } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}) => trial(priceOfConsistency, { switches })
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const broken = (switches: Switches) => [
  ...new Set(run(switches).summary.violations.map(({ check }) => check)),
]

describe('the bill', () => {
  test.each([
    [1, 5],
    [2, 4],
    [3, 3],
    [4, 2],
    [5, 1],
  ])('r = %i, w = %i: 2r and 2r + 2w frames, and nothing old', (r, w) => {
    expect(metrics({ r, w })).toMatchObject({
      framesPerRead: 2 * r,
      framesPerWrite: 2 * (r + w),
      staleReads: 0,
      writesRefused: 0,
    })
  })
  test('one less in either set, and B reads the past', () => {
    for (const [r, w] of [
      [3, 2],
      [2, 3],
    ] as const) {
      expect(broken({ r, w })).toEqual(['reads-latest'])
      expect(Number(metrics({ r, w }).staleReads)).toBeGreaterThan(2)
    }
  })
  test('with a server down, w = n writes no more and r = 1 reads on', () => {
    const its = metrics({ r: 1, w: 5, happens: 'one-crashes' })
    expect(its).toMatchObject({ staleReads: 0, writesRefused: 3 })
    expect(metrics({ happens: 'two-crash' })).toMatchObject({ staleReads: 0, writesRefused: 0 })
  })
})

describe('who comes back', () => {
  const back = { happens: 'comes-back' }
  test('with its disk: poison where it is read alone, harmless where it is compared', () => {
    const alone = { ...back, scheme: 'available-copies', catchUp: 'off' }
    expect(broken(alone).sort()).toEqual(['reads-latest', 'serves-only-when-current'])
    expect(metrics({ ...back, catchUp: 'off' }).staleReads).toBe(0)
    expect(broken({ ...back, catchUp: 'off' })).toEqual([])
    expect(broken({ ...alone, catchUp: 'on' })).toEqual([])
  })
  test('with a new one: poison to a quorum, until it has caught up', () => {
    const empty = { happens: 'comes-back-empty' }
    expect(broken({ ...empty, catchUp: 'off' }).sort()).toEqual([
      'reads-latest',
      'serves-only-when-current',
    ])
    expect(broken(empty)).toEqual([])
    const { trace } = run(empty)
    expect(records(trace, Kind.copyHeldBack, /^S3/).length).toBeGreaterThan(0)
    expect(records(trace, Kind.copyCaughtUp, /^S3/)).toHaveLength(1)
  })
})

test('of two sides the smaller refuses with quorums, and reads old copies without', () => {
  const { trace, summary } = run({ happens: 'partition' })
  expect(summary.violations).toEqual([])
  expect(records(trace, Kind.copyReadRefused, /^B/).length).toBeGreaterThan(0)
  expect(records(trace, Kind.copyReadRefused, /^A/)).toEqual([])
  expect(Number(summary.metrics.unavailableMs)).toBeGreaterThan(1000)
  expect(broken({ happens: 'partition', scheme: 'available-copies' })).toEqual(['reads-latest'])
})

test('on the stage the newest copies stand out, and each says who has read it', () => {
  const { trace, setup } = run()
  const [stored] = records(trace, Kind.copyWriteCommitted)
  const read = records(trace, Kind.copyReadEnded, /^B/).find((i) => i > (stored ?? 0)) as number
  const { hosts } = stageAt({ trace, setup }, read + 1, trace.time(read))
  const shown = hosts.flatMap(({ name, branch }) =>
    branch ? [[name, branch.state, branch.words?.[0]]] : [],
  )
  expect(shown).toEqual([
    ['S1', 'committed', 'v1'],
    ['S2', 'committed', 'v1'],
    ['S3', 'committed', 'v1, read by B'],
    ['S4', 'active', 'v0, read by B'],
    ['S5', 'active', 'v0, read by B'],
  ])
})
