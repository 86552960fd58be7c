// Every count of entry 29 comes out of the enumerator, and the recovery that each outcome rests on is real.
import { describe, expect, test } from 'vitest'
import { columnsOf, cutOf } from '../../lab/cuts.ts'
import { Kind } from '../../trace/kinds.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { cutEverywhere, enumerate } from '../../worker/cuts.ts'
import { derivedMetrics } from '../../worker/derive.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { halfDoneWork } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions = []) =>
  trial(halfDoneWork, { switches, interventions }, 'summaries')
const metrics = (switches: Switches = {}) => run(switches).summary.metrics

function everyCut(switches: Switches, document: ScenarioDocument = halfDoneWork) {
  const found = enumerate(document, { ...defaultTuple(document), switches }, false)
  return columnsOf(cutEverywhere(document, found))
}
const states = (switches: Switches) => everyCut(switches).map(({ state }) => state)

const QUICK = { recovery: 'replay', filesOnDisk: 20 }
const LOOSE = { atomic: 'off', ...QUICK }
const BACK = { ...LOOSE, writePolicy: 'back' }

describe('every cut', { timeout: 180_000 }, () => {
  test.each([2, 3])('of %d writes in order leaves one state more', (writesPerJob) => {
    const found = everyCut({ ...LOOSE, writesPerJob })
    expect(found).toHaveLength(writesPerJob + 1)
    // The client asks for the next write only when the last one is on the disk.
    const names = ['debit', 'credit', 'log', 'receipt']
    const halves = Array.from({ length: writesPerJob - 1 }, (_, i) =>
      i === 0 ? 'debit-only' : names.slice(0, i + 1).join('-and-'),
    )
    expect(found.map(({ state }) => state)).toEqual(['after', 'before', ...halves])
    for (const { state, broken } of found)
      expect([state, broken.size > 0]).toEqual([state, halves.includes(String(state))])
  })

  test('of three writes that wait in memory leaves all eight, wherever the arm stands', () => {
    expect(states(BACK).sort()).toEqual([
      'after',
      'before',
      'credit-and-log',
      'credit-only',
      'debit-and-credit',
      'debit-and-log',
      'debit-only',
      'log-only',
    ])
    const { over: _, ...cuts } = halfDoneWork.cuts as NonNullable<ScenarioDocument['cuts']>
    expect(everyCut(BACK, { ...halfDoneWork, cuts })).toHaveLength(4)
  })

  test.each(['through', 'back'])('of a transaction leaves two, writes %s', (writePolicy) => {
    const failure = writePolicy === 'back' ? 'processor' : 'power'
    const found = everyCut({ ...QUICK, atomic: 'on', writePolicy, failure })
    expect(found.map(({ state }) => state)).toEqual(['after', 'before'])
    expect(found.flatMap(({ broken }) => [...broken])).toEqual([])
  })

  test('of a transaction that its client takes back leaves one', () => {
    expect(states({ ...QUICK, atomic: 'on', ending: 'abort' })).toEqual(['before'])
  })

  test('of the disk leaves nothing, with a transaction too', () => {
    expect(states({ ...QUICK, failure: 'disk' })).toEqual(['nothing-left'])
  })

  test('is what the metrics count', () => {
    const tuple = { ...defaultTuple(halfDoneWork), switches: BACK }
    expect(derivedMetrics(halfDoneWork, tuple)).toEqual({
      statesReachable: 8,
      inconsistentStates: 7,
    })
  })

  test('is a state more where the disk does not finish the sector under its head', () => {
    const torn = {
      ...halfDoneWork,
      hosts: halfDoneWork.hosts.map(({ disk, ...host }) => {
        if (!disk) return host
        const { lastSector: _, ...rest } = disk
        return { ...host, disk: rest }
      }),
    }
    expect(everyCut(LOOSE, torn).length).toBeGreaterThan(4)
  })
})

describe('a second cut', { timeout: 180_000 }, () => {
  test('in the midst of the recovery finds the same', () => {
    const switches = { ...QUICK, failAtMs: 0 }
    const { trace } = trial(halfDoneWork, { switches })
    const committed = trace.time(records(trace, Kind.intentionsKept)[0] as number)
    const back = committed + 50_000_000
    const interventions = [
      { time: committed + 1_000_000, action: 'crash', target: 'F' },
      { time: back, action: 'reboot', target: 'F' },
    ]
    const tuple = { ...defaultTuple(halfDoneWork), switches, interventions }
    const found = enumerate(halfDoneWork, tuple, true)
    const again = cutEverywhere(halfDoneWork, found).filter(
      ({ index }) => cutOf(found, index).instant.time >= back,
    )
    expect(again.length).toBeGreaterThan(10)
    for (const { state, broken } of again) expect([state, broken]).toEqual(['after', []])
  })
})

describe('what is lost', () => {
  test('with a transaction the list is carried out by the next server', () => {
    const { trace, summary } = run()
    expect(summary.metrics).toMatchObject({ recoveredState: 'after', balanceErrorUnits: 0 })
    expect(records(trace, Kind.intentionsReplayed)).toHaveLength(1)
  })
  test('without one the money that was taken is given to nobody', () => {
    const { summary } = run({ atomic: 'off' })
    expect(summary.metrics).toMatchObject({ recoveredState: 'debit-only', balanceErrorUnits: -5 })
    expect(summary.violations.map(({ check }) => check)).toEqual(['atomic-outcome'])
  })
  test('an answered write that waits in memory is gone, and the client was told that it is done', () => {
    const { summary } = run({ atomic: 'off', writePolicy: 'back', failAtMs: 400 })
    expect(summary.metrics.recoveredState).toBe('before')
    expect(summary.violations[0]?.says).toContain('told that it is done')
  })
  test('a full scan grows with the files, a replay does not', () => {
    const ms = (recovery: string, filesOnDisk: number) =>
      Number(metrics({ recovery, filesOnDisk }).recoveryMs)
    expect(ms('scan', 400) / ms('scan', 100)).toBeGreaterThan(3)
    expect(ms('replay', 400) / ms('replay', 100)).toBeLessThan(1.3)
  })
})
