/** Two-phase commitment on real machines: what it costs, what each crash leaves, and what each mutant breaks. */
import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

const CHECKS = [
  'one-decision',
  'commit-after-prepared',
  'commit-record-decides',
  'no-unilateral-abort',
  'in-doubt-holds-locks',
  'knower-frees',
]
const METRICS = [
  'messagesSent',
  'recoveryMessages',
  'forcedWrites',
  'commitMs',
  'participantState',
  'decisionsDiffering',
  'inDoubtMs',
  'lockWaitMs',
  'decisionState',
]

interface Setting {
  readonly n?: number
  readonly forceMs?: number
  readonly transport?: 'unicast' | 'group'
  readonly readOnly?: number
  readonly noVotes?: number
  readonly policy?: string
  readonly readers?: number
  readonly lossPercent?: number
  readonly coordinator?: Record<string, string | number>
  readonly participant?: Record<string, string | number>
  readonly watcher?: Record<string, string | number>
  readonly seed?: number
  readonly interventions?: readonly Intervention[]
}

function commitment(setting: Setting): Trial {
  const { n = 3, forceMs = 15, transport = 'unicast', readers = 0, lossPercent = 0 } = setting
  const all = { processes: 'participant' }
  const watchers = { processes: 'watcher' }
  const way = { transport, group: { process: 'sites' } }
  const disk = { preset: 'constant', accessMs: forceMs }
  const document = room({
    network: { preset: 'eth10', lossPercent },
    options: { aliens: 32 },
    groups: [{ name: 'sites', number: 6 }],
    hosts: [
      { name: 'C', metre: 20, disk, buffers: 16 },
      { name: 'P', metre: 60, spacing: 30, count: n, disk },
      ...(readers > 0 ? [{ name: 'A', metre: 400, count: readers, spacing: 20 }] : []),
    ],
    processes: [
      {
        name: 'coordinator',
        host: 'C',
        program: 'commit-coordinator',
        restarts: true,
        args: { participants: all, ...way, ...setting.coordinator },
      },
      {
        name: 'client',
        host: 'C',
        program: 'transaction-client',
        startMs: 50,
        args: {
          coordinator: { process: 'coordinator' },
          participants: all,
          readOnly: setting.readOnly ?? 0,
        },
      },
      {
        name: 'participant',
        host: 'P',
        program: 'commit-participant',
        restarts: true,
        args: {
          participants: all,
          watchers,
          noVotes: setting.noVotes ?? 0,
          ...way,
          ...setting.participant,
        },
      },
      {
        name: 'watcher',
        host: 'P',
        program: 'commit-watcher',
        restarts: true,
        args: {
          participants: all,
          watchers,
          coordinator: { process: 'coordinator' },
          policy: setting.policy ?? 'patient',
          ...setting.watcher,
        },
      },
      ...(readers > 0
        ? [
            {
              name: 'reader',
              host: 'A',
              program: 'item-reader',
              startMs: 80,
              args: { participant: { process: 'P1.participant' }, looks: 2 },
            },
          ]
        : []),
    ],
    checks: CHECKS,
    metrics: METRICS,
  })
  const { seed = 1, interventions = [] } = setting
  // Of many runs only what checks and metrics say is kept: without `checks` nothing would look at them.
  const level = setting.seed ? 'nothing' : 'everything'
  return trial(document, { seed, interventions }, level, { checks: true })
}
const metrics = (setting: Setting) => commitment(setting).summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: Math.round(ms * 1e6),
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})

describe('what a commit costs', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('4N messages and 1 + 2N forced records, N = %i', (n) => {
    for (const forceMs of [5, 15, 30])
      expect(metrics({ n, forceMs })).toMatchObject({
        messagesSent: 4 * n,
        recoveryMessages: 0,
        forcedWrites: 1 + 2 * n,
        decisionState: 'committed',
        participantState: 'committed',
      })
  })
  test.each([1, 2, 3, 5, 8])('2 + 2N frames through the group, N = %i', (n) => {
    expect(metrics({ n, transport: 'group' })).toMatchObject({
      messagesSent: 2 + 2 * n,
      forcedWrites: 1 + 2 * n,
    })
  })
  test('who only reads costs two messages and no record', () => {
    for (const readOnly of [1, 2, 3])
      expect(metrics({ readOnly })).toMatchObject({
        messagesSent: 4 * (3 - readOnly) + 2 * readOnly,
        forcedWrites: readOnly === 3 ? 0 : 1 + 2 * (3 - readOnly),
        decisionState: 'committed',
      })
  })
  test('one no aborts all, and forces nothing at the coordinator', () => {
    for (const transport of ['unicast', 'group'] as const)
      for (const noVotes of [1, 2, 3]) {
        const { forcedWrites, decisionState, participantState } = metrics({ noVotes, transport })
        expect([decisionState, participantState]).toEqual(['aborted', 'aborted'])
        expect(forcedWrites).toBe(transport === 'unicast' ? 0 : 3 - noVotes)
      }
  })
  test('through the group the forces overlap', () => {
    const [one, all] = [metrics({}), metrics({ transport: 'group' })]
    expect(Number(one.commitMs)).toBeGreaterThan(4 * 15)
    expect(Number(all.commitMs)).toBeLessThan(3 * 15)
  })
})

/** The instants at which something is sent, taken up, decided or written: a cut just before and just after each. */
function arrows({ trace }: Trial): number[] {
  const kinds: readonly number[] = [
    Kind.packetOut,
    Kind.packetIn,
    Kind.received,
    Kind.replied,
    Kind.diskClose,
    Kind.decided,
    Kind.voted,
  ]
  const times = new Set<number>()
  for (let i = 0; i < trace.length; i++)
    if (kinds.includes(trace.kind(i)))
      for (const shift of [-1, 1]) times.add(Math.max(1, trace.time(i) + shift))
  return [...times].sort((x, y) => x - y)
}

describe('a crash at any arrow', () => {
  test.each([
    ['C', 'unicast'],
    ['P1', 'unicast'],
    ['P2', 'unicast'],
    ['C', 'group'],
    ['P2', 'group'],
  ] as const)(
    'of %s, by %s, leaves one decision and nobody in doubt',
    { timeout: 120_000 },
    (target, transport) => {
      const outcomes = new Set<string>()
      const states = new Set<string>()
      const times = arrows(commitment({ transport }))
      expect(times.length).toBeGreaterThan(60)
      for (const time of times) {
        const interventions = [
          { time, action: 'crash', target },
          { time: time + 700_000_000, action: 'reboot', target },
        ]
        {
          const policy = time % 4 < 2 ? 'patient' : 'cooperative'
          const run = commitment({ transport, policy, interventions, seed: 1 })
          const { endReason, violations, metrics: its } = run.summary
          expect([time, violations, endReason]).toEqual([time, [], 'quiescent'])
          expect([time, its.decisionsDiffering]).toEqual([time, 0])
          expect([time, String(its.participantState)]).not.toEqual([time, 'in-doubt'])
          outcomes.add(String(its.decisionState))
          states.add(String(its.participantState))
        }
      }
      expect([...outcomes].sort().slice(0, 2)).toEqual(['aborted', 'committed'])
      if (target !== 'C') expect(states).toContain('in-doubt-then-committed')
    },
  )
  test('after a yes the promise is found again, and the coordinator’s answer ends it', () => {
    const voted = commitment({})
    const vote = records(voted.trace, Kind.voted, /P2/)[0] as number
    const time = voted.trace.time(vote) + 10_000
    const run = commitment({
      interventions: [
        { time, action: 'crash', target: 'P2' },
        { time: time + 50_000_000, action: 'reboot', target: 'P2' },
      ],
    })
    expect(run.summary.metrics.participantState).toBe('in-doubt-then-committed')
  })
  test('before it the participant has forgotten, and all is aborted', () => {
    const run = commitment({ interventions: [at(58, 'crash', 'P2'), at(100, 'reboot', 'P2')] })
    expect(run.summary.metrics).toMatchObject({ decisionState: 'aborted' })
    expect(run.summary.violations).toEqual([])
  })
})

test('loss, delay, duplication, crashes and a cut of the cable break no promise', {
  timeout: 240_000,
}, () => {
  const ACTS = ['delay', 'duplicate', 'lose', 'corrupt']
  const ended = new Map<string, number>()
  for (let seed = 1; seed <= 200; seed++) {
    const when = (n: number) => 45 + ((seed * n) % 160)
    const who = ['C', 'P1', 'P2', 'P3'][seed % 4] as string
    const other = ['P3', 'C', 'P1', 'P2'][(seed >> 2) % 4] as string
    const cuts = seed % 5 === 0
    const interventions = [
      at(when(7), ACTS[seed % 4] as string, '*', 20_000),
      at(when(11), ACTS[(seed + 1) % 4] as string, '*/SEND.*', 400_000),
      at(when(13), ACTS[(seed + 2) % 4] as string, '*/REPLY.*', 50_000),
      ...(seed % 3 > 0
        ? [at(when(17), 'crash', who), at(when(17) + 300 + seed, 'reboot', who)]
        : []),
      ...(seed % 7 > 3
        ? [at(when(19), 'crash', other), at(when(19) + 900 + seed, 'reboot', other)]
        : []),
      ...(cuts
        ? [at(when(23), 'cut', 'cable@75', 75), at(when(23) + 1500, 'heal', 'cable@75', 75)]
        : []),
    ].sort((x, y) => x.time - y.time)
    const {
      violations,
      endReason,
      metrics: its,
    } = commitment({
      seed,
      transport: seed % 2 ? 'unicast' : 'group',
      policy: seed % 3 ? 'patient' : 'cooperative',
      lossPercent: (seed * 7) % 16,
      readers: seed % 4 === 1 ? 2 : 0,
      readOnly: seed % 6 === 2 ? 1 : 0,
      interventions,
    }).summary
    expect([seed, violations, endReason]).toEqual([seed, [], 'quiescent'])
    expect([seed, its.decisionsDiffering]).toEqual([seed, 0])
    const state = String(its.participantState)
    expect([seed, state.endsWith('in-doubt')]).toEqual([seed, false])
    ended.set(state, (ended.get(state) ?? 0) + 1)
  }
  expect(ended.get('committed')).toBeGreaterThan(10)
  expect(ended.get('aborted')).toBeGreaterThan(10)
  expect(ended.get('in-doubt-then-committed')).toBeGreaterThan(3)
  expect(ended.get('in-doubt-then-aborted')).toBeGreaterThan(3)
})

describe('what each mechanism is for: without it its check sounds', () => {
  const AFTER_FORCE = 127
  const down = (ms: number, target: string, again = 5000) => [
    at(ms, 'crash', target),
    ...(again > 0 ? [at(ms + again, 'reboot', target)] : []),
  ]
  test('with all of it none does', () => {
    const all = [
      commitment({ interventions: down(AFTER_FORCE, 'C'), readers: 2 }),
      commitment({ interventions: down(150, 'C'), policy: 'cooperative', readers: 2 }),
      commitment({ interventions: down(100, 'C') }),
    ]
    expect(all.flatMap(broken)).toEqual([])
    const lit = all.flatMap(({ trace }) =>
      records(trace, Kind.exercised).map((i) => trace.localName(trace.entity(i))),
    )
    expect(new Set(lit.filter((id) => CHECKS.includes(id)))).toEqual(new Set(CHECKS))
  })
  test('an impatient participant makes two truths', () => {
    const run = commitment({ policy: 'impatient', interventions: down(AFTER_FORCE, 'C') })
    expect(broken(run).sort()).toEqual([
      'commit-record-decides',
      'no-unilateral-abort',
      'one-decision',
    ])
    expect(run.summary.metrics).toMatchObject({ decisionsDiffering: 1, decisionState: 'committed' })
  })
  test('a yes before it is on the disk is forgotten in a crash', () => {
    const run = commitment({
      participant: { vote: 'before-force' },
      interventions: down(70, 'P3', 100),
    })
    expect(broken(run)).toContain('commit-after-prepared')
  })
  test('a commit told before it is on the disk can still be lost', () => {
    const coordinator = { tell: 'before-force' }
    expect(broken(commitment({ coordinator }))).toEqual(['commit-record-decides'])
    const crashed = commitment({ coordinator, interventions: down(130, 'C') })
    expect(broken(crashed)).toContain('one-decision')
  })
  test('locks given up with the vote show what may never be', () => {
    const participant = { locks: 'until-voted' }
    expect(broken(commitment({ participant, readers: 1 }))).toEqual(['in-doubt-holds-locks'])
  })
  test('without the others’ help who could be told waits for ever', () => {
    const dead = { interventions: down(150, 'C', 0), watcher: { rounds: 5 } }
    expect(broken(commitment({ ...dead, policy: 'patient' }))).toEqual(['knower-frees'])
    expect(broken(commitment({ ...dead, policy: 'cooperative' }))).toEqual([])
  })
})

describe('a log that is full', () => {
  test('at the participants: nobody can promise, and all is aborted', () => {
    const run = commitment({ participant: { logBlocks: 0 } })
    expect(run.summary.metrics).toMatchObject({ decisionState: 'aborted', forcedWrites: 0 })
    expect(broken(run)).toEqual([])
  })
  test('at the coordinator: it cannot decide to commit, so it aborts', () => {
    const run = commitment({ coordinator: { logBlocks: 0 } })
    expect(run.summary.metrics).toMatchObject({
      decisionState: 'aborted',
      participantState: 'aborted',
    })
    expect(broken(run)).toEqual([])
  })
  test('after the promise: it is kept, and nobody says that it knows', () => {
    const run = commitment({ participant: { logBlocks: 1 }, watcher: { rounds: 3 } })
    expect(run.summary.metrics).toMatchObject({
      decisionState: 'committed',
      participantState: 'in-doubt',
      decisionsDiffering: 0,
    })
    expect(records(run.trace, Kind.forgotten)).toEqual([])
  })
})
