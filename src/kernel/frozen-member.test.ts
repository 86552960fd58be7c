// What is sent to a group that a frozen program is a member of: taken in by the copy that goes on, at most once, and by no
// other; and what its kernel knew of its groups and names goes along with it.
import { describe, expect, test } from 'vitest'
import { mover } from '../programs/mover.ts'
import { working } from '../programs/moving-guest.ts'
import type { Part } from '../programs/part.ts'
import { PARTS } from '../programs/parts.ts'
import { processMigration } from '../scenarios/process-migration/document.ts'
import { JoinRefusal, Kind, SendResult } from '../trace/kinds.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { records, type Trial, trial } from '../worker/trial.ts'
import { message, Request, Result } from './message.ts'
import { NO_PROCESS, type Pid } from './pid.ts'
import {
  Allocate,
  Compute,
  CreateGroup,
  Delay,
  Executed,
  Forward,
  GetReply,
  JoinGroup,
  Receive,
  Reply,
  Send,
  SetPid,
  Show,
} from './system-calls.ts'

const NAME = 77
const KILOBYTES = 192
const MS = 1_000_000

/** Joins a group, or makes one, and counts what it is sent; each takes it so long. */
function* counter(group: Pid, serviceNs: number, allocates: boolean) {
  if (allocates) yield* Allocate(KILOBYTES * 1024)
  if (group === NO_PROCESS) yield* Show('group', yield* CreateGroup({ restricted: true }))
  else yield* JoinGroup(group)
  yield* SetPid(NAME, 'both')
  for (let count = 1; ; count++) {
    const { from } = yield* Receive()
    yield* Compute(serviceNs)
    yield* Executed(from)
    yield* Reply(message(Result.ok, count), from)
  }
}

/** Asks a group, and fetches the other answers when it is elsewhere. */
function* caller(group: Pid) {
  yield* Allocate(KILOBYTES * 1024)
  yield* Delay(315 * MS)
  yield* Send(group, message(Request.areYouAlive, 1))
  yield* Compute(100 * MS)
  for (let got = 1; yield* GetReply(50 * MS); ) yield* Show('answers', ++got)
  for (;;) yield* Receive()
}

/** Passes on to the program whatever it is asked. */
function* forwarder(home: Pid) {
  const which = yield* Send(home, message(Request.whichProgram))
  const guest = ((which.message?.value ?? 0) >>> 0) as Pid
  for (;;) {
    const { from, message: asked } = yield* Receive()
    yield* Executed(from)
    yield* Forward(asked, from, guest)
  }
}
const forwarderPart: Part = {
  name: 'passing-on',
  args: { home: { type: 'process', says: 'who has the program' } },
  create: (args) => forwarder(args.process('home')),
}

const work = {
  kilobytes: KILOBYTES,
  workingSetKB: 32,
  dirtyKBps: 50,
  untilNs: 2_000_000_000,
  leansOn: NO_PROCESS,
}
const joiningMover: Part = {
  name: 'joining-mover',
  args: {
    taker: { type: 'process', says: 'who takes the program over' },
    room: { type: 'process', says: 'who has room for it' },
    group: { type: 'process', says: 'what its processes join' },
    counters: { type: 'number', default: 1, says: 'how many' },
    first: { type: 'word', default: 'counts', words: ['counts', 'makes', 'calls'], says: 'what' },
    serviceMs: { type: 'number', default: 0, says: 'for each request, ms' },
  },
  create: (args) =>
    mover(
      {
        taker: args.process('taker'),
        room: args.process('room'),
        kilobytes: KILOBYTES,
        method: 'freeze-and-copy',
        roundsMax: 3,
        pauseNs: 10_000_000,
        oldCopy: 'deleted',
        inDoubt: 'asks',
        rest: true,
        answers: true,
        stateNs: 14_000_000,
        eachNs: 9_000_000,
      },
      work,
      [
        ...Array.from({ length: args.number('counters') }, (_, i) => ({
          name: i === 0 ? 'counter' : `counter${i + 1}`,
          program: 'counting',
          user: 1,
          create: () => {
            const group = args.process('group')
            if (args.word('first') === 'calls') return caller(group)
            const joins = args.word('first') === 'makes' ? NO_PROCESS : group
            return counter(joins, args.number('serviceMs') * MS, i === 0)
          },
        })),
        { name: 'worker', program: 'working', user: 1, create: () => working(work) },
      ],
    ),
}
for (const part of [joiningMover, forwarderPart]) (PARTS as Map<string, Part>).set(part.name, part)

interface Asking {
  readonly host: string
  /** When it asks, ms. The program is frozen from 327 ms to 1.23 s. */
  readonly afterMs: number
  readonly do?: readonly unknown[]
  /** Machines with members of their own. */
  readonly members?: readonly string[]
  /** What a member takes for a request, ms. */
  readonly memberMs?: number
  readonly counters?: number
  readonly serviceMs?: number
  readonly switches?: Readonly<Record<string, SwitchValue>>
  readonly lose?: readonly string[]
  readonly first?: 'counts' | 'makes' | 'calls'
  readonly number?: number
  readonly user?: string
  readonly oldGoesMs?: number
}
const GROUP = { process: 'g' }
const sends = [{ send: { to: GROUP }, as: 'answer' }]

function asked({ host, afterMs, members = [], ...rest }: Asking): Trial {
  const {
    memberMs = 0,
    counters = 1,
    serviceMs = 0,
    switches = {},
    lose = [],
    first = 'counts',
  } = rest
  const own = { taker: { process: 'New.taker' }, room: { process: 'New.room' } }
  const moving = {
    program: 'joining-mover',
    args: { ...own, group: GROUP, counters, serviceMs, first },
  }
  const kept = processMigration.processes.filter(({ name }) => name !== 'client')
  const processes = kept.map((part) => (part.name === 'mover' ? { ...part, ...moving } : part))
  const asker = {
    name: 'asker',
    host,
    program: 'script',
    args: { do: rest.do ?? sends },
    startMs: afterMs,
    user: rest.user ?? 'ann',
  }
  const passesOn = {
    ...asker,
    name: 'forwarder',
    host: 'Old',
    program: 'passing-on',
    startMs: 5,
    user: 'ann',
  }
  const others = members.map((each) => ({
    name: 'member',
    host: each,
    program: 'member',
    args: { group: GROUP, serviceMicros: memberMs * 1000 },
  }))
  const document = {
    ...processMigration,
    groups: [{ name: 'g', number: rest.number ?? 1 }],
    kernel: {
      dialect: 'v',
      options: { ...processMigration.kernel?.options, groupNumbers: 1 },
    },
    processes: [
      ...processes,
      ...others,
      { ...passesOn, args: { home: { process: 'Old.mover' } } },
      asker,
    ],
    checks: ['one-copy-runs'],
    metrics: [],
    figures: [],
    predictions: [],
    sweeps: [],
    story: [],
    promisedWhen: {},
  }
  const { oldGoesMs } = rest
  const goes =
    oldGoesMs === undefined ? [] : [{ time: oldGoesMs * MS, action: 'crash', target: 'Old' }]
  const interventions = [...lose.map((target) => ({ time: 0, action: 'lose', target })), ...goes]
  return trial(document as typeof processMigration, {
    switches: { addressSpaceKB: KILOBYTES, ...switches },
    interventions,
  })
}
const executed = ({ trace }: Trial) =>
  records(trace, Kind.received)
    .filter((i) => /asker\/send/.test(trace.nameOf(trace.entity(i))))
    .map((i) => trace.nameOf(trace.a(i)))
    .sort()
const results = ({ trace }: Trial) =>
  records(trace, Kind.sendClose)
    .filter((i) => /asker\/send/.test(trace.nameOf(trace.entity(i))))
    .map((i) => trace.a(i))
const broken = ({ summary }: Trial) => [
  ...summary.violations.map(({ says }) => says),
  ...(summary.endReason === 'quiescent' ? [] : [summary.endReason]),
]
const HOSTS = ['C', 'Old', 'New']

describe.each(HOSTS)('a Send by somebody on %s to a group', (host) => {
  test('of the frozen program alone waits, and is answered where that goes on', () => {
    for (const afterMs of [330, 450, 800, 1180, 1200, 1220]) {
      const t = asked({ host, afterMs })
      expect([afterMs, executed(t)]).toEqual([afterMs, ['New.counter']])
      expect([results(t), broken(t)]).toEqual([[SendResult.replied], []])
    }
  })
  test('that has another member too is answered by that; the frozen one never hears of it', () => {
    const t = asked({ host, afterMs: 450, members: ['C'] })
    expect([executed(t), results(t), broken(t)]).toEqual([['C.member'], [SendResult.replied], []])
    const putOff = [Kind.putOffFrozen, Kind.memberPutOff].flatMap((kind) => records(t.trace, kind))
    expect(putOff.length).toBeGreaterThan(0)
  })
  test('reaches each member once, wherever they are, though its first answers are lost', () => {
    for (const members of [['Old'], ['New'], ['Old', 'New']])
      for (const afterMs of [300, 318, 450, 1190, 1215, 1350]) {
        const lose = ['REPLY.1', 'REPLY.2', 'REPLY.3'].map((each) => `*.asker/send1/${each}`)
        const t = asked({ host, afterMs, members, lose })
        expect([members, afterMs, results(t), broken(t)]).toEqual([members, afterMs, [0], []])
        expect(new Set(executed(t)).size).toBe(executed(t).length)
      }
  })
  test('is taken up again here where the program stays', () => {
    const lose = [1, 2, 3, 4, 5, 6].map((copy) => `Old.mover/send3/SEND.${copy}`)
    const t = asked({ host, afterMs: 450, lose })
    expect([executed(t), results(t), broken(t)]).toEqual([
      ['Old.counter'],
      [SendResult.replied],
      [],
    ])
  })
})

test('who was frozen has the copy that comes after, where it stays beside one whose answers are lost', () => {
  const calls = [1, 2, 3, 4, 5, 6].map((copy) => `Old.mover/send3/SEND.${copy}`)
  const replies = Array.from({ length: 12 }, (_, i) => `C.asker/send1/REPLY.${i + 1}`)
  const t = asked({ host: 'C', afterMs: 1150, members: ['Old'], lose: [...calls, ...replies] })
  expect([executed(t), broken(t)]).toEqual([['Old.counter', 'Old.member'], []])
})

describe('what its kernel knows of it goes along', () => {
  test('what it has Received through a group, and what waits for it: each once, and answered', () => {
    const both = [...sends, { getReply: { ms: 400 } }, { getReply: { ms: 400 } }]
    for (const afterMs of [317, 320, 324]) {
      const t = asked({ host: 'C', afterMs, counters: 2, serviceMs: 40, do: both })
      expect(executed(t)).toEqual(['Old.counter', 'Old.counter2'])
      const repliers = records(t.trace, Kind.replied)
        .filter((i) => /asker\/send/.test(t.trace.nameOf(t.trace.entity(i))))
        .map((i) => t.trace.nameOf(t.trace.a(i)))
      expect([afterMs, repliers.sort()]).toEqual([afterMs, ['New.counter', 'New.counter2']])
      const got = records(t.trace, Kind.gotReply).map((i) => t.trace.nameOf(t.trace.a(i)))
      expect([got.length, broken(t)]).toEqual([2, []])
    }
  })
  test.each(HOSTS)(
    'a queue of what came from %s through a group, and was answered by others',
    (host) => {
      const four = Array.from({ length: 4 }, () => sends).flat()
      const t = asked({ host, afterMs: 305, members: ['C'], serviceMs: 30, do: four })
      expect(executed(t).filter((name) => name === 'C.member')).toHaveLength(4)
      expect(executed(t).filter((name) => name === 'Old.counter').length).toBeLessThan(4)
      expect(executed(t).filter((name) => name.endsWith('.counter'))).toHaveLength(4)
    },
  )
  test('its groups are as open, and as closed, as they were', () => {
    const joins = [{ joinGroup: { group: GROUP, as: 'joined' } }]
    const joining = { host: 'New', afterMs: 1600, first: 'makes', number: 256, do: joins } as const
    const refused = asked({ ...joining, user: 'bob' })
    expect(records(refused.trace, Kind.joinRefused).map((i) => refused.trace.b(i))).toEqual([
      JoinRefusal.anotherUser,
    ])
    expect(records(asked({ ...joining, user: 'ann' }).trace, Kind.joinRefused)).toEqual([])
  })
  test('its names: it is found by them though the old machine is gone', () => {
    const finds = [
      { getPid: { logicalId: NAME, scope: 'both', as: 'program' } },
      { send: { to: { variable: 'program' } } },
    ]
    const t = asked({ host: 'C', afterMs: 1600, oldGoesMs: 1500, do: finds })
    expect([executed(t), results(t)]).toEqual([['New.counter'], [SendResult.replied]])
  })
  test('answers to what it has asked a group itself', () => {
    const t = asked({ host: 'C', afterMs: 1600, members: ['C', 'New', 'Old'], first: 'calls' })
    const got = records(t.trace, Kind.gotReply).filter((i) => t.trace.a(i) >= 0)
    expect(got).toHaveLength(2)
  })
})

test.each(HOSTS)(
  'a group is stopped on the word of somebody on %s where its member goes on',
  (host) => {
    const t = asked({ host, afterMs: 450, do: [{ suspend: GROUP }] })
    expect(records(t.trace, Kind.controlled).map((i) => t.trace.nameOf(t.trace.a(i)))).toEqual([
      'New.counter',
    ])
  },
)

test.each(HOSTS)('what somebody on %s asked another is passed on to it, and done once', (host) => {
  const asks = [{ send: { to: { process: 'Old.forwarder' } } }]
  for (const serviceMs of [0, 40])
    for (const afterMs of [314, 318, 322, 450, 1190, 1215]) {
      const lose = ['REPLY.1', 'REPLY.2'].map((each) => `*.asker/send1/${each}`)
      const t = asked({ host, afterMs, serviceMs, do: asks, lose: afterMs === 322 ? lose : [] })
      const by = executed(t).filter((name) => !name.endsWith('forwarder'))
      expect([afterMs, serviceMs, by.length, executed(t).length]).toEqual([
        afterMs,
        serviceMs,
        1,
        2,
      ])
      expect([afterMs, serviceMs, results(t), broken(t)]).toEqual([afterMs, serviceMs, [0], []])
    }
})
