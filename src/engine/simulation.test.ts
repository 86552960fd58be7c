import { describe, expect, test } from 'vitest'
import { EndReason } from '../trace/kinds.ts'
import { DEFAULT_LIMITS, Simulation } from './simulation.ts'

const fresh = () => new Simulation(1, 'nothing', null, false)

describe('time', () => {
  test('an event before now is a broken promise, not a hang', () => {
    const sim = fresh()
    sim.at(10, () => void sim.at(5, () => {}, null), null)
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.assertion)
    expect(sim.failure).toContain('before now')
  })
  test('a run ends at its time and says whether anything was left', () => {
    const sim = fresh()
    sim.at(10, () => {}, null)
    sim.at(30, () => {}, null)
    expect(sim.run({ ...DEFAULT_LIMITS, untilNs: 20 })).toBe(EndReason.time)
    expect(sim.now).toBe(20)
  })
  test('what is put off past the end of time never comes', () => {
    const sim = fresh()
    sim.after(Number.POSITIVE_INFINITY, () => expect.unreachable(), null)
    sim.at(10, () => {}, null)
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    expect(sim.now).toBe(10)
  })
  test('a run to rest ends at the latest when it may, and says what of the two it was', () => {
    const limits = { ...DEFAULT_LIMITS, atMostNs: 105 }
    const restless = fresh()
    const again = (): void => void restless.after(30, again, null)
    restless.at(10, again, null)
    expect(restless.run(limits)).toBe(EndReason.time)
    expect(restless.now).toBe(105)
    const quiet = fresh()
    quiet.at(10, () => {}, null)
    expect(quiet.run(limits)).toBe(EndReason.quiescent)
    expect(quiet.now).toBe(10)
  })
  test('a cancelled event does not happen, and cancelling it again harms nobody', () => {
    const sim = fresh()
    const happened: string[] = []
    const first = sim.at(10, () => void happened.push('a'), null)
    sim.cancel(first)
    sim.at(10, () => void happened.push('b'), null)
    sim.cancel(first)
    sim.run(DEFAULT_LIMITS)
    expect(happened.join('')).toBe('b')
  })
})

describe('budgets', () => {
  test('a storm at one instant ends the run', () => {
    const sim = fresh()
    const again = (): void => void sim.after(0, again, null)
    sim.at(1, again, null)
    expect(sim.run({ ...DEFAULT_LIMITS, eventsAtOneInstantMax: 1000 })).toBe(
      EndReason.eventsAtOneInstant,
    )
  })
  test('a run past its budget ends', () => {
    const sim = fresh()
    const again = (): void => void sim.after(1, again, null)
    sim.at(1, again, null)
    expect(sim.run({ ...DEFAULT_LIMITS, eventsMax: 1000 })).toBe(EndReason.eventBudget)
  })
})

describe('interventions', () => {
  const order = (cut: number, time = 10) => {
    const sim = fresh()
    const happened: string[] = []
    for (const name of ['a', 'b', 'c']) sim.at(10, () => void happened.push(name), null)
    sim.at(20, () => void happened.push('d'), null)
    sim.intervene({ time, cut, act: () => void happened.push('!') })
    sim.run(DEFAULT_LIMITS)
    return happened.join('')
  }
  test('act after all events of their time', () =>
    expect(order(Number.POSITIVE_INFINITY)).toBe('abc!d'))
  test('or after the first k of them', () => {
    expect(order(0)).toBe('!abcd')
    expect(order(2)).toBe('ab!cd')
  })
  test('in the order of their times, however they were written down', () => {
    const sim = fresh()
    const happened: string[] = []
    for (const time of [30, 10, 20])
      sim.intervene({
        time,
        cut: Number.POSITIVE_INFINITY,
        act: () => void happened.push(`${sim.now}`),
      })
    sim.run(DEFAULT_LIMITS)
    expect(happened).toEqual(['10', '20', '30'])
  })
  test('count the events of their own instant, not of the one before', () => {
    const sim = fresh()
    const happened: string[] = []
    const say = (what: string): void => void happened.push(what)
    for (const name of ['a', 'b', 'c']) sim.at(5, say, name)
    const begin = (): void => {
      for (const name of ['d', 'e']) sim.at(10, say, name)
    }
    sim.intervene({ time: 10, cut: 0, act: begin })
    sim.intervene({ time: 10, cut: 1, act: () => say('!') })
    sim.run(DEFAULT_LIMITS)
    expect(happened.join('')).toBe('abcd!e')
  })
  test('or when nothing else is left to happen', () =>
    expect(order(Number.POSITIVE_INFINITY, 99)).toBe('abcd!'))
})
