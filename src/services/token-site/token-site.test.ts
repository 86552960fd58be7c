/** The token list: counts, gaps, crashes, new lists, and what is kept over many seeds. */
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

const CHECKS = [
  'prefix-logs',
  'survivors-agree',
  'token-complete',
  'held-by-resilience',
  'majority-list',
]

function list(
  args: Record<string, string | number> = {},
  lossPercent = 0,
  sites = 5,
): ScenarioDocument {
  const { resilience = 1 } = args
  return {
    ...room({
      network: { preset: 'eth10', lossPercent },
      groups: [{ name: 'team', number: 1 }],
      hosts: [
        { name: 'R', metre: 20, spacing: 20, count: sites, buffers: 32, processor: 'amoeba' },
      ],
      processes: [
        {
          name: 'site',
          host: 'R',
          program: 'token-site',
          args: { group: { process: 'team' }, sites: { processes: 'site' }, ...args },
        },
      ],
      checks: CHECKS,
      metrics: [
        'framesPerBroadcast',
        'framesInAllPerBroadcast',
        'deliveryDelayMs',
        'nacks',
        'reformations',
        'messagesLost',
      ],
    }),
    switches: [
      {
        kind: 'number',
        key: 'resilience',
        label: 'L',
        min: 0,
        max: 8,
        step: 1,
        default: Number(resilience),
        unit: '',
      },
    ],
  }
}
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})
function logsOf({ trace }: Trial): Record<string, string> {
  const logs: Record<string, string> = {}
  for (const i of records(trace, Kind.logged)) {
    const name = trace.nameOf(trace.entity(i))
    logs[name] = `${logs[name] ?? ''}${logs[name] ? ' ' : ''}${trace.string(trace.b(i))}`
  }
  return logs
}
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]

test.each([
  [0, 100, 2],
  [1, 100, 2],
  [2, 100, 2],
  [4, 500, 2],
  [0, 5, 3],
  [1, 5, 3],
  [2, 5, 4],
])('L = %i, %i letters a second: %i frames for a letter', (resilience, perSecond, frames) => {
  for (const sites of [3, 5, 10]) {
    if (resilience >= sites) continue
    const t = trial(list({ resilience, perSecond, letters: 20 }, 0, sites))
    expect(t.summary.violations).toEqual([])
    expect(t.summary.endReason).toBe('quiescent')
    expect(t.summary.metrics.framesPerBroadcast).toBe(frames)
    expect(Object.values(logsOf(t)).map((log) => log.split(' ').length)).toEqual(
      Array.from({ length: sites }, () => 20),
    )
  }
})

test('nothing is acknowledged by each receiver', () => {
  const t = trial(list({ letters: 10 }, 0, 10))
  const acks = records(t.trace, Kind.packetOut, /letter\d+\/TOKEN-ACK/)
  expect(acks).toHaveLength(10)
  expect(t.summary.metrics.nacks).toBe(0)
})

const loseAt = (packet: string, ...sites: readonly string[]) =>
  sites.map((site) => at(0, 'lose', `R2.site/letter1/${packet}@${site}`))

describe('an acknowledgement that is lost', () => {
  test('at one site: it asks, and is told; the token does not wait for it', () => {
    const t = trial(list({ letters: 3 }), { interventions: loseAt('TOKEN-ACK.1', 'R5') })
    expect(t.summary.metrics.nacks).toBe(1)
    expect(t.summary.violations).toEqual([])
    const taken = records(t.trace, Kind.tokenAccepted, /R4/).map((i) => t.trace.time(i) / 1e6)
    expect(taken[0]).toBeLessThan(50)
  })
  test('at the next token site: it takes the token when it is sent again', () => {
    const t = trial(list({ letters: 3 }), { interventions: loseAt('TOKEN-ACK.1', 'R2') })
    const taken = records(t.trace, Kind.tokenAccepted, /R2/).map((i) => t.trace.time(i) / 1e6)
    expect(taken[0]).toBeGreaterThan(70)
    expect(Object.values(logsOf(t))).toEqual(Array.from({ length: 5 }, () => 'B1 C1 D1'))
  })
  test('with its letter, at a later token site: no token with a hole', () => {
    const lost = loseAt('BROADCAST.1', 'R3')
    const t = trial(list({ letters: 3 }), { interventions: lost })
    const first = (kind: number) => Number(records(t.trace, kind, /R3/)[0])
    expect(first(Kind.tokenAccepted)).toBeGreaterThan(first(Kind.held))
    expect(t.trace.string(t.trace.b(first(Kind.held)))).toBe('B1')
    expect(t.summary.violations).toEqual([])
    const never = loseAt('REPAIR.*', 'R3')
    const args = { letters: 3, tokenGuard: 'unchecked' }
    expect(broken(trial(list(args), { interventions: [...lost, ...never] }))).toEqual([
      'token-complete',
    ])
  })
  test('where nothing follows, it is missed when the token comes round', () => {
    const packets = ['BROADCAST.1', 'TOKEN-ACK.1', 'CONFIRM.1']
    const t = trial(list({ letters: 1, resilience: 0 }), {
      interventions: packets.flatMap((packet) => loseAt(packet, 'R5')),
    })
    expect(logsOf(t)['R5.site']).toBe('B1')
    expect(t.summary.simulatedNs).toBeGreaterThan(1.5e9)
  })
})

describe('a new list', () => {
  test('without a majority there is none: the site stops', () => {
    const t = trial(list({ letters: 10 }), { interventions: [at(45, 'cut', 'cable', 30)] })
    expect(t.summary.violations).toEqual([])
    expect(t.summary.endReason).toBe('quiescent')
    const ended = records(t.trace, Kind.processDestroyed)
    expect(ended.map((i) => t.trace.nameOf(t.trace.entity(i)))).toEqual(['R1.site'])
    // D1 was acknowledged; that another site had it was not heard before the cable was cut.
    expect(logsOf(t)['R1.site']).toBe('B1 C1')
    expect(logsOf(t)['R2.site']?.split(' ')).toHaveLength(8)
  })
  test('of less than a majority: majority-list sounds', () => {
    const t = trial(list({ letters: 10, majority: 'not-required' }), {
      interventions: [at(45, 'cut', 'cable', 30)],
    })
    expect(broken(t)).toContain('majority-list')
  })
  test('begins with the longest history: with the caller’s, what was delivered is lost', () => {
    // R2 dies with the token when it and R1 have delivered its letter, of which the others have heard nothing.
    const interventions = [
      ...['BROADCAST.1', 'TOKEN-ACK.1', 'CONFIRM.1'].flatMap((packet) =>
        loseAt(packet, 'R3', 'R4', 'R5'),
      ),
      at(50, 'crash', 'R2'),
    ]
    const args = { letters: 3, perSecond: 10 }
    const kept = trial(list(args), { interventions })
    expect(kept.summary.violations).toEqual([])
    expect(logsOf(kept)['R4.site']).toBe('B1 C1 D1')
    const lost = trial(list({ ...args, newTokenSite: 'caller' }), { interventions })
    expect(broken(lost)).toEqual(expect.arrayContaining(['prefix-logs', 'survivors-agree']))
    expect(lost.summary.metrics.messagesLost).not.toBe(0)
  })
})

test('delivered at once, it may be with one site: held-by-resilience sounds', () => {
  expect(broken(trial(list({ letters: 3, delivery: 'at-once' })))).toEqual(['held-by-resilience'])
})

describe('over many seeds', () => {
  const ACTS = ['delay', 'duplicate', 'lose'] as const
  test('loss, delay and duplication lose nothing and mix nothing up', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const args = {
        resilience: seed % 5,
        letters: 12,
        perSecond: [20, 100, 400][seed % 3] as number,
      }
      const interventions = [1, 2, 3].map((n) =>
        at(
          10 + seed * n,
          ACTS[(seed + n) % 3] as string,
          '*',
          (seed + n) % 3 === 0 ? 30_000 : undefined,
        ),
      )
      const t = trial(list(args, (seed % 5) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      for (const log of Object.values(logsOf(t))) expect(log.split(' ')).toHaveLength(12)
    }
  })
  test('up to L crashes at any time lose nothing', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const resilience = 1 + (seed % 2)
      const args = { resilience, letters: 12, perSecond: [20, 100, 400][seed % 3] as number }
      const interventions = Array.from({ length: resilience }, (_, i) =>
        at(15 + ((seed * 37 + i * 61) % 120), 'crash', i === 0 ? 'R1' : `R${2 + (seed % 4)}`),
      )
      const t = trial(list(args, (seed % 3) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      expect([seed, t.summary.metrics.messagesLost]).toEqual([seed, 0])
    }
  })
  test('a partition of up to L sites that heals loses nothing', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const resilience = 1 + (seed % 2)
      const args = { resilience, letters: 12, perSecond: [20, 100, 400][seed % 3] as number }
      const metre = resilience === 1 || seed % 4 > 1 ? 30 : 50
      const interventions = [
        at(15 + ((seed * 37) % 120), 'cut', 'cable', metre),
        at(400 + ((seed * 97) % 2000), 'heal', 'cable'),
      ]
      const t = trial(list(args, (seed % 3) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      for (const log of Object.values(logsOf(t)))
        expect([seed, log.split(' ').length]).toEqual([seed, 12])
    }
  })
})
