// Steps, beats, causes, lamps and what-ifs, on real runs of the library.
import { describe, expect, test } from 'vitest'
import { libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { ownInterventions } from '../scenarios/document/placed-faults.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { LAYERS, NONE } from '../trace/record.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { type Trial, trial } from '../worker/trial.ts'
import { BeatSearch, beatAt, beatCursors, neighbourBeat } from './beats.ts'
import { inspect } from './inspect.ts'
import { lampsAt } from './lamps.ts'
import { findRecord, identityMatcher } from './matching.ts'
import { figureRows, metricRows } from './metrics-view.ts'
import { BEGIN, nextStop, previousStop } from './steps.ts'
import { whatIf } from './what-if.ts'
import { askableRecord, causeOf, whyChain } from './why.ts'
import { recordWords } from './words.ts'

function runOf(
  id: string,
  change: Partial<RunTuple> = {},
): Trial & { readonly document: ScenarioDocument } {
  const document = libraryDocument(id)
  if (!document) throw new Error(`There is no ${id}.`)
  return { document, ...trial(document, change) }
}

const exchange = runOf('message-exchange')
const lost = runOf('lost-reply')

describe('steps', () => {
  test.each(LAYERS)('at layer %s go through the same instants both ways', (layer) => {
    const { trace } = exchange
    const there: number[] = []
    let cursor = BEGIN
    for (;;) {
      const stop = nextStop(trace, cursor, layer)
      if (!stop) break
      expect(stop.cursor.time).toBeGreaterThan(cursor.time)
      cursor = stop.cursor
      there.push(cursor.time)
    }
    const back: number[] = [cursor.time]
    for (;;) {
      const stop = previousStop(trace, cursor, layer)
      if (!stop) break
      cursor = stop.cursor
      back.push(cursor.time)
    }
    expect(back.reverse()).toEqual(there)
  })

  test('a finer layer has all stops of a coarser one', () => {
    const stopsAt = (layer: (typeof LAYERS)[number]): number[] => {
      const times: number[] = []
      let stop = nextStop(exchange.trace, BEGIN, layer)
      while (stop) {
        times.push(stop.cursor.time)
        stop = nextStop(exchange.trace, stop.cursor, layer)
      }
      return times
    }
    const finest = new Set(stopsAt('signal'))
    for (const layer of LAYERS) for (const time of stopsAt(layer)) expect(finest).toContain(time)
  })
})

describe('beats', () => {
  test.each([exchange, lost])('of $document.id all occur at the defaults, in order', (run) => {
    const cursors = beatCursors(run.trace, run.document.story)
    expect(cursors).not.toContain(null)
    const times = cursors.map((cursor) => cursor?.time ?? -1)
    expect(times).toEqual([...times].sort((one, two) => one - two))
    cursors.forEach((cursor, i) => {
      if (cursor) expect(beatAt(cursors, cursor)).toBeGreaterThanOrEqual(i)
    })
  })

  test('are found a few records at a time as they are all at once', () => {
    const { trace, document } = exchange
    const whole = beatCursors(trace, document.story)
    const search = new BeatSearch(trace, document.story)
    let times = 0
    while (search.look(3)) times++
    expect(search.cursors).toEqual(whole)
    expect(times).toBeGreaterThan(10)
  })

  test('that do not occur are passed over', () => {
    const cursors = [BEGIN, null, { time: 5, ordinal: -1 }]
    expect(neighbourBeat(cursors, 0, 1)).toBe(2)
    expect(neighbourBeat(cursors, 2, -1)).toBe(0)
    expect(neighbourBeat(cursors, 2, 1)).toBe(null)
  })
})

describe('predicates', () => {
  test('find by kind, identity, named value and number', () => {
    const { trace } = exchange
    const first = findRecord(trace, { kind: 'sendOpen' })
    const last = findRecord(trace, { kind: 'sendOpen', nth: -1 })
    expect(trace.nameOf(trace.entity(first))).toBe('A.client/send1')
    expect(last).toBeGreaterThan(first)
    expect(findRecord(trace, { kind: 'received', where: { a: 'S.server' } })).not.toBe(NONE)
    expect(findRecord(trace, { kind: 'received', where: { a: 'A.*' } })).toBe(NONE)
    const blocked = { kind: 'change:sendSeen', entity: 'A.*', where: { b: 'reply-blocked' } }
    expect(trace.kind(findRecord(trace, blocked))).toBe(CHANGE + Field.sendSeen)
    expect(findRecord(trace, { kind: 'no such kind' })).toBe(NONE)
  })

  test.each([
    ['A.*', 'A.client', true],
    ['*/send1/*', 'A.client/send1/SEND.1', true],
    ['A*A', 'A', false],
    ['A', 'AB', false],
  ])('%s against %s', (pattern, name, matches) => {
    expect(identityMatcher(pattern)(name)).toBe(matches)
  })
})

describe('why', () => {
  test('every chain goes back in the trace to where no cause is left, or to a first cause', () => {
    const { trace } = lost
    for (let i = 0; i < trace.length; i++) {
      const chain = whyChain(trace, i)
      const records = chain.map(({ record }) => record)
      expect(records[0]).toBe(i)
      expect(records).toEqual([...records].sort((one, two) => two - one))
      const end = records[records.length - 1] as number
      const isFirst = [
        Kind.intervention,
        Kind.processCreated,
        Kind.runStart,
        Kind.timerSet,
      ].includes(trace.kind(end) as never)
      expect(isFirst || causeOf(trace, end) === NONE).toBe(true)
    }
  })

  test('a lost frame is told by the fault that was placed', () => {
    const { trace, setup, document } = lost
    const record = findRecord(trace, { kind: 'lost' })
    const chain = whyChain(trace, record)
    const interventions = ownInterventions(document)
    const run = { trace, setup, interventions, given: interventions.length }
    const told = chain.map((hop) => recordWords(run, hop.record))
    expect(told[0]).toBe('REPLY 1 to A’s client is lost at A: it was taken away on purpose.')
    expect(told.at(-1)).toMatch(/^The scenario loses REPLY/)
  })

  test('a Send that failed with its machine is told back to who cut the power', () => {
    const interventions = [{ time: 800_000, action: 'crash', target: 'A' }]
    const { trace, setup } = runOf('message-exchange', { interventions })
    const failed = findRecord(trace, { kind: 'sendClose', entity: 'A.client/send1' })
    const run = { trace, setup, interventions, given: 0 }
    const told = whyChain(trace, failed).map(({ record }) => recordWords(run, record))
    expect(told[0]).toMatch(/^A’s client waits no more: it is gone with its machine/)
    expect(told.at(-1)).toBe('You cut the power of A.')
  })

  test('of a machine one asks about the last thing that tells something', () => {
    const { trace } = exchange
    const record = askableRecord(trace, trace.find('S'), trace.length)
    expect(recordWords(exchange, record)).not.toMatch(/processor|idle/)
  })
})

describe('lamps', () => {
  test('are dark, then kept, and say nothing of what is to come', () => {
    const early = lampsAt(lost, 0)
    expect(early.every(({ state }) => state === 'not yet exercised')).toBe(true)
    const late = lampsAt(lost, lost.trace.length)
    expect(late.find(({ id }) => id === 'executed-at-most-once')?.state).toBe('kept')
  })

  test('break on the broken side of the pair, with a sentence', () => {
    const broken = runOf('lost-reply', { switches: { duplicateTable: 'off' } })
    const lamp = lampsAt(broken, broken.trace.length).find(({ state }) => state === 'broken')
    expect(lamp?.id).toBe('executed-at-most-once')
    expect(lamp?.sentence).toMatch(/./)
  })
})

describe('what if', () => {
  const place = (time: number) => ({
    trace: lost.trace,
    setup: lost.setup,
    prefix: lost.trace.prefix({ time, ordinal: -1 }),
    time,
  })
  test('a frame can be lost until it is over', () => {
    const frame = 'A.client/send1/SEND.1'
    const early = whatIf(place(0), frame)
    expect(early?.choices.map(({ vain }) => vain)).toEqual([null, null, null, null])
    const delay = early?.choices.find(({ amount }) => amount !== undefined)
    expect(delay?.intervention.amount).toBe(
      (delay?.amount?.usual ?? 0) * (delay?.amount?.counts ?? 0),
    )
    const late = whatIf(place(lost.trace.simulatedNs), frame)
    expect(late?.choices.every(({ vain }) => vain !== null)).toBe(true)
  })
  test('a running machine is not started again', () => {
    const vain = whatIf(place(1e6), 'S')?.choices.find(
      ({ intervention }) => intervention.action === 'reboot',
    )?.vain
    expect(vain).toBe('S is running')
  })
  test('in the menu of a process its machine is called by its name', () => {
    const labels = (name: string) => whatIf(place(1e6), name)?.choices.map(({ label }) => label)
    expect(labels('S')).toEqual(
      expect.arrayContaining(['Cut its power', 'Start it again', 'Run it slowed down', 'Pause it']),
    )
    expect(labels('S.server')).toEqual([
      'End this process',
      'Cut S’s power',
      'Start S again',
      'Run S slowed down',
      'Pause S',
    ])
  })
  test('what cannot be acted on has no menu', () => {
    expect(whatIf(place(0), 'nobody')).toBe(null)
  })
})

test('a figure of another run names the switches by their labels', () => {
  const { figures = [], metrics, switches } = exchange.document
  const turned = Object.fromEntries(switches.map(({ key, default: usual }) => [key, usual]))
  const rows = figureRows(figures, null, turned, metrics, switches)
  expect(rows.map((row) => row.when)).toContain('processor clock 8 MHz')
})

test('a metric that every run has is called by a name, not by its letters', () => {
  const own = exchange.document.metrics.map(({ name }) => name)
  const labels = metricRows(exchange.summary.metrics, []).filter(({ name }) => !own.includes(name))
  expect(labels.length).toBeGreaterThan(5)
  for (const { label } of labels)
    expect(label).not.toMatch(/^(Cpu|Processor) busy$|On wire|Invariant/i)
})

describe('the inspector', () => {
  test('reads a frame’s bytes', () => {
    const { trace, setup } = exchange
    const at = { trace, setup, prefix: trace.length, time: trace.simulatedNs }
    const shown = inspect(at, 'A.client/send1/SEND.1')
    expect(shown?.title).toBe('SEND 1 from A’s client')
    expect(shown?.strip?.fields.find(({ name }) => name === 'kind')?.value).toBe('SEND')
    const sum = shown?.strip?.parts.reduce((bytes, part) => bytes + part.bytes, 0)
    expect(sum).toBe(shown?.strip?.bytes)
  })
  test('has a view of every entity at every tenth record', () => {
    const { trace, setup } = lost
    for (let prefix = 0; prefix <= trace.length; prefix += 10)
      for (let entity = 0; entity < trace.entityCount; entity++) {
        const name = trace.nameOf(entity)
        if (name === '') continue
        const time = prefix === 0 ? 0 : trace.time(prefix - 1)
        const shown = inspect({ trace, setup, prefix, time }, name)
        expect(`${shown?.title} ${JSON.stringify(shown?.facts)}`).not.toMatch(/undefined|NaN/)
      }
  })
})
