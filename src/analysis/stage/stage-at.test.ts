import { describe, expect, test } from 'vitest'
import { EntityType } from '../../trace/entities.ts'
import { BRANCH_STATES, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { bandsOf, carries } from './bands.ts'
import { nextHappening, stageAt } from './stage-at.ts'
import { askTheBank, askTheGroup, Fixture, twoAtOnce } from './stage-fixture.ts'
import type { StageHost, StageModel, StageRun } from './stage-model.ts'

function at(run: StageRun, time: number): StageModel {
  return stageAt(run, run.trace.prefix({ time, ordinal: -1 }), time)
}
function host(model: StageModel, name: string): StageHost {
  const found = model.hosts.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`No ${name} on the stage.`)
  return found
}

describe('a signal on the cable', () => {
  const line = { metres: 500, nsPerMetre: 4, cuts: [] }
  const signal = { source: 195, from: 1000, to: 9000, jamFrom: Number.POSITIVE_INFINITY }

  test('runs both ways from its source while it is sent', () => {
    const [left, right] = bandsOf(signal, line, 1400)
    expect(left).toMatchObject({ near: 195, far: 95, front: true, tail: false })
    expect(right).toMatchObject({ near: 195, far: 295, front: true, tail: false })
  })
  test('has no front on the cable once it is past the end', () => {
    const [left, right] = bandsOf(signal, line, 1900)
    expect(left).toMatchObject({ far: 0, front: false })
    expect(right).toMatchObject({ far: 420, front: true })
  })
  test('draws its tail after it, and then is gone', () => {
    const bands = bandsOf(signal, line, 9400)
    expect(bands).toEqual([
      expect.objectContaining({ near: 95, far: 0, tail: true }),
      expect.objectContaining({ near: 295, far: 500, tail: true }),
    ])
    expect(carries(bands, 200)).toBe(false)
    expect(carries(bands, 400)).toBe(true)
    expect(bandsOf(signal, line, 9000 + 4 * 305)).toEqual([])
  })
  test('does not pass a cut, and what had passed it runs on', () => {
    const cuts = [{ metre: 295, from: 2000, to: Number.POSITIVE_INFINITY }]
    const [, here, beyond] = bandsOf(signal, { ...line, cuts }, 2400)
    expect(here).toMatchObject({ near: 195, far: 295, front: false })
    expect(beyond).toMatchObject({ near: 395, far: 500, front: false })
  })
  test('is all on one side of a cut that was there before it', () => {
    const cuts = [{ metre: 295, from: 0, to: Number.POSITIVE_INFINITY }]
    const bands = bandsOf(signal, { ...line, cuts }, 3000)
    expect(bands.map(({ far }) => far)).toEqual([0, 295])
  })
})

describe('the stage while A asks the group', () => {
  const run = askTheGroup()
  const now = at(run, 1_000_600)

  test('says who hears the frame', () => {
    const words = now.hosts.map(({ name, interface: { word } }) => `${name} ${word}`)
    expect(words).toEqual([
      'B quiet',
      'F1 receiving',
      'F2 both full',
      'A sending',
      'P not for me',
      'F3 quiet',
      'G quiet',
      'F4 quiet',
    ])
  })
  test('labels the wave', () => {
    expect(now.waves).toHaveLength(1)
    expect(now.waves[0]).toMatchObject({
      hue: 'request',
      source: 195,
      title: 'SEND from A.client',
      detail: '0.60 µs old, 150 m each way. Its tail leaves A in 71.4 µs.',
    })
  })
  test('knows what happens next at the speed of the signal', () => {
    expect(now.next?.line).toBe('Next: the front reaches F3, in 0.06 µs')
    const before = nextHappening(run, run.trace.prefix({ time: 950_000, ordinal: -1 }), 950_000)
    expect(before?.line).toBe('Next: SEND goes to the interface, in 50.0 µs')
  })
  test('shows states as an onlooker knows them, and the timer that runs', () => {
    expect(host(now, 'A').processes[0]).toMatchObject({ state: 'send', word: 'send-blocked' })
    expect(host(now, 'P').processes[0]).toMatchObject({ state: 'reply', word: 'reply-blocked' })
    expect(host(now, 'A').timers).toEqual([
      expect.objectContaining({ purpose: 'to retry', left: 4_899_400, duration: 5_000_000 }),
    ])
    expect(host(now, 'F4').cpu).toMatchObject({ owner: 'user', word: 'fs4' })
  })
  test('keeps the cross where a frame was lost', () => {
    expect(host(now, 'F2').loss).toBeNull()
    expect(host(at(run, 2_000_000), 'F2').loss?.says).toBe(
      'SEND lost: F2’s interface had no free buffer',
    )
  })
})

describe('the stage of a client and a server', () => {
  const run = askTheBank()

  test('fills a buffer while a frame comes in, and holds it until the kernel has it', () => {
    const half = host(at(run, 837_200), 'S').interface
    expect(half).toMatchObject({ word: 'receiving', used: 0, hears: 'request' })
    expect(half.filling).toBeCloseTo(0.5, 2)
    expect(host(at(run, 900_000), 'S').interface).toMatchObject({ word: 'quiet', used: 1 })
  })
  test('has values, queues and whom a server serves', () => {
    const server = host(at(run, 1_600_000), 'S')
    expect(server.variables).toEqual([expect.objectContaining({ name: 'balance', value: '105' })])
    expect(server.processes[0]).toMatchObject({ queue: 1, serves: 'A.client', state: 'running' })
    expect(server.aliens[0]).toMatchObject({ state: 'received', stands: 'A.client' })
    expect(host(at(run, 1_600_000), 'A').variables[0]?.value).toBe('none yet')
  })
  test('stops a timer that was cancelled', () => {
    expect(host(at(run, 2_050_000), 'A').timers).toHaveLength(1)
    expect(host(at(run, 2_150_000), 'A').timers).toHaveLength(0)
  })
  test('a reply is green and comes from the server', () => {
    expect(at(run, 2_000_400).waves[0]).toMatchObject({
      hue: 'reply',
      title: 'REPLY from S to A.client',
    })
  })
  test('a host without power has lost its memory', () => {
    const dead = host(at(run, 3_500_000), 'S')
    expect(dead.on).toBe(false)
    expect(dead.interface.word).toBe('off')
    expect(dead.variables).toEqual([])
    expect(dead.processes[0]?.word).toBe('lost')
  })
})

describe('a collision', () => {
  const run = twoAtOnce()

  test('is a star where the fronts met', () => {
    expect(at(run, 1_000_700).meets).toEqual([])
    expect(at(run, 1_000_700).next?.line).toBe('Next: the fronts meet at 300 m, in 0.10 µs')
    expect(at(run, 1_000_900).meets[0]).toMatchObject({ metre: 300, time: 1_000_800 })
    expect(at(run, 1_100_000).meets).toEqual([])
  })
  test('jams from where each side heard it', () => {
    const { waves, hosts } = at(run, 1_002_000)
    const jam = waves[0]?.bands.filter((band) => band.jam)
    expect(jam).toEqual([
      expect.objectContaining({ near: 100, far: 0 }),
      expect.objectContaining({ near: 100, far: 200 }),
    ])
    expect(hosts.map((h) => h.interface.word)).toEqual(['jamming', 'garbled', 'jamming'])
  })
  test('shows the backoff as a timer', () => {
    const timer = host(at(run, 1_005_000), 'A').timers[0]
    expect(timer).toMatchObject({ purpose: 'backing off', duration: 3 * 51_200 })
  })
})

describe('a long run', () => {
  const f = new Fixture([['A', 'workstation', 0, 'client']])
  const set: number[] = []
  for (let i = 0; i < 5000; i++) {
    const timer = f.entity(EntityType.timer, f.process('A.client'), `t${i}`)
    set.push(f.record(i * 1000, Kind.timerSet, timer, 5))
    // Every timer but each hundredth is cancelled half a microsecond later.
    if (i % 100 !== 0) f.record(i * 1000 + 500, Kind.timerEnd, timer, 0, 0, set[i])
  }
  const run = f.done(5_000_000)

  test('knows the timers that run, forwards and backwards', () => {
    const names = (time: number) =>
      host(at(run, time), 'A').timers.map(({ entity }) => run.trace.localName(entity))
    expect(names(4_950_700)).toHaveLength(50)
    expect(names(250_700)).toEqual(['t0', 't100', 't200'])
    expect(names(250_200)).toEqual(['t0', 't100', 't200', 't250'])
  })
  test('does not look at the whole of it for one instant', () => {
    const { trace } = run
    let looked = 0
    const counted = new Proxy(trace, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          looked++
          return Reflect.apply(value, target, args)
        }
      },
    })
    stageAt({ ...run, trace: counted }, trace.length, 5_000_000)
    looked = 0
    stageAt({ ...run, trace: counted }, trace.length, 5_000_000)
    expect(looked).toBeLessThan(1000)
  })
})

test('a machine shows the transaction that it last heard of, and what that holds', () => {
  const fixture = new Fixture([['P', 'file-server', 100]])
  const machine = fixture.host('P').entity
  const [old, young] = ['T1', 'T2'].map((name) => fixture.entity(EntityType.branch, machine, name))
  const lock = fixture.entity(EntityType.lock, machine, 'x')
  fixture.change(10, old as number, Field.branchState, BRANCH_STATES.indexOf('active'))
  fixture.change(20, young as number, Field.branchState, BRANCH_STATES.indexOf('active'))
  fixture.change(20, lock, Field.lockHolder, young as number)
  fixture.change(30, old as number, Field.branchState, BRANCH_STATES.indexOf('aborted'))
  fixture.change(40, young as number, Field.branchState, BRANCH_STATES.indexOf('prepared'))
  const run = fixture.done(50)
  expect(host(at(run, 5), 'P').branch).toBeNull()
  expect(host(at(run, 25), 'P').branch).toMatchObject({ name: 'T2', holds: ['x'] })
  expect(host(at(run, 35), 'P').branch).toMatchObject({ name: 'T1', state: 'aborted', holds: [] })
  expect(host(at(run, 45), 'P').branch).toMatchObject({ name: 'T2', state: 'prepared' })
})
