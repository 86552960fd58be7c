import { describe, expect, test } from 'vitest'
import { Kind, MoveRefusal } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { pageRead } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(pageRead, { switches, ...rest })
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const broken = (switches: Switches, seed = 1) =>
  run(switches, { seed }).summary.violations.map(({ check }) => check)

describe('frames for a page', () => {
  test.each([
    [{}, 2],
    [{ segments: 'off' }, 4],
    [{ direction: 'write' }, 2],
    [{ segments: 'off', direction: 'write' }, 4],
    [{ pageBytes: 1024 }, 2],
    [{ pageBytes: 4096 }, 6],
    [{ pageBytes: 4096, direction: 'write' }, 6],
    [{ pageBytes: 4096, segments: 'off' }, 7],
  ])('%j: %i', (switches, frames) => {
    expect(metrics(switches).framesPerPage).toBe(frames)
  })
})

describe('what was not granted', () => {
  test.each([
    ['after-reply', MoveRefusal.notBlocked],
    ['outside', MoveRefusal.outsideSegment],
  ])('%s is refused, with the reason', (trespass, reason) => {
    const { trace, summary } = run({ trespass })
    expect(records(trace, Kind.moveRefused).map((i) => trace.a(i))).toEqual([reason])
    expect(summary.violations).toEqual([])
    expect(summary.metrics.movesRefused).toBe(1)
  })
  test('is done with the check off, and segment-bounds says so, whatever the seed', () => {
    for (const trespass of ['after-reply', 'outside'])
      for (const seed of [1, 2, 3])
        expect(broken({ grantCheck: 'off', trespass }, seed)).toContain('segment-bounds')
  })
  test('nobody tries: nothing is refused, and nothing is broken without the check', () => {
    expect(metrics({ trespass: 'none' }).movesRefused).toBe(0)
    expect(broken({ trespass: 'none', grantCheck: 'off' })).toEqual([])
  })
})

test('headers like IP’s cost a fifth of an exchange, 0.51 ms', () => {
  const raw = Number(metrics().pageReadMs)
  const ip = Number(metrics({ headers: 'ip-like' }).pageReadMs)
  expect((ip - raw) / 2.543).toBeCloseTo(0.2, 2)
})

test('the packet with the page is lost: it comes again from the alien, the same bytes', () => {
  const lose = { time: 0, action: 'lose', target: 'W.client/send1/REPLY.1' }
  const { summary, trace } = run({}, { interventions: [lose] })
  expect(summary.violations).toEqual([])
  expect(records(trace, Kind.packetOut, /REPLY/)).toHaveLength(5)
})

test('every switch at both ends, with loss, ends with its promises kept', {
  timeout: 60_000,
}, () => {
  for (const segments of ['on', 'off'])
    for (const direction of ['read', 'write'])
      for (const pageBytes of [128, 4096])
        for (let seed = 1; seed <= 10; seed++) {
          const interventions = [{ time: seed * 700_000, action: 'lose', target: '*' }]
          const switches = { segments, direction, pageBytes, clock: seed % 2 ? '8' : '10' }
          const { summary } = trial(pageRead, { switches, seed, interventions }, 'summaries')
          expect([switches, seed, summary.violations, summary.endReason]).toEqual([
            switches,
            seed,
            [],
            'quiescent',
          ])
        }
})
