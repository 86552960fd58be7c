/** Suspend, Resume and Destroy of a process or a group, each defined result by itself. */
import { describe, expect, test } from 'vitest'
import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import { DestroyReason, Kind, SendResult } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'
import { type Room, records, room, type Trial, trial } from '../worker/trial.ts'

const script = (name: string, host: string, ops: readonly unknown[], startMs = 0) => ({
  name,
  host,
  program: 'script',
  args: { do: ops },
  startMs,
})
const sleep = (ms: number) => ({ sleep: { ms } })
const CLIENT_AND_SERVER = [
  { name: 'A', metre: 10 },
  { name: 'S', metre: 40 },
  { name: 'O', metre: 70, buffers: 32 },
]
const lose = (target: string): Intervention => ({ time: 0, action: 'lose', target })

/** An operator on O who does `ops` from 20 ms on, beside `processes`. */
function operated(
  ops: readonly unknown[],
  processes: Room['processes'],
  interventions: readonly Intervention[] = [],
  more: Partial<Room> = {},
) {
  const all = [...processes, script('operator', 'O', ops, 20)]
  const its = room({
    network: { preset: 'eth10' },
    hosts: CLIENT_AND_SERVER,
    groups: [{ name: 'job', number: 1 }],
    processes: all,
    ...more,
  })
  return trial(its, { interventions })
}
const frames = ({ trace }: Trial, type: RegExp) => records(trace, Kind.packetOut, type).length
/** States of a process with their times, ms. */
function states({ trace }: Trial, name: string): readonly (readonly [number, string])[] {
  const entity = trace.find(name)
  return Array.from({ length: trace.length }, (_, i) => i)
    .filter((i) => trace.kind(i) === CHANGE + Field.state && trace.entity(i) === entity)
    .map((i) => [Math.floor(trace.time(i) / 1e6), PROCESS_STATES[trace.b(i)] as string])
}
const around = (t: Trial, name: string) => {
  const words = states(t, name).map(([, word]) => word)
  const at = words.indexOf('suspended')
  return words.slice(at - 1, at + 3)
}
const variable = ({ trace }: Trial, name: string) => {
  const entity = trace.find(name)
  const text = trace.value(entity, Field.text, trace.length)
  return text === undefined ? trace.value(entity, Field.value, trace.length) : trace.string(text)
}
const clean = ({ summary }: Trial) => expect(summary.violations).toEqual([])
/** When a process did what `note` says, ms. */
const noted = ({ trace }: Trial, text: string) =>
  records(trace, Kind.note)
    .filter((i) => trace.string(trace.b(i)) === text)
    .map((i) => Math.floor(trace.time(i) / 1e6))

describe('a process is suspended', () => {
  test('in the middle of a Compute: the rest of it is done after Resume, no less and no more', () => {
    const worker = script('worker', 'S', [{ compute: { ms: 100 } }, { note: 'done' }])
    const job = (ops: readonly unknown[]) => operated(ops, [worker])
    const without = noted(job([]), 'done')[0] as number
    const t = job([{ suspend: 'S.worker' }, sleep(300), { resume: 'S.worker' }])
    expect(around(t, 'S.worker')).toEqual(['ready', 'suspended', 'ready', 'running'])
    const [from, to] = states(t, 'S.worker')
      .filter(([, word], i, all) => word === 'suspended' || all[i - 1]?.[1] === 'suspended')
      .map(([ms]) => ms) as [number, number]
    const late = (noted(t, 'done')[0] as number) - without
    expect(Math.abs(late - (to - from))).toBeLessThanOrEqual(5)
    clean(t)
  })
  test('while blocked in Send: it stays suspended when the reply comes, and has it after Resume', () => {
    const client = script('client', 'A', [
      { send: { to: 'S.server' }, as: 'answer' },
      { note: 'answered' },
    ])
    const server = script('server', 'S', [{ receive: true }, sleep(60), { reply: { value: 7 } }])
    const ops = [{ suspend: 'A.client' }, sleep(200), { resume: 'A.client' }]
    const t = operated(ops, [client, server])
    expect(around(t, 'A.client')).toEqual(['awaiting-reply', 'suspended', 'ready', 'running'])
    const replied = t.trace.time(records(t.trace, Kind.replied)[0] as number) / 1e6
    expect(replied).toBeLessThan(100)
    expect(noted(t, 'answered')[0]).toBeGreaterThan(220)
    expect(variable(t, 'A.client/answer')).toBe(7)
    clean(t)
  })
  test('while blocked in Send, and let go before the reply: it is blocked as before', () => {
    const client = script('client', 'A', [{ send: { to: 'S.server' } }, { note: 'answered' }])
    const server = script('server', 'S', [{ receive: true }, sleep(300), { reply: {} }])
    const t = operated(
      [{ suspend: 'A.client' }, sleep(50), { resume: 'A.client' }],
      [client, server],
    )
    expect(around(t, 'A.client')).toEqual([
      'awaiting-reply',
      'suspended',
      'awaiting-reply',
      'ready',
    ])
    expect(noted(t, 'answered')).toHaveLength(1)
    clean(t)
  })
  test('in Receive: a message that comes waits, its copies are told so, and it is received once', () => {
    const server = script('server', 'S', [{ receive: true }, { executed: true }, { reply: {} }])
    const client = script(
      'client',
      'A',
      [{ send: { to: 'S.server' }, as: 'x' }, { note: 'answered' }],
      60,
    )
    const t = operated(
      [{ suspend: 'S.server' }, sleep(900), { resume: 'S.server' }],
      [client, server],
    )
    expect(frames(t, /REPLY-PENDING/)).toBeGreaterThan(3)
    expect(records(t.trace, Kind.received)).toHaveLength(1)
    const received = t.trace.time(records(t.trace, Kind.received)[0] as number) / 1e6
    expect(received).toBeGreaterThan(900)
    expect(noted(t, 'answered')).toHaveLength(1)
    clean(t)
  })
  test('asleep: it does not wake before Resume, and not before its time either', () => {
    const sleeper = script('sleeper', 'S', [sleep(100), { note: 'awake' }])
    const slept = (ms: number) =>
      noted(
        operated([{ suspend: 'S.sleeper' }, sleep(ms), { resume: 'S.sleeper' }], [sleeper]),
        'awake',
      )
    expect(slept(10)[0]).toBeLessThan(110)
    expect(slept(400)[0]).toBeGreaterThan(420)
  })
  test('by itself: somebody else has to let it go on', () => {
    const self = script('self', 'S', [{ suspend: 'S.self' }, { note: 'again' }])
    const t = operated([sleep(100), { resume: 'S.self' }], [self])
    expect(noted(t, 'again')[0]).toBeGreaterThan(120)
    clean(t)
  })
  test('twice: one Resume is enough; a Resume of what runs changes nothing', () => {
    const worker = script('worker', 'S', [{ compute: { ms: 100 } }, { note: 'done' }])
    const t = operated(
      [
        { suspend: 'S.worker' },
        { suspend: 'S.worker' },
        { resume: 'S.worker' },
        { resume: 'S.worker' },
      ],
      [worker],
    )
    expect(states(t, 'S.worker').filter(([, word]) => word === 'suspended')).toHaveLength(1)
    expect(noted(t, 'done')).toHaveLength(1)
    clean(t)
  })
  test('and does not run while another on its machine does', () => {
    const stopped = script('worker', 'S', [{ compute: { ms: 50 } }, { note: 'done' }])
    const other = script('other', 'S', [{ compute: { ms: 200 } }])
    const t = operated(
      [{ suspend: 'S.worker' }, sleep(400), { resume: 'S.worker' }],
      [stopped, other],
    )
    expect(noted(t, 'done')[0]).toBeGreaterThan(420)
    clean(t)
  })
})

describe('what is asked for cannot be done', () => {
  const asks = (
    op: string,
    dead: readonly unknown[],
    interventions: readonly Intervention[] = [],
  ) => {
    const gone = script('gone', 'S', dead)
    return operated([sleep(5), { [op]: 'S.gone', as: 'result' }], [gone], interventions)
  }
  test.each(['suspend', 'resume'])('%s of a process that has ended: there is none', (op) => {
    const t = asks(op, [{ exit: true }])
    expect(variable(t, 'O.operator/result')).toBe('noSuchProcess')
    expect(records(t.trace, Kind.controlled)).toHaveLength(0)
    clean(t)
  })
  test('of a process on a machine without power: nobody answers', () => {
    const t = asks('suspend', [{ receive: true }], [{ time: 1e6, action: 'crash', target: 'S' }])
    expect(variable(t, 'O.operator/result')).toBe('noAnswer')
    expect(frames(t, /SUSPEND/)).toBe(6)
  })
  test('of a group without members: nobody answers, and nobody says no', () => {
    const t = operated([{ suspend: 'job', as: 'result' }], [])
    expect(variable(t, 'O.operator/result')).toBe('noAnswer')
    expect(frames(t, /NACK/)).toBe(0)
  })
})

describe('a suspended process is destroyed', () => {
  test('and is gone, with what it had left to do', () => {
    const worker = script('worker', 'S', [{ compute: { ms: 100 } }, { note: 'done' }])
    const t = operated(
      [{ suspend: 'S.worker' }, { destroy: 'S.worker' }, { resume: 'S.worker', as: 'r' }],
      [worker],
    )
    expect(around(t, 'S.worker')).toEqual(['ready', 'suspended', 'dead'])
    expect(noted(t, 'done')).toEqual([])
    expect(variable(t, 'O.operator/r')).toBe('noSuchProcess')
    clean(t)
  })
  test('and whoever waits for it is told', () => {
    const server = script('server', 'S', [{ receive: true }])
    const client = script('client', 'A', [{ send: { to: 'S.server' } }], 60)
    const t = operated(
      [{ suspend: 'S.server' }, sleep(100), { destroy: 'S.server' }],
      [client, server],
    )
    const ends = records(t.trace, Kind.sendClose, /A\.client/).map((i) => t.trace.a(i))
    expect(ends).toEqual([SendResult.noSuchProcess])
  })
  test('with the power of its machine too', () => {
    const worker = script('worker', 'S', [{ compute: { ms: 100 } }])
    const t = operated(
      [{ suspend: 'S.worker' }],
      [worker],
      [{ time: 50e6, action: 'reboot', target: 'S' }],
    )
    expect(around(t, 'S.worker')).toEqual(['ready', 'suspended', 'dead'])
    clean(t)
  })
})

describe('a copy', () => {
  const worker = script('worker', 'S', [{ compute: { ms: 100 } }, { note: 'done' }])
  test('of a Suspend that is done is answered again and not done again', () => {
    const t = operated(
      [{ suspend: 'S.worker', as: 'result' }, { resume: 'S.worker' }],
      [worker],
      [lose('*/suspend1/REPLY.1')],
    )
    expect([frames(t, /SUSPEND/), frames(t, /suspend1.REPLY/)]).toEqual([2, 2])
    expect(records(t.trace, Kind.controlled)).toHaveLength(2)
    expect(variable(t, 'O.operator/result')).toBe('replied')
    expect(noted(t, 'done')).toHaveLength(1)
  })
  test('that is late does not undo the Resume after it', () => {
    const delay = { time: 0, action: 'delay', target: '*/SUSPEND.1', amount: 150_000 }
    const t = operated([{ suspend: 'S.worker' }, { resume: 'S.worker' }], [worker], [delay])
    expect(frames(t, /SUSPEND/)).toBe(2)
    expect(noted(t, 'done')).toHaveLength(1)
    clean(t)
  })
})

describe('a group', () => {
  /** Two members on each of W1 … W3; the operator is on O. */
  const JOB = { process: 'job' }
  const hosts = [
    { name: 'O', metre: 10, buffers: 32 },
    { name: 'W', metre: 20, spacing: 10, count: 3, role: 'server' },
  ]
  const member = (name: string) =>
    script(name, 'W', [{ joinGroup: { group: JOB } }, { compute: { ms: 200 } }, { note: 'done' }])
  const all = (ops: readonly unknown[], interventions: readonly Intervention[] = []) =>
    operated(ops, [member('one'), member('two')], interventions, { hosts })
  const ended = ({ trace }: Trial) =>
    records(trace, Kind.processDestroyed).filter((i) => trace.a(i) === DestroyReason.destroyed)

  test('is stopped by one frame, each kernel doing it for its own, and let go by another', () => {
    const t = all([{ suspend: JOB }, sleep(300), { resume: JOB }])
    expect([frames(t, /SUSPEND/), frames(t, /suspend1.REPLY/)]).toEqual([1, 3])
    expect([frames(t, /RESUME/), frames(t, /resume2.REPLY/)]).toEqual([1, 3])
    expect(records(t.trace, Kind.controlled)).toHaveLength(12)
    expect(noted(t, 'done')).toHaveLength(6)
    expect(Math.min(...noted(t, 'done'))).toBeGreaterThan(320)
    clean(t)
  })
  test('is destroyed by one frame', () => {
    const t = all([{ destroy: JOB }])
    expect(frames(t, /DESTROY/)).toBe(1)
    expect(ended(t)).toHaveLength(6)
    clean(t)
  })
  test('is destroyed as far as it was heard: one answer is enough', () => {
    const t = all([{ destroy: JOB }], [lose('*/DESTROY.1@W2')])
    expect(frames(t, /DESTROY/)).toBe(1)
    expect(ended(t)).toHaveLength(4)
    expect(noted(t, 'done')).toHaveLength(2)
  })
  test('without an answer is asked again, until one kernel has answered', () => {
    const t = all([{ destroy: JOB }], [lose('*/DESTROY.1')])
    expect(frames(t, /DESTROY/)).toBe(2)
    expect(ended(t)).toHaveLength(6)
  })
  test('has its other members acted on where one of them asks', () => {
    const asker = [{ joinGroup: { group: JOB } }, sleep(30), { destroy: JOB }, { note: 'alone' }]
    const t = operated([], [member('one'), script('two', 'W1', asker)], [], { hosts })
    expect(ended(t)).toHaveLength(3)
    expect(noted(t, 'alone')).toHaveLength(1)
    clean(t)
  })
})
