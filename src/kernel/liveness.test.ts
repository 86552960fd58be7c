/** How a client tells slow from dead, what it may conclude, and what becomes of work whose client is gone. */
import { describe, expect, test } from 'vitest'
import { Field } from '../trace/fields.ts'
import { IgnoreReason, Kind, SendResult } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'
import { records, room, trial } from '../worker/trial.ts'

type Options = Record<string, string | number>
type Run = ReturnType<typeof trial>

const HOSTS = [
  { name: 'A', metre: 100 },
  { name: 'S', metre: 150, role: 'server' },
]
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})

/** One request that takes `serviceMs` of S's processor. */
function ask(serviceMs: number, options: Options, interventions: readonly Intervention[] = []) {
  const document = room({
    hosts: HOSTS,
    options: { alienRetentionMs: 60_000, ...options },
    processes: [
      {
        name: 'server',
        host: 'S',
        program: 'server',
        args: { serviceMicros: serviceMs * 1000 },
        restarts: true,
      },
      {
        name: 'client',
        host: 'A',
        program: 'client',
        args: { server: { process: 'server' } },
        restarts: true,
      },
    ],
  })
  return trial(document, { interventions })
}
const results = ({ trace }: Run) => records(trace, Kind.sendClose).map((i) => trace.a(i))
const copies = ({ trace }: Run, type: string) =>
  records(trace, Kind.packetOut, new RegExp(`/${type}\\.`)).length
const executions = ({ trace }: Run) => records(trace, Kind.executed).length
const lastMs = ({ trace }: Run, kind: number) => trace.time(records(trace, kind).at(-1) ?? 0) / 1e6

describe('a slow server', () => {
  test('is taken for dead by a bare timeout, and does the work all the same', () => {
    const run = ask(2000, { liveness: 'bare-timeout' })
    expect(results(run)).toEqual([SendResult.noAnswer])
    expect([copies(run, 'SEND'), copies(run, 'REPLY-PENDING'), executions(run)]).toEqual([6, 0, 1])
    expect(lastMs(run, Kind.sendClose)).toBeLessThan(620)
  })
  test('answers each copy with a REPLY-PENDING, and is waited for', () => {
    const run = ask(2000, { liveness: 'reply-pending' })
    expect(results(run)).toEqual([SendResult.replied])
    expect(copies(run, 'REPLY-PENDING')).toBe(copies(run, 'SEND') - 1)
    expect(copies(run, 'SEND')).toBeGreaterThan(15)
  })
  test('is asked at growing intervals, and says that it lives', () => {
    const run = ask(20_000, { liveness: 'probe' })
    expect(results(run)).toEqual([SendResult.replied])
    expect(copies(run, 'SEND')).toBe(1)
    const asked = records(run.trace, Kind.packetOut, /ENQUIRE/)
    expect(asked.map((i) => Math.round(run.trace.time(i) / 1e9))).toEqual([1, 3, 7, 15])
    expect(copies(run, 'ALIVE')).toBe(4)
    expect(executions(run)).toBe(1)
  })
  test('that answers is never declared dead, however long it takes', () => {
    const run = ask(200_000, { liveness: 'probe' })
    expect(results(run)).toEqual([SendResult.replied])
  })
  test.each([
    ['bare-timeout', SendResult.noAnswer],
    ['reply-pending', SendResult.replied],
    ['probe', SendResult.replied],
  ])('slowed down tenfold in the middle, with %s', (liveness, result) => {
    const run = ask(500, { liveness }, [at(100, 'slow', 'S', 10)])
    expect(results(run)).toEqual([result])
    expect(executions(run)).toBe(1)
    expect(lastMs(run, Kind.executed)).toBeGreaterThan(3500)
  })
})

describe('a silent server', () => {
  test.each(['bare-timeout', 'reply-pending', 'probe'])(
    'dead before or after the work, or cut off: with %s they look the same',
    (liveness) => {
      const before = ask(2000, { liveness }, [at(500, 'crash', 'S')])
      const after = ask(1, { liveness }, [
        at(0, 'lose', 'A.client/send1/REPLY.1'),
        at(50, 'crash', 'S'),
      ])
      const cut = ask(2000, { liveness }, [at(500, 'cut', 'cable', 120)])
      for (const run of [before, after, cut]) expect(results(run)).toEqual([SendResult.noAnswer])
      expect([before, after, cut].map(executions)).toEqual([0, 1, 1])
    },
  )
  test('that is probed counts as dead after 20 s, or when the enquiries are used up', () => {
    const crash = [at(500, 'crash', 'S')]
    const detected = (retriesMax: number) =>
      Math.round(lastMs(ask(2000, { liveness: 'probe', retriesMax }, crash), Kind.sendClose) / 1000)
    expect([1, 2, 3, 4, 10].map(detected)).toEqual([3, 7, 15, 20, 20])
  })
  test('whose request was lost is told so by the enquiry, and asked anew', () => {
    const run = ask(10, { liveness: 'probe' }, [at(0, 'lose', 'A.client/send1/SEND.1')])
    expect(results(run)).toEqual([SendResult.replied])
    expect([copies(run, 'SEND'), copies(run, 'ENQUIRE'), executions(run)]).toEqual([2, 1, 1])
  })
  test('whose machine has started again cannot tell what it did before', () => {
    const run = ask(2000, { liveness: 'probe', retriesMax: 10 }, [
      at(0, 'lose', 'A.client/send1/ALIVE.1'),
      at(1500, 'reboot', 'S'),
    ])
    // Nothing was heard of its first life: the enquiry is bound to none, and the request is sent again.
    expect(results(run)).toEqual([SendResult.replied])
    expect(copies(run, 'SEND')).toBe(2)
  })
})

describe('a server that ends while its client waits', () => {
  const ended = (ms: number, options: Options = {}) =>
    ask(300, options, [at(ms, 'destroy', 'S.server')])

  test.each([{}, { liveness: 'probe', enquireMs: 100 }])(
    'has done nothing for what it had not Received: %o',
    (options) => {
      const run = ended(1, options)
      expect(results(run)).toEqual([SendResult.noSuchProcess])
      expect(executions(run)).toBe(0)
    },
  )
  test.each([{}, { liveness: 'probe', enquireMs: 100 }])(
    'may have done what it had Received: %o',
    (options) => expect(results(ended(150, options))).toEqual([SendResult.serverLost]),
  )
  test('on the same machine the client learns of it at once', () => {
    const document = room({
      hosts: HOSTS,
      processes: [
        { name: 'server', host: 'A', program: 'server', args: { serviceMicros: 300_000 } },
        { name: 'client', host: 'A', program: 'client', args: { server: { process: 'server' } } },
      ],
    })
    const run = trial(document, { interventions: [at(100, 'destroy', 'A.server')] })
    expect(results(run)).toEqual([SendResult.serverLost])
    expect(lastMs(run, Kind.sendClose)).toBeLessThan(102)
  })
  test('a refusal by the machine’s next life says nothing of the life before', () => {
    const twice = room({
      hosts: HOSTS,
      options: { liveness: 'bare-timeout' },
      processes: [
        { name: 'server', host: 'S', program: 'server', args: { serviceMicros: 50_000 } },
        { name: 'client', host: 'A', program: 'client', args: { server: { process: 'server' } } },
      ],
    })
    const run = trial(twice, {
      interventions: [at(0, 'lose', 'A.client/send1/REPLY.1'), at(80, 'reboot', 'S')],
    })
    expect(executions(run)).toBe(1)
    expect(results(run)).toEqual([SendResult.serverLost])
  })
})

describe('Destroy of a process on another machine', () => {
  const destroy = (target: string, interventions: readonly Intervention[] = []) => {
    const document = room({
      hosts: HOSTS,
      processes: [
        { name: 'server', host: 'S', program: 'server' },
        { name: 'gone', host: 'S', program: 'client', args: { server: { process: 'server' } } },
        {
          name: 'killer',
          host: 'A',
          program: 'script',
          args: { do: [{ sleep: { ms: 20 } }, { destroy: target }, { note: 'done' }] },
        },
      ],
    })
    return trial(document, { interventions })
  }
  const ends = ({ trace }: Run) => {
    const close = records(trace, Kind.sendClose, /destroy1$/)[0] as number
    return [trace.a(close), records(trace, Kind.processDestroyed, /S\.server$/).length]
  }

  test('is confirmed by the kernel there', () => {
    const run = destroy('S.server')
    expect(ends(run)).toEqual([SendResult.replied, 1])
    expect([copies(run, 'DESTROY'), copies(run, 'DESTROYED')]).toEqual([1, 1])
  })
  test('is refused where there is none', () => {
    expect(ends(destroy('S.gone'))).toEqual([SendResult.noSuchProcess, 0])
  })
  test('sees its lost confirmation in the refusal of the second copy', () => {
    const run = destroy('S.server', [at(0, 'lose', '*/DESTROYED.1')])
    expect(ends(run)).toEqual([SendResult.replied, 1])
    expect(copies(run, 'DESTROY')).toBe(2)
  })
  test('fails where no machine answers', () => {
    expect(ends(destroy('S.server', [at(10, 'cut', 'cable', 120)]))).toEqual([
      SendResult.noAnswer,
      0,
    ])
  })
})

describe('a client that starts again', () => {
  const reboot = [at(500, 'reboot', 'A')]
  const left = () => ask(2000, {}, reboot)
  const ended = () => ask(2000, { orphanExtermination: 'on' }, reboot)

  test('leaves an orphan, which works to its end for nobody', () => {
    const run = left()
    expect(records(run.trace, Kind.orphanEnded)).toHaveLength(0)
    expect(executions(run)).toBe(2)
    expect(lastMs(run, Kind.replied)).toBeGreaterThan(4000)
  })
  test('does not take the orphan’s reply for its own, though number and name are the same', () => {
    const run = left()
    const ignored = records(run.trace, Kind.ignored, /A\.client\/send1\/REPLY/)
    expect(ignored.map((i) => run.trace.b(i))).toEqual([IgnoreReason.staleIncarnation])
    expect(records(run.trace, Kind.sendClose, /client#2\/send1$/)).toHaveLength(1)
    expect(lastMs(run, Kind.sendClose)).toBeGreaterThan(4000)
  })
  test('ends it with its first packet, where orphans are exterminated', () => {
    const run = ended()
    const dropped = records(run.trace, Kind.orphanEnded)
    expect(dropped.map((i) => run.trace.nameOf(run.trace.entity(i)))).toEqual(['A.client/send1'])
    expect(executions(run)).toBe(1)
    expect(lastMs(run, Kind.executed)).toBeLessThan(2600)
    expect(run.summary.violations).toEqual([])
  })
  test('takes its queued request out of the queue', () => {
    const document = room({
      hosts: [...HOSTS, { name: 'B', metre: 200 }],
      options: { orphanExtermination: 'on' },
      processes: [
        { name: 'server', host: 'S', program: 'server', args: { serviceMicros: 300_000 } },
        { name: 'other', host: 'B', program: 'client', args: { server: { process: 'server' } } },
        {
          name: 'client',
          host: 'A',
          program: 'client',
          args: { server: { process: 'server' } },
          startMs: 50,
          restarts: true,
        },
      ],
    })
    const run = trial(document, { interventions: [at(100, 'reboot', 'A')] })
    expect(executions(run)).toBe(2)
    const server = run.trace.find('S.server')
    expect(run.trace.value(server, Field.queueLength, run.trace.length)).toBe(0)
  })
})
