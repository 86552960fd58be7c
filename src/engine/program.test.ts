import { describe, expect, test } from 'vitest'
import { EndReason } from '../trace/kinds.ts'
import { advance, type Program, type Runner, SystemCall } from './program.ts'
import { DEFAULT_LIMITS, Simulation } from './simulation.ts'

class SleepCall extends SystemCall<number> {
  readonly nanos: number
  constructor(nanos: number) {
    super()
    this.nanos = nanos
  }
}
class AskCall extends SystemCall<string | undefined> {}
const Sleep = (nanos: number) => new SleepCall(nanos)
const Ask = () => new AskCall()

interface Running {
  readonly program: Program
  dead: boolean
}

/** Sleeps, and answers at once: with nothing, which is an answer too. */
function machine() {
  const sim = new Simulation(1, 'nothing', null, false)
  const heard: string[] = []
  const runner: Runner<Simulation, Running> = {
    carryOut(_sim, process, call) {
      if (call instanceof AskCall) return { result: undefined }
      const sleep = call as SleepCall
      if (sleep.nanos < 0) throw new RangeError('Nobody sleeps backwards.')
      sim.after(sleep.nanos, wake, process)
      return undefined
    },
    ended: () => void heard.push('ended'),
    failed: (_sim, _process, error) => void heard.push((error as Error).message),
  }
  const wake = (process: Running): void => advance(runner, sim, process, sim.now)
  const start = (program: Program): Running => {
    const process = { program, dead: false }
    sim.at(0, (it: Running) => advance(runner, sim, it, undefined), process)
    return process
  }
  return { sim, heard, start }
}

describe('a program', () => {
  test('blocks, and goes on with the result of its call', () => {
    const { sim, heard, start } = machine()
    start(
      (function* (): Program {
        heard.push(`${yield* Sleep(5)}`)
        heard.push(`${yield* Ask()}`)
        heard.push(`${yield* Sleep(7)}`)
      })(),
    )
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    expect(heard).toEqual(['5', 'undefined', '12', 'ended'])
  })

  test('that throws has failed, and the run goes on', () => {
    const { sim, heard, start } = machine()
    start(
      (function* (): Program {
        throw new Error('broken')
      })(),
    )
    start(
      (function* (): Program {
        yield* Sleep(1)
      })(),
    )
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    expect(heard).toEqual(['broken', 'ended'])
  })

  test('is not blamed for what its runner throws', () => {
    const { sim, heard, start } = machine()
    start(
      (function* (): Program {
        yield* Sleep(-1)
      })(),
    )
    expect(() => sim.run(DEFAULT_LIMITS)).toThrow('Nobody sleeps backwards.')
    expect(heard).toEqual([])
  })

  test('that never blocks ends the run', () => {
    const { sim, start } = machine()
    start(
      (function* (): Program {
        for (;;) yield* Ask()
      })(),
    )
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.eventsAtOneInstant)
  })

  test('that is dead is not gone on with, and runs no finally', () => {
    const { sim, heard, start } = machine()
    const process = start(
      (function* (): Program {
        try {
          yield* Sleep(5)
        } finally {
          heard.push('finally')
        }
      })(),
    )
    sim.at(
      1,
      () => {
        process.dead = true
      },
      null,
    )
    expect(sim.run(DEFAULT_LIMITS)).toBe(EndReason.quiescent)
    expect(heard).toEqual([])
  })
})
