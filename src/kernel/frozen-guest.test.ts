// What is done to a program's memory while it is frozen: put off until it goes on, here or elsewhere; nothing is written
// into the copy that is left behind, and nobody's work is done twice.
import { describe, expect, test } from 'vitest'
import { processMigration } from '../scenarios/process-migration/document.ts'
import { DestroyReason, Kind, MoveResult } from '../trace/kinds.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { records, type Trial, trial } from '../worker/trial.ts'

type Switches = Readonly<Record<string, SwitchValue>>

/** The server that the program asks for data stands on that machine. */
function leaning(host: string, switches: Switches = {}, afterMs = 300): Trial {
  const processes = processMigration.processes.map((part) => {
    if (part.name === 'owner') return { ...part, args: { ...part.args, afterMs } }
    return part.name === 'server' ? { ...part, host } : part
  })
  const small = { addressSpaceKB: 64, workingSetKB: 32, leans: 'yes' }
  const document = { ...processMigration, processes }
  return trial(document, { switches: { ...small, ...switches } })
}
/** What a run broke; one that comes to no end leaves somebody waiting. */
const broken = ({ summary }: Trial) => [
  ...new Set(summary.violations.map(({ check }) => check)),
  ...(summary.endReason === 'quiescent' ? [] : [summary.endReason]),
]
/** Whether the program has been told of another page than it got, or of none. */
const complains = ({ trace }: Trial) =>
  Array.from({ length: trace.length }, (_, i) => trace.nameOf(trace.entity(i))).some((name) =>
    /\.worker(#\d+)?\/worker$/.test(name),
  )
const moves = ({ trace }: Trial) =>
  records(trace, Kind.moveClose)
    .filter((i) => trace.nameOf(trace.entity(i)).includes('.worker/send'))
    .map((i) => trace.a(i))
const putOff = ({ trace }: Trial) => {
  const frozen = trace.time(records(trace, Kind.guestFrozen)[0] as number)
  const packets = records(trace, Kind.putOffFrozen).filter((i) =>
    /DATA/.test(trace.nameOf(trace.entity(i))),
  )
  return [...packets, ...records(trace, Kind.movePutOff)].filter((i) => trace.time(i) >= frozen)
}

describe.each(['C', 'Old', 'New'])('a server on %s moves data to it', (host) => {
  test.each(['pre-copy', 'freeze-and-copy'])('%s: each page whole, each request once', (method) => {
    const t = leaning(host, { method })
    expect(moves(t).length).toBeGreaterThan(10)
    expect(new Set(moves(t))).toEqual(new Set([MoveResult.done]))
    expect([complains(t), broken(t)]).toEqual([false, []])
    expect(t.summary.metrics.runningCopyState).toBe('New')
  })
})

/** Its owner comes back just before a page would have been moved: that meets the program frozen. */
const MEETS_MS = 335

test.each(['C', 'Old', 'New'])(
  'a move from %s that meets it frozen waits, however long',
  (host) => {
    const t = leaning(host, { method: 'freeze-and-copy', addressSpaceKB: 192 }, MEETS_MS)
    expect(putOff(t).length).toBeGreaterThan(0)
    expect([complains(t), broken(t)]).toEqual([false, []])
  },
)

test.each([
  ['call-lost', 'Old'],
  ['here-lost', 'New'],
  ['word-lost', 'New'],
])('%s: it is found where it goes on, on %s', (happens, end) => {
  for (const host of ['C', 'Old', 'New']) {
    const t = leaning(host, { happens, method: 'freeze-and-copy' }, MEETS_MS)
    expect([host, complains(t), broken(t)]).toEqual([host, false, []])
    expect(t.summary.metrics.runningCopyState).toBe(end)
  }
})

/** Somebody on that machine who does `what` to the program's first process while it is frozen. */
function meddled(host: string, what: 'destroy' | 'suspend'): Trial {
  const meddler = {
    name: 'meddler',
    host,
    program: 'script',
    args: {
      do: [
        { send: { to: { process: 'Old.mover' } }, as: 'program' },
        { sleep: { ms: 450 } },
        { [what]: { variable: 'program' } },
      ],
    },
  }
  const document = { ...processMigration, processes: [...processMigration.processes, meddler] }
  const switches = { addressSpaceKB: 192, workingSetKB: 32, method: 'freeze-and-copy' }
  return trial(document as typeof processMigration, { switches })
}

describe.each(['C', 'Old', 'New'])('on the word of somebody on %s', (host) => {
  test('it is destroyed where it goes on, and not at the copy that is left behind', () => {
    const { trace } = meddled(host, 'destroy')
    const destroyed = records(trace, Kind.processDestroyed)
      .filter((i) => trace.a(i) === DestroyReason.destroyed)
      .map((i) => trace.nameOf(trace.entity(i)))
    expect(destroyed).toEqual(['New.counter'])
  })
  test('it is stopped where it goes on', () => {
    const { trace } = meddled(host, 'suspend')
    const stopped = records(trace, Kind.controlled).map((i) => trace.nameOf(trace.a(i)))
    expect(stopped).toEqual(['New.counter'])
  })
})

test('a program is moved with what is left of it where one of its processes was ended', () => {
  const interventions = [{ time: 310_000_000, action: 'destroy', target: 'Old.counter' }]
  const switches = { addressSpaceKB: 64, workingSetKB: 32 }
  const { trace, summary } = trial(processMigration, { switches, interventions })
  const thawed = records(trace, Kind.guestThawed).map((i) => trace.nameOf(trace.entity(i)))
  expect([thawed, summary.didNotApply, summary.endReason]).toEqual([
    ['New.worker'],
    [],
    'quiescent',
  ])
})
