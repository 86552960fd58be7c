/** The sequencer group: counts, gaps, crashes, and what is kept over many seeds. */
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

const METRICS = [
  'framesPerBroadcast',
  'framesInAllPerBroadcast',
  'payloadCopies',
  'broadcastMs',
  'retransmitRequests',
  'orderViolations',
  'messagesLost',
]

function group(
  args: Record<string, string | number>,
  lossPercent = 0,
  members = 5,
): ScenarioDocument {
  const { resilience = 0 } = args
  return {
    ...room({
      network: { preset: 'eth10', lossPercent },
      groups: [{ name: 'team', number: 1 }],
      hosts: [{ name: 'R', metre: 20, spacing: 5, count: members, buffers: 16 }],
      processes: [
        {
          name: 'member',
          host: 'R',
          program: 'ordered-member',
          args: { group: { process: 'team' }, members: { processes: 'member' }, ...args },
        },
      ],
      checks: ['prefix-logs', 'survivors-agree'],
      metrics: METRICS,
    }),
    switches: [
      {
        kind: 'number',
        key: 'resilience',
        label: 'r',
        min: 0,
        max: 8,
        step: 1,
        default: Number(resilience),
        unit: '',
      },
    ],
  }
}
const at = (ms: number, action: string, target: string): Intervention => ({
  time: ms * 1e6,
  action,
  target,
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

describe('frames', () => {
  test.each([
    ['pb', 0, 2, 2],
    ['bb', 0, 2, 1],
    ['pb', 1, 4, 2],
    ['pb', 2, 5, 2],
    ['bb', 2, 5, 1],
    ['pb', 3, 6, 2],
  ])(
    '%s, r = %i: %i for a letter, its bytes %i times on the cable',
    (ordering, resilience, frames, copies) => {
      const t = trial(group({ ordering, resilience, letters: 20, bytes: 500 }))
      expect(t.summary.metrics).toMatchObject({ framesPerBroadcast: frames, payloadCopies: copies })
      expect(new Set(Object.values(logsOf(t))).size).toBe(1)
      expect(t.summary.violations).toEqual([])
      expect(t.summary.endReason).toBe('quiescent')
    },
  )
})

/** The sequencer’s own letter, lost on the way to all but as `resilience` needs, and then its power. */
const alone = (resilience: number, args: Record<string, string | number> = {}): Trial =>
  trial(group({ resilience, letters: 3, chairLetters: 1, chairMs: 50, everyMs: 40, ...args }), {
    interventions: [
      at(
        0,
        'lose',
        resilience === 0 ? 'R1.member/letter1/ORDERED.1' : 'R1.member/letter1/ACCEPT.1',
      ),
      at(58, 'crash', 'R1'),
    ],
  })

describe('a sequencer that dies when it alone has delivered', () => {
  test('takes the letter with it at r = 0', () => {
    const t = alone(0)
    expect(logsOf(t)['R1.member']).toContain('C1')
    expect(logsOf(t)['R2.member']).not.toContain('C1')
    expect(t.summary.metrics.messagesLost).toBe(1)
    expect(records(t.trace, Kind.installed)).toHaveLength(4)
  })
  test.each([1, 2])(
    'does not at r = %i: another holds it, and the next sequencer fetches it',
    (r) => {
      const t = alone(r)
      expect(logsOf(t)['R1.member']).toContain('C1')
      expect(logsOf(t)['R5.member']).toContain('C1')
      expect(t.summary.metrics.messagesLost).toBe(0)
      expect(t.summary.violations).toEqual([])
    },
  )
  test('does where it did not wait for the others: survivors-agree sounds', () => {
    const t = trial(
      group({
        resilience: 1,
        letters: 3,
        chairLetters: 1,
        chairMs: 50,
        everyMs: 40,
        acks: 'not-awaited',
      }),
      {
        interventions: [
          at(0, 'lose', 'R1.member/letter1/TENTATIVE.1'),
          at(0, 'lose', 'R1.member/letter1/ACCEPT.1'),
          at(58, 'crash', 'R1'),
        ],
      },
    )
    expect(broken(t)).toEqual(['survivors-agree'])
  })
})

test('without order two senders’ letters are in different places: prefix-logs sounds', () => {
  const t = trial(group({ ordering: 'off', letters: 2 }))
  expect(broken(t)).toContain('prefix-logs')
  expect(Number(t.summary.metrics.orderViolations)).toBeGreaterThan(0)
})

test('a gap is noticed with the next letter, and asked for', () => {
  const t = trial(group({ letters: 3 }), {
    interventions: [at(0, 'lose', 'R2.member/letter1/ORDERED.1@R4')],
  })
  expect(t.summary.metrics.retransmitRequests).toBe(1)
  expect(records(t.trace, Kind.gapSeen).map((i) => t.trace.nameOf(t.trace.entity(i)))).toEqual([
    'R4.member',
  ])
  expect(t.summary.violations).toEqual([])
})
test('a letter that nothing follows is missed until the sequencer asks', () => {
  const t = trial(group({ letters: 1, senders: 1 }), {
    interventions: [at(0, 'lose', 'R2.member/letter1/ORDERED.1@R4')],
  })
  expect(t.summary.violations).toEqual([])
  expect(t.summary.simulatedNs).toBeGreaterThan(8e9)
})
test.each(['R2', 'R4', 'R5'])('a group goes on without %s', (host) => {
  for (const resilience of [0, 2]) {
    const t = trial(group({ letters: 6, resilience }), { interventions: [at(45, 'crash', host)] })
    const logs = logsOf(t)
    expect([resilience, t.summary.violations]).toEqual([resilience, []])
    expect((logs['R3.member'] as string).split(' ').length).toBeGreaterThanOrEqual(6)
  }
})

describe('over many seeds', () => {
  const ACTS = ['delay', 'duplicate', 'lose'] as const
  test('loss, delay and duplication lose nothing and mix nothing up', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const args = {
        ordering: seed % 2 ? 'pb' : 'bb',
        resilience: seed % 4,
        letters: 6,
        historySize: 8,
      }
      const interventions = [1, 2, 3].map((n) => ({
        ...at(10 + seed * n, ACTS[(seed + n) % 3] as string, '*'),
        ...((seed + n) % 3 === 0 ? { amount: 30_000 } : {}),
      }))
      const t = trial(group(args, (seed % 5) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      for (const log of Object.values(logsOf(t))) expect(log.split(' ')).toHaveLength(12)
    }
  })
  test('up to r crashes at any time lose nothing', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const resilience = 1 + (seed % 2)
      const args = { ordering: seed % 3 ? 'pb' : 'bb', resilience, letters: 5 }
      const interventions = Array.from({ length: resilience }, (_, i) =>
        at(15 + ((seed * 37 + i * 61) % 120), 'crash', i === 0 ? 'R1' : `R${2 + (seed % 4)}`),
      )
      const t = trial(group(args, (seed % 3) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      expect([seed, t.summary.metrics.messagesLost]).toEqual([seed, 0])
    }
  })
})
