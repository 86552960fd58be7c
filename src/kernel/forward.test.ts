/** Forward: who is asked in the end, what goes on the wire for it, and what becomes of it when something is lost. */
import { describe, expect, test } from 'vitest'
import { Field } from '../trace/fields.ts'
import { Kind, SendResult } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'
import { records, room, type Trial, trial } from '../worker/trial.ts'

type Place = 'A' | 'B' | 'C' | 'D'
const CHECKS = [
  'executed-at-most-once',
  'one-outstanding',
  'reply-to-blocked',
  'received-once',
  'message-32-bytes',
]

interface Chain {
  readonly places: readonly Place[]
  readonly options?: Record<string, string | number>
  /** The last of them is gone before it is asked. */
  readonly gone?: boolean
}

/** The client on A asks the first of `places`, each passes the message on, the last one answers with what it got. */
function chain({ places, options = {}, gone = false }: Chain) {
  const name = (i: number) => `p${i}`
  return room({
    hosts: (['A', 'B', 'C', 'D'] as const).map((host, i) => ({ name: host, metre: 50 + 50 * i })),
    options,
    checks: CHECKS,
    processes: [
      ...places.map((host, i) => {
        const last = i === places.length - 1
        const passOn = { forward: { to: { process: name(i + 1) }, value: 10 * (i + 1) } }
        const answer = [
          { executed: true },
          { reply: { message: 'done', value: { received: 'value' } } },
        ]
        const act = last ? answer : [passOn]
        const body = [{ receive: true }, { compute: { ms: 1 } }, ...act]
        return {
          name: name(i),
          host,
          program: 'script',
          args: { do: last && gone ? [{ exit: true }] : [...body, { receive: true }] } as never,
        }
      }),
      {
        name: 'client',
        host: 'A',
        program: 'script',
        startMs: 5,
        args: {
          do: [{ send: { to: { process: name(0) }, message: 'whoever', value: 1 }, as: 'got' }],
        } as never,
      },
    ],
  })
}

const run = (given: Chain, interventions: readonly Intervention[] = []) =>
  trial(chain(given), { interventions })
const sent = ({ trace }: Trial) =>
  records(trace, Kind.packetOut).map((i) =>
    trace.nameOf(trace.entity(i)).replace(/^A\.client\/send1\//, ''),
  )
const result = ({ trace }: Trial) => records(trace, Kind.sendClose).map((i) => trace.a(i))
const got = ({ trace }: Trial) => trace.value(trace.find('A.client/got'), Field.value, trace.length)
const lose = (what: string): Intervention => ({
  time: 0,
  action: 'lose',
  target: `A.client/send1/${what}`,
})

describe('the last one asked answers the client itself', () => {
  test.each<[string, readonly Place[], readonly string[]]>([
    ['all on one machine', ['A', 'A'], []],
    ['both on the other machine', ['B', 'B'], ['SEND.1', 'REPLY.1']],
    ['from here to another machine', ['A', 'B'], ['SEND.1', 'REPLY.1']],
    ['three machines', ['B', 'C'], ['SEND.1', 'FORWARD.1', 'SEND.2', 'REPLY.1']],
    ['back to the client’s machine', ['B', 'A'], ['SEND.1', 'FORWARD.1']],
    [
      'passed on twice',
      ['B', 'C', 'D'],
      ['SEND.1', 'FORWARD.1', 'SEND.2', 'FORWARD.2', 'SEND.3', 'REPLY.1'],
    ],
    ['next door, then away', ['B', 'B', 'C'], ['SEND.1', 'FORWARD.1', 'SEND.2', 'REPLY.1']],
  ])('%s', (_, places, packets) => {
    const each = run({ places })
    expect(result(each)).toEqual([SendResult.replied])
    expect(got(each)).toBe(10 * (places.length - 1))
    expect(sent(each)).toEqual(packets)
    expect(records(each.trace, Kind.forwarded)).toHaveLength(places.length - 1)
    expect(each.summary.violations).toEqual([])
  })
})

describe('a packet is lost', () => {
  test.each([
    ['the FORWARD', 'FORWARD.1'],
    ['the copy for the new target', 'SEND.2'],
    ['the reply', 'REPLY.1'],
    ['the first SEND', 'SEND.1'],
  ])('%s: it comes to the same end, done once', (_, packet) => {
    const each = run({ places: ['B', 'C'] }, [lose(packet)])
    expect(records(each.trace, Kind.lost)).toHaveLength(1)
    expect(result(each)).toEqual([SendResult.replied])
    expect(records(each.trace, Kind.executed)).toHaveLength(1)
    expect(each.summary.violations).toEqual([])
  })
  test('a lost FORWARD is sent again for the copy that asks after it', () => {
    const each = run({ places: ['B', 'C'] }, [lose('FORWARD.1')])
    expect(sent(each)).toEqual(['SEND.1', 'FORWARD.1', 'SEND.2', 'FORWARD.2', 'SEND.3', 'REPLY.1'])
  })
  test('the second FORWARD of two', () => {
    const each = run({ places: ['B', 'C', 'D'] }, [lose('FORWARD.2')])
    expect(result(each)).toEqual([SendResult.replied])
    expect(records(each.trace, Kind.executed)).toHaveLength(1)
    expect(each.summary.violations).toEqual([])
  })
  test.each(['bare-timeout', 'reply-pending', 'probe'])('under %s too', (liveness) => {
    const each = run({ places: ['B', 'C'], options: { liveness, enquireMs: 50 } }, [
      lose('FORWARD.1'),
    ])
    expect(result(each)).toEqual([SendResult.replied])
    expect(records(each.trace, Kind.executed)).toHaveLength(1)
  })
})

describe('the target is gone', () => {
  test.each<[string, readonly Place[]]>([
    ['here', ['A', 'A']],
    ['on the client’s machine', ['B', 'A']],
    ['elsewhere', ['B', 'C']],
    ['on the forwarder’s machine', ['B', 'B']],
  ])('%s: the client is told, and nothing was done', (_, places) => {
    const each = run({ places, gone: true })
    expect(result(each)).not.toEqual([SendResult.replied])
    expect(records(each.trace, Kind.executed)).toHaveLength(0)
    expect(each.summary.violations).toEqual([])
  })
  test('with its machine: silence, as ever', () => {
    const each = run({ places: ['B', 'C'] }, [{ time: 0, action: 'crash', target: 'C' }])
    expect(result(each)).toEqual([SendResult.noAnswer])
  })
})

describe('the forwarder', () => {
  const twice = (places: readonly [Place, Place]) => {
    const document = chain({ places })
    const [first, ...others] = document.processes
    const again = { forward: { to: { process: 'p1' }, of: { variable: 'who' } } }
    const ops = [
      { receive: true },
      { set: { variable: 'who', from: { received: 'from' } } },
      again,
      again,
      { reply: { to: { variable: 'who' }, message: 'mine too' } },
    ]
    return trial({ ...document, processes: [{ ...first, args: { do: ops } } as never, ...others] })
  }
  test.each<[Place, Place]>([
    ['A', 'A'],
    ['B', 'B'],
    ['B', 'C'],
  ])('on %s to %s: can pass a message on once, and answers it no more', (...places) => {
    const each = twice(places)
    const said = records(each.trace, Kind.note).map((i) => each.trace.string(each.trace.b(i)))
    expect(said).toEqual([
      'Forward refused: nobody waits for it.',
      'Reply refused: nobody waits for it.',
    ])
    expect(result(each)).toEqual([SendResult.replied])
    expect(got(each)).toBe(1)
  })
})
