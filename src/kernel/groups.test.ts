/** Process groups, sentence by sentence: facts/v-system §2. */
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { IgnoreReason, Kind, SendResult } from '../trace/kinds.ts'
import { type Room, records, room, type Trial, trial } from '../worker/trial.ts'

const FS = [{ name: 'fs', number: 1 }]

/** A client on A, a member on each of S1 … Sn. */
function query(members: number, parts: Partial<Room> & { asker?: object; member?: object } = {}) {
  const { asker = {}, member = {}, ...rest } = parts
  return room({
    network: { preset: 'eth10' },
    groups: FS,
    hosts: [
      { name: 'A', metre: 10, buffers: 32 },
      { name: 'S', metre: 20, spacing: 5, count: members, role: 'server' },
    ],
    processes: [
      {
        name: 'member',
        host: 'S',
        program: 'member',
        args: { group: { process: 'fs' }, ...member },
      },
      {
        name: 'client',
        host: 'A',
        program: 'asker',
        args: { group: { process: 'fs' }, replies: members, ...asker },
        startMs: 10,
      },
    ],
    ...rest,
  })
}
const frames = ({ trace }: Trial, type: RegExp) => records(trace, Kind.packetOut, type).length
const count = ({ trace }: Trial, kind: number) => records(trace, kind).length
const result = ({ trace }: Trial, nth = 0) => trace.a(records(trace, Kind.sendClose)[nth] as number)
const script = (name: string, host: string, ops: readonly unknown[], startMs = 0) => ({
  name,
  host,
  program: 'script',
  args: { do: ops },
  startMs,
})

describe('Send to a group', () => {
  test.each([1, 2, 5, 8])('one frame and %i replies; nobody asks twice', (n) => {
    const t = trial(query(n))
    expect([frames(t, /SEND\./), frames(t, /REPLY\./)]).toEqual([1, n])
    expect(records(t.trace, Kind.received)).toHaveLength(n)
  })
  test('returns with the first reply; GetReply brings each other member once', () => {
    const t = trial(query(5))
    expect(result(t)).toBe(SendResult.replied)
    const got = records(t.trace, Kind.gotReply).map((i) => t.trace.a(i))
    expect(got).toHaveLength(4)
    expect(new Set(got).size).toBe(4)
  })
  test('GetReply yields nothing after its time-out', () => {
    const t = trial(query(2, { asker: { replies: 9, timeoutMs: 30 } }))
    const last = records(t.trace, Kind.gotReply).at(-1) as number
    expect(t.trace.a(last)).toBe(-1)
  })
  test('the next Send throws away what nobody fetched, and late replies find nobody', () => {
    const t = trial(query(4, { asker: { replies: 1, queries: 2, thinkMs: 20 } }))
    const flushed = records(t.trace, Kind.repliesFlushed).map((i) => t.trace.a(i))
    expect(flushed).toEqual([3])
  })
  test('a member that missed it never hears of it, though the Send succeeded', () => {
    const lost = { time: 0, action: 'lose', target: 'A.client/send1/SEND.*@S2' }
    const t = trial(query(3, { asker: { replies: 3 } }), { interventions: [lost] })
    expect(result(t)).toBe(SendResult.replied)
    expect(frames(t, /SEND\./)).toBe(1)
    expect(records(t.trace, Kind.received)).toHaveLength(2)
  })
  test('lost on the way to all it is sent again, until one answers', () => {
    const lost = { time: 0, action: 'lose', target: 'A.client/send1/SEND.1' }
    const t = trial(query(3), { interventions: [lost] })
    expect(frames(t, /SEND\./)).toBe(2)
    expect(records(t.trace, Kind.received)).toHaveLength(3)
  })
  test('a second copy is executed by nobody, and the answer given again', () => {
    const one = { time: 0, action: 'lose', target: 'A.client/send1/REPLY.1' }
    const two = { time: 0, action: 'lose', target: 'A.client/send1/REPLY.2' }
    const t = trial(query(2), { interventions: [one, two] })
    expect(result(t)).toBe(SendResult.replied)
    expect(count(t, Kind.executed)).toBe(2)
    expect(count(t, Kind.duplicate)).toBe(2)
    expect(frames(t, /REPLY\./)).toBe(4)
  })
  test('no kernel answers a multicast with a NACK; without a member it ends after its retries', () => {
    const t = trial(query(0))
    expect(result(t)).toBe(SendResult.noAnswer)
    expect([frames(t, /SEND\./), frames(t, /NACK/)]).toEqual([6, 0])
  })
  test('members here and there: those here need no frame', () => {
    const t = trial(
      room({
        network: { preset: 'eth10' },
        groups: FS,
        hosts: [
          { name: 'A', metre: 10 },
          { name: 'B', metre: 20 },
        ],
        processes: [
          { name: 'here', host: 'A', program: 'member', args: { group: { process: 'fs' } } },
          { name: 'there', host: 'B', program: 'member', args: { group: { process: 'fs' } } },
          {
            name: 'client',
            host: 'A',
            program: 'asker',
            args: { group: { process: 'fs' }, replies: 2 },
            startMs: 10,
          },
        ],
      }),
    )
    expect(records(t.trace, Kind.received)).toHaveLength(2)
    expect(records(t.trace, Kind.packetOut)).toHaveLength(2)
    expect(count(t, Kind.gotReply)).toBe(1)
  })
})

describe('an address that two groups share', () => {
  const two = (high: number): ScenarioDocument =>
    room({
      network: { preset: 'eth10' },
      groups: [...FS, { name: 'other', number: 1, high }],
      hosts: [
        { name: 'A', metre: 10 },
        { name: 'B', metre: 20 },
        { name: 'C', metre: 30 },
      ],
      processes: [
        { name: 'member', host: 'B', program: 'member', args: { group: { process: 'fs' } } },
        {
          name: 'other-member',
          host: 'C',
          program: 'member',
          args: { group: { process: 'other' } },
        },
        {
          name: 'client',
          host: 'A',
          program: 'asker',
          args: { group: { process: 'fs' }, replies: 1 },
          startMs: 10,
        },
      ],
    })
  test('the interface lets the frame through, and software tells the groups apart', () => {
    const t = trial(two(7))
    const ignored = records(t.trace, Kind.ignored)
    expect(ignored.map((i) => t.trace.b(i))).toEqual([IgnoreReason.noMember])
    expect(records(t.trace, Kind.received)).toHaveLength(1)
  })
})

describe('membership', () => {
  const hosts = [
    { name: 'A', metre: 10 },
    { name: 'B', metre: 20 },
  ]
  const made = (options: object, joiner: object) =>
    trial(
      room({
        network: { preset: 'eth10' },
        hosts,
        processes: [
          {
            ...script('maker', 'A', [
              { createGroup: { as: 'g', ...options } },
              { setPid: { logicalId: 9, scope: 'both' } },
              { receive: true },
              { reply: { value: { variable: 'g' } } },
              { sleep: { ms: 900 } },
            ]),
            user: 'ann',
          },
          {
            ...script(
              'joiner',
              'B',
              [
                { getPid: { logicalId: 9, scope: 'both', as: 'maker' } },
                { send: { to: { variable: 'maker' } }, as: 'g' },
                { joinGroup: { group: { variable: 'g' }, as: 'result' } },
              ],
              500,
            ),
            ...joiner,
          },
        ],
      }),
    )
  test('a restricted group takes its creator’s user and no other', () => {
    const ann = made({ restricted: true }, { user: 'ann' })
    const bob = made({ restricted: true }, { user: 'bob' })
    expect([count(ann, Kind.joined), count(ann, Kind.joinRefused)]).toEqual([2, 0])
    expect([count(bob, Kind.joined), count(bob, Kind.joinRefused)]).toEqual([1, 1])
  })
  test('an open one takes anybody; joining twice and joining what is not there are refused', () => {
    expect(count(made({}, { user: 'bob' }), Kind.joined)).toBe(2)
    const twice = trial(
      room({
        groups: FS,
        hosts,
        processes: [
          script('p', 'A', [
            { joinGroup: { group: 'fs', as: 'first' } },
            { joinGroup: { group: 'fs', as: 'second' } },
            { set: { variable: 'g', value: 50_000 } },
            { joinGroup: { group: { variable: 'g' }, as: 'third' } },
          ]),
        ],
      }),
    )
    const refused = records(twice.trace, Kind.joinRefused).map((i) => twice.trace.b(i))
    expect(refused).toEqual([3, 2])
  })
  test('a crash is a silent leave', () => {
    const t = trial(query(2), {
      interventions: [{ time: 5_000_000, action: 'crash', target: 'S2' }],
    })
    expect(frames(t, /./)).toBe(2)
    const left = records(t.trace, Kind.left).map((i) => t.trace.nameOf(t.trace.a(i)))
    expect(left).toEqual(['S2.member'])
    expect(records(t.trace, CHANGE + Field.memberOf)).toHaveLength(3)
  })
  test('nothing is delivered after LeaveGroup, not even what waited', () => {
    const t = trial(
      room({
        network: { preset: 'eth10' },
        groups: FS,
        hosts,
        processes: [
          script('leaver', 'B', [
            { joinGroup: { group: 'fs', as: 'joined' } },
            { sleep: { ms: 40 } },
            { leaveGroup: 'fs' },
            { receive: true },
          ]),
          {
            name: 'client',
            host: 'A',
            program: 'asker',
            args: { group: { process: 'fs' } },
            startMs: 10,
          },
        ],
        timeMs: 2000,
      }),
    )
    expect(count(t, Kind.received)).toBe(0)
    expect(result(t)).toBe(SendResult.noAnswer)
  })
  test('a local group is sent to one machine, and by its own address', () => {
    const t = trial(
      room({
        network: { preset: 'eth10' },
        hosts: [...hosts, { name: 'C', metre: 30 }],
        processes: [
          script('maker', 'A', [
            { createGroup: { as: 'g', local: true } },
            { setPid: { logicalId: 9, scope: 'both' } },
            { receive: true },
            { reply: { value: { variable: 'g' } } },
            { receive: true },
            { reply: {} },
          ]),
          script(
            'client',
            'B',
            [
              { getPid: { logicalId: 9, scope: 'both', as: 'maker' } },
              { send: { to: { variable: 'maker' } }, as: 'g' },
              { send: { to: { variable: 'g' }, value: 1 } },
            ],
            50,
          ),
        ],
      }),
    )
    const heard = records(t.trace, Kind.accepted, /send2\/SEND/).map((i) => t.trace.a(i))
    expect(heard.map((host) => t.trace.nameOf(host))).toEqual(['A'])
    expect(result(t, 2)).toBe(SendResult.replied)
  })
})

describe('QueryGroup', () => {
  test('says whether anybody answers for the group', () => {
    const ask = script(
      'client',
      'A',
      [
        { queryGroup: { group: { process: 'fs' }, as: 'held' } },
        { queryGroup: { group: { process: 'empty' }, as: 'unheld' } },
      ],
      10,
    )
    const t = trial(
      room({
        network: { preset: 'eth10' },
        groups: [...FS, { name: 'empty', number: 2 }],
        hosts: [
          { name: 'A', metre: 10 },
          { name: 'S1', metre: 20 },
        ],
        processes: [
          script('member', 'S1', [{ joinGroup: { group: { process: 'fs' } } }, { receive: true }]),
          ask,
        ],
      }),
    )
    const kept = records(t.trace, CHANGE + Field.value).map((i) => t.trace.b(i))
    expect(kept).toEqual([1, 0])
  })
})

describe('faults', () => {
  test('a member destroyed between delivery and reply: the others’ answers are all there is', () => {
    const t = trial(query(2, { member: { serviceMicros: 20_000 } }), {
      interventions: [{ time: 20_000_000, action: 'destroy', target: 'S1.member' }],
    })
    expect(result(t)).toBe(SendResult.replied)
    expect(frames(t, /NACK/)).toBe(0)
    expect(frames(t, /REPLY\./)).toBe(1)
  })
  test('a member that leaves with a message in hand answers it all the same, and gets no other', () => {
    const leaver = script('leaver', 'S1', [
      { joinGroup: { group: 'fs', as: 'joined' } },
      { receive: true },
      { leaveGroup: 'fs' },
      { sleep: { ms: 150 } },
      { reply: { value: 1 } },
    ])
    const parts = query(1, { asker: { queries: 2, replies: 1 } })
    const t = trial({ ...parts, processes: [leaver, ...parts.processes.slice(1)] })
    expect([result(t, 0), result(t, 1)]).toEqual([SendResult.replied, SendResult.noAnswer])
    expect(count(t, Kind.received)).toBe(1)
    // The second copy comes when its interface does not listen for the group any more.
    expect(count(t, Kind.packetIn)).toBe(2)
  })
  test('a sender destroyed while waiting: replies find nobody', () => {
    const t = trial(query(2, { member: { serviceMicros: 20_000 } }), {
      interventions: [{ time: 20_000_000, action: 'destroy', target: 'A.client' }],
    })
    expect(result(t)).toBe(SendResult.destroyed)
    const ignored = records(t.trace, Kind.ignored).map((i) => t.trace.b(i))
    expect(ignored).toEqual([IgnoreReason.nobodyWaits, IgnoreReason.nobodyWaits])
  })
  test('a partition that heals: the next copy reaches the members', () => {
    const t = trial(query(2, { member: {} }), {
      interventions: [
        { time: 5_000_000, action: 'cut', target: 'cable', amount: 15 },
        { time: 150_000_000, action: 'heal', target: 'cable' },
      ],
    })
    expect(result(t)).toBe(SendResult.replied)
    expect(frames(t, /SEND\./)).toBe(3)
  })
})
