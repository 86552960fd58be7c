// Stations without a kernel, and everything that can happen to a frame between two of them.
import { describe, expect, test } from 'vitest'
import type { HostPart, NetworkPart, TrafficPart } from '../scenarios/document/document.ts'
import { DamageReason, FrameOutcome, Kind } from '../trace/kinds.ts'
import type { Trace } from '../trace/trace.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { records, room, trial } from '../worker/trial.ts'

type Host = Partial<Omit<HostPart, 'traffic' | 'metre'>> & {
  metre?: number
  traffic?: Partial<TrafficPart>
}

function stations(hosts: readonly Host[], network: Partial<NetworkPart> = {}, timeMs?: number) {
  return room({
    network: { preset: 'eth10', metres: 2500, ...network },
    hosts: hosts.map(({ traffic, ...host }, i) => ({
      name: `S${i + 1}`,
      metre: 0,
      role: 'station',
      ...host,
      traffic: { arrivals: 'endless', frameBytes: 64, frames: 1, ...traffic },
    })),
    processes: [],
    ...(timeMs === undefined ? {} : { timeMs }),
  })
}
const pair = (metres: number, traffic: Partial<TrafficPart> = {}, network = {}) =>
  stations([{ traffic }, { metre: metres, traffic }], { metres, ...network })
const run = (document: ReturnType<typeof stations>, tuple: Partial<RunTuple> = {}) =>
  trial(document, tuple, 'everything', { checks: true })

const times = (trace: Trace, kind: number, entity?: RegExp) =>
  records(trace, kind, entity).map((i) => trace.time(i))
const outcomes = (trace: Trace) => records(trace, Kind.frameDone).map((i) => trace.a(i))

describe('the last moment', () => {
  const start = 'last-moment'

  test('a wave that arrives on this very tick is not yet sensed, one tick later it is', () => {
    const { trace } = run(pair(2500, { start }))
    const [first, second] = times(trace, Kind.transmitOpen) as [number, number]
    expect([first, second]).toEqual([0, 10825])
    expect(times(trace, Kind.collision, /S2/)[0]).toBe(10825)
    expect(times(trace, Kind.collision, /S1/)[0]).toBe(21650)
    expect(outcomes(trace)).toEqual([FrameOutcome.sent, FrameOutcome.sent])
    const late = stations([{}, { metre: 2500, traffic: { start } }, { metre: 2499.7 }], {
      metres: 2500,
    })
    expect(run(late).summary.violations).toEqual([])
  })

  test('on 6,651 m the news is back before the frame is out, on 6,652 m it is not', () => {
    const lost = (metres: number) => {
      const { trace, summary } = run(pair(metres, { start }))
      expect(summary.violations).toEqual([])
      return records(trace, Kind.damaged).map((i) => [trace.nameOf(trace.entity(i)), trace.b(i)])
    }
    expect(lost(6651)).toEqual([])
    expect(lost(6652)).toEqual([['S1/frame1', DamageReason.ownTransmission]])
  })

  test('a collision later than a slot is late', () => {
    const open = (trace: Trace, i: number) => trace.time(i) - trace.time(trace.span(i))
    const { trace } = run(pair(6300, { start }))
    const latest = Math.max(...records(trace, Kind.collision).map((i) => open(trace, i)))
    expect(latest).toBeGreaterThan(51_200)
  })
})

describe('bits that change', () => {
  const damaged = (bitErrorRate: number, frames = 200) => {
    const network = { options: { bitErrorRate } }
    const { trace } = run(stations([{ traffic: { frames } }, { metre: 100 }], network))
    return records(trace, Kind.damaged).map((i) => trace.b(i))
  }
  test('never at rate 0, always at rate 1', () => {
    expect(damaged(0)).toEqual([])
    expect(damaged(1, 3)).toEqual([1, 1, 1, 1].map(() => DamageReason.bitError))
  })
  test('in between as often as 576 bits can', () => {
    const expected = 200 * (1 - (1 - 5e-4) ** 576)
    expect(Math.abs(damaged(5e-4).length - expected)).toBeLessThan(25)
  })
})

describe('repeaters', () => {
  const network = { metres: 1000, repeaters: [300, 600] }
  test('hold a frame back, each by its delay', () => {
    const { trace, setup } = run(stations([{}, { metre: 1000 }, { metre: 400 }], network))
    const heard = times(trace, Kind.accepted, /S1/)[0] as number
    expect(heard).toBeGreaterThan(0)
    expect(setup.cable.repeaters).toEqual([300, 600])
    const alone = run(stations([{}, { metre: 1000, traffic: { start: 'last-moment' } }], network))
    expect(times(alone.trace, Kind.transmitOpen, /S2/)[0]).toBe(4330 + 2 * 2000)
  })
  test('shrink the gap between two frames that follow each other', () => {
    const gapAt = (repeaters: number[]) => {
      const { trace } = run(
        stations(
          [
            { traffic: { frames: 2 } },
            { metre: 900, traffic: { arrivals: 'poisson', offeredPercent: 0.001 } },
          ],
          {
            metres: 1000,
            repeaters,
          },
          1,
        ),
      )
      const [first, second] = times(trace, Kind.accepted, /S1/) as [number, number]
      return second - first - 57_600
    }
    expect(gapAt([])).toBe(9600)
    expect(gapAt([300])).toBe(9600 - 1200)
    expect(gapAt([300, 600])).toBe(9600 - 2400)
  })
  test('stand on the cable or are refused', () => {
    expect(() => run(stations([{}], { metres: 500, repeaters: [600] }))).toThrow(
      'a repeater at 600 m is beyond the end of the cable at 500',
    )
  })
})

describe('interfaces of the time', () => {
  const flood = (name: string) => {
    const hosts = [
      { traffic: { frames: 5, to: 'S2' } },
      { metre: 100, interface: name, traffic: { frames: 3, to: 'S1', frameBytes: 1518 } },
    ]
    const { trace } = run(stations(hosts))
    return records(trace, Kind.overrun).filter((i) => /S1/.test(trace.nameOf(trace.entity(i))))
  }
  test('a shared buffer is deaf while a frame waits to go', () => {
    expect(flood('3c501').length).toBeGreaterThan(0)
    expect(flood('3c400')).toEqual([])
  })
  test('an open ear hears what is for others', () => {
    const hosts = [{ traffic: { to: 'S2' } }, { metre: 100 }, { metre: 200, promiscuous: true }]
    const { trace } = run(stations(hosts))
    const heard = records(trace, Kind.accepted, /S1/).map((i) => trace.nameOf(trace.a(i)))
    expect(heard).toEqual(['S2', 'S3'])
  })
  test('an unknown one is refused in a sentence', () => {
    expect(() => run(stations([{ interface: 'ne2000' }]))).toThrow('There is no interface “ne2000”')
  })
})

describe('what a student may do', () => {
  const load = { frames: 3, turnaroundMicros: 100 }
  test('pin the next backoffs, which are drawn from no dice then', () => {
    const at = (target: string, amount: number) => ({ time: 0, action: 'pin', target, amount })
    const { trace } = run(pair(500), { interventions: [at('S1', 1), at('S2', 0)] })
    const drawn = records(trace, Kind.backoffOpen)
    expect(drawn.map((i) => [trace.nameOf(trace.entity(i)), trace.a(i)]).sort()).toEqual([
      ['S1/frame1', 1],
      ['S2/frame1', 0],
    ])
    for (const i of drawn) expect(trace.kind(trace.because(i))).toBe(Kind.intervention)
  })
  test('cut the power of a station, and give it back', () => {
    const interventions = [
      { time: 80_000, action: 'crash', target: 'S1' },
      { time: 900_000, action: 'reboot', target: 'S1' },
    ]
    const { trace, summary } = run(pair(500, load), { interventions })
    expect(summary.violations).toEqual([])
    expect(summary.didNotApply).toEqual([])
    expect(outcomes(trace)).toContain(FrameOutcome.sent)
    for (const time of times(trace, Kind.transmitOpen, /S1/))
      expect(time < 80_000 || time >= 900_000).toBe(true)
  })
  test('lose one of its frames', () => {
    const interventions = [{ time: 0, action: 'lose', target: 'S1/frame2' }]
    const { trace } = run(pair(500, load), { interventions })
    expect(records(trace, Kind.lost).map((i) => trace.nameOf(trace.entity(i)))).toEqual([
      'S1/frame2',
    ])
  })
  test('but not slow down what has no processor', () => {
    const interventions = [{ time: 0, action: 'slow', target: 'S1', amount: 10 }]
    expect(() => run(pair(500), { interventions })).toThrow('S1 has no processor to slow')
  })
})

test('without random backoff two stations meet sixteen times and both give up', () => {
  const document = pair(2500, { start: 'last-moment' }, { options: { randomBackoff: false } })
  const { trace } = run(document)
  expect(outcomes(trace)).toEqual([FrameOutcome.abandoned, FrameOutcome.abandoned])
  expect(records(trace, Kind.transmitOpen)).toHaveLength(32)
})

test('a queue that is full refuses one more, and says so', () => {
  const traffic = { arrivals: 'poisson', offeredPercent: 400, queueFrames: 3, frames: 40 } as const
  const { trace } = run(stations([{ traffic }, { metre: 100 }]))
  expect(records(trace, Kind.queueFull).length).toBeGreaterThan(0)
  for (const i of records(trace, Kind.queueFull)) expect(trace.a(i)).toBe(3)
})
