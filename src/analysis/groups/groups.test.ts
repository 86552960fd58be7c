/** The views of groups on real runs: who has heard what, whose logs part, who is in which group. */
import { describe, expect, test } from 'vitest'
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { type Room, records, room, type Trial, trial } from '../../worker/trial.ts'
import { inspect } from '../inspect.ts'
import { stageAt } from '../stage/stage-at.ts'
import { whyChain } from '../why.ts'
import { recordSentence } from '../words.ts'
import { cellWords, gridWords, groupsSoFar, heardGrid, tallyOf } from './heard-grid.ts'
import { logsAt, logsWords } from './logs.ts'

/** A client on A, a member on each of S1 … Sn. */
function query(members: number, asker: object, parts: Partial<Room> = {}) {
  return room({
    network: { preset: 'eth10' },
    groups: [{ name: 'fs', number: 42 }],
    hosts: [
      { name: 'A', metre: 10, buffers: 32 },
      { name: 'S', metre: 20, spacing: 5, count: members, role: 'server' },
    ],
    processes: [
      { name: 'member', host: 'S', program: 'member', args: { group: { process: 'fs' } } },
      {
        name: 'client',
        host: 'A',
        program: 'asker',
        args: { group: { process: 'fs' }, ...asker },
        startMs: 10,
      },
    ],
    ...parts,
  })
}
const grid = ({ trace }: Trial, prefix = trace.length) =>
  heardGrid(trace, prefix, groupsSoFar(trace, prefix)[0] as number)
const states = (t: Trial, prefix?: number) => grid(t, prefix).cells.map(({ state }) => state)
const lose = (target: string) => ({ time: 0, action: 'lose', target }) as const

describe('who has heard what', () => {
  test('fills as the run goes: queue, Receive, Reply, the reply taken', () => {
    const t = trial(query(1, { replies: 1 }))
    const past = (kind: number) => (records(t.trace, kind, /send1$/)[0] as number) + 1
    expect(states(t, past(Kind.sendOpen))).toEqual(['none'])
    expect(states(t, past(Kind.queued))).toEqual(['queued'])
    expect(states(t, past(Kind.received))).toEqual(['received'])
    expect(states(t, past(Kind.replied))).toEqual(['replied'])
    expect(states(t, past(Kind.replyQueued))).toEqual(['arrived'])
    expect(states(t)).toEqual(['taken'])
    expect(states(t, past(Kind.queued))).toEqual(['queued'])
  })
  test('the first reply is taken; the next Send throws away what nobody fetched', () => {
    const t = trial(query(4, { replies: 2, queries: 2, thinkMs: 20 }))
    const [first, second] = grid(t).messages
    expect(tallyOf(first as never, t.trace.length)).toEqual({
      members: 4,
      heard: 4,
      missed: 0,
      replied: 4,
      taken: 2,
      thrown: 2,
      delivered: 0,
    })
    expect(tallyOf(second as never, t.trace.length).taken).toBe(2)
  })
  test('a member that missed it, and why', () => {
    const t = trial(query(3, { replies: 3 }), {
      interventions: [lose('A.client/send1/SEND.*@S2')],
    })
    expect(states(t)).toEqual(['taken', 'missed', 'taken'])
    const cell = grid(t).cells[1]
    const chain = whyChain(t.trace, cell?.record as number)
    expect(recordSentence(t, chain[0]?.record as number)).toContain('lost')
    expect(cellWords(t.trace, grid(t), 1, 0)).toMatch(
      /^S2’s member, Send 1 of A’s client: missed it, /,
    )
    expect(gridWords(t.trace, grid(t))).toBe(
      'Group fs: 3 members, 1 message. Heard 2 times, missed 1 time; 2 replies taken.',
    )
  })
  test('lost on the way to all, then sent again', () => {
    const t = trial(query(2, { replies: 2 }), { interventions: [lose('A.client/send1/SEND.1')] })
    const lost = records(t.trace, Kind.lost)[1] as number
    expect(states(t, lost + 1)).toEqual(['missed', 'missed'])
    expect(states(t)).toEqual(['taken', 'taken'])
  })
  test('a reply that was lost stays so', () => {
    const t = trial(query(2, { replies: 2 }), { interventions: [lose('A.client/send1/REPLY.2')] })
    expect([...states(t)].sort()).toEqual(['replyLost', 'taken'])
  })
  test('a letter that members deliver: missed, held, delivered', () => {
    const t = trial(
      room({
        network: { preset: 'eth10' },
        groups: [{ name: 'team', number: 1 }],
        hosts: [{ name: 'R', metre: 20, spacing: 5, count: 3, buffers: 16 }],
        processes: [
          {
            name: 'site',
            host: 'R',
            program: 'token-site',
            args: { group: { process: 'team' }, sites: { processes: 'site' }, letters: 2 },
          },
        ],
      }),
      { interventions: [lose('R2.site/letter1/BROADCAST.1@R3')] },
    )
    const column = (prefix: number) =>
      grid(t, prefix)
        .cells.filter((_, i) => i % grid(t, prefix).messages.length === 0)
        .map(({ state }) => state)
    const past = (kind: number, entity?: RegExp) =>
      (records(t.trace, kind, entity)[0] as number) + 1
    expect(column(past(Kind.broadcast))).toEqual(['none', 'own', 'none'])
    expect(column(past(Kind.numbered))).toEqual(['kept', 'own', 'missed'])
    expect(column(past(Kind.held, /R3/))[2]).toBe('kept')
    expect(column(t.trace.length)).toEqual(['delivered', 'delivered', 'delivered'])
    expect(gridWords(t.trace, grid(t))).toBe(
      'Group team: 3 members, 2 messages. Heard 6 times; delivered 6 times.',
    )
    const held = (records(t.trace, CHANGE + Field.tokenHeld, /R2/)[0] as number) + 1
    const tokens = stageAt(t, held, t.trace.time(held - 1)).hosts.map(
      ({ processes }) => processes[0]?.token,
    )
    expect(tokens).toEqual([false, true, false])
  })
  test('who joins later was no member of what was sent before', () => {
    const late = {
      name: 'late',
      host: 'Z',
      program: 'member',
      args: { group: { process: 'fs' } },
      startMs: 30,
    }
    const one = { group: { process: 'fs' } }
    const t = trial(
      query(
        1,
        {},
        {
          hosts: ['A', 'S', 'Z'].map((name, i) => ({ name, metre: 10 + 10 * i })),
          processes: [
            { name: 'member', host: 'S', program: 'member', args: one },
            late,
            {
              name: 'client',
              host: 'A',
              program: 'asker',
              args: { ...one, queries: 2, replies: 2, thinkMs: 60 },
              startMs: 10,
            },
          ],
        },
      ),
    )
    expect(states(t)).toEqual(['taken', 'taken', 'absent', 'taken'])
  })
})

describe('membership on the stage', () => {
  test('from the changes at the cursor, and gone with the power', () => {
    const t = trial(query(3, {}), {
      interventions: [{ time: 200_000_000, action: 'crash', target: 'S2' }],
    })
    const at = (prefix: number) => stageAt(t, prefix, t.trace.time(prefix - 1)).groups[0]
    expect(at(1)?.members).toEqual([])
    const joined = records(t.trace, CHANGE + Field.memberOf)
    expect(at((joined[1] as number) + 1)?.members.map((id) => t.trace.nameOf(id))).toEqual([
      'S1.member',
      'S2.member',
    ])
    expect(at(t.trace.length)?.members).toHaveLength(2)
    expect(at(t.trace.length)?.address).toBe('09-00-56-FF-80-2A')
  })
  test('one frame for many says so, and who is no member does not take it in', () => {
    const t = trial(
      query(
        2,
        {},
        {
          hosts: [
            { name: 'A', metre: 10 },
            { name: 'S', metre: 20, spacing: 5, count: 2, role: 'server' },
            { name: 'Z', metre: 60 },
          ],
        },
      ),
    )
    const open = records(t.trace, Kind.transmitOpen)[0] as number
    const time = t.trace.time(open) + 20_000
    const model = stageAt(t, t.trace.firstAt(time), time)
    expect(model.waves[0]?.many).toBe(true)
    expect(model.waves[0]?.title).toBe('SEND from A.client to group fs')
    const words = Object.fromEntries(model.hosts.map((h) => [h.name, h.interface.word]))
    expect(words).toEqual({ A: 'sending', S1: 'receiving', S2: 'receiving', Z: 'not for me' })
  })
  test('an interface says how many groups it lets through, and forgets them without power', () => {
    const t = trial(query(1, {}), {
      interventions: [{ time: 200_000_000, action: 'crash', target: 'S1' }],
    })
    const changes = records(t.trace, CHANGE + Field.multicasts).map((i) => t.trace.b(i))
    expect(changes).toEqual([1, 0])
  })
})

describe('logs side by side', () => {
  const logging = (orders: readonly string[]): Trial => {
    const t = trial(query(orders.length, {}))
    // No program in this room keeps a log: what it would have logged is put before the reader by hand.
    const entries = orders.flatMap((order, member) =>
      [...order].map((text, place) => ({ member, text, place: place + 1 })),
    )
    return withLogs(t, entries)
  }
  test('alike as far as they go, until one has another message at a place', () => {
    const alike = logging(['abc', 'ab'])
    expect(logsAt(alike.trace, alike.trace.length).differs).toBe(-1)
    const parted = logging(['abc', 'acb'])
    const logs = logsAt(parted.trace, parted.trace.length)
    expect(logs.places[logs.differs]).toBe(2)
    expect(logsWords(parted.trace, logs)).toBe(
      'The logs part at place 2: S1’s member has b, S2’s member has c.',
    )
  })
})

/** A trial whose members have logged: records and strings after the end of its trace. */
function withLogs(
  { trace, ...rest }: Trial,
  entries: readonly { member: number; text: string; place: number }[],
): Trial {
  const first = trace.length
  const texts = entries.map(({ text }) => text)
  const members = entries.map(({ member }) => trace.find(`S${member + 1}.member`))
  const overlay: Trial['trace'] = Object.create(trace)
  const ours = (i: number) => i - first
  Object.defineProperties(overlay, {
    length: { value: first + entries.length },
    kind: { value: (i: number) => (i < first ? trace.kind(i) : Kind.logged) },
    entity: { value: (i: number) => (i < first ? trace.entity(i) : members[ours(i)]) },
    time: { value: (i: number) => (i < first ? trace.time(i) : trace.simulatedNs) },
    a: { value: (i: number) => (i < first ? trace.a(i) : entries[ours(i)]?.place) },
    b: { value: (i: number) => (i < first ? trace.b(i) : -1 - ours(i)) },
    string: { value: (id: number) => (id < 0 ? texts[-1 - id] : trace.string(id)) },
  })
  return { trace: overlay, ...rest }
}

describe('in the inspector', () => {
  const t = trial(query(3, { replies: 2, queries: 2, thinkMs: 20 }))
  const at = { ...t, prefix: t.trace.length, time: t.trace.simulatedNs }
  const facts = (name: string) =>
    Object.fromEntries((inspect(at, name)?.facts ?? []).map(({ term, value }) => [term, value]))
  test('a group', () => {
    expect(inspect(at, 'fs')?.title).toBe('The group fs')
    expect(facts('fs')).toMatchObject({
      'on S1': 'member',
      'on S3': 'member',
      address: '09-00-56-FF-80-2A',
      'who may join': 'anybody',
    })
  })
  test('a Send to it', () => {
    expect(facts('A.client/send1')).toMatchObject({
      to: 'the group fs',
      heard: '3 of 3 members',
      answered: '3 of 3',
      taken: '2 replies',
      'thrown away': '1 reply',
    })
  })
  test('a member, its place, its machine', () => {
    expect(facts('S1.member')).toMatchObject({ 'member of': 'fs' })
    expect(facts('S1.member/fs')).toMatchObject({ heard: '2 of 2 messages' })
    expect(facts('S1')).toMatchObject({ filter: 'its own, broadcast, 1 multicast' })
  })
})
