import { describe, expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { exchange, records, room, trial } from '../worker/trial.ts'

const BIT = 100

/** n clients that all begin at once, each with a server of its own far away. */
const storm = (n: number, metres: number, exchanges = 1) =>
  room({
    network: { preset: 'eth10', metres },
    hosts: Array.from({ length: n + 1 }, (_, i) => ({
      name: `H${i}`,
      metre: Math.round((i * metres) / n),
      buffers: 8,
    })),
    processes: [
      { name: 'server', host: 'H0', program: 'server' },
      ...Array.from({ length: n }, (_, i) => ({
        name: `client${i + 1}`,
        host: `H${i + 1}`,
        program: 'client',
        args: { server: { process: 'server' }, exchanges },
      })),
    ],
  })

describe('access to the cable', () => {
  test('a frame goes at once on a quiet cable and arrives after its bits and its distance', () => {
    const { trace } = trial(exchange(1))
    const [open] = records(trace, Kind.transmitOpen, /SEND/)
    const [accepted] = records(trace, Kind.accepted, /SEND/)
    const bits = trace.a(open as number)
    expect(trace.time(accepted as number) - trace.time(open as number)).toBe(
      bits * 340 + Math.round(50 * 4.33),
    )
  })

  test('stations that begin within one propagation time collide, jam, draw and get through', () => {
    const { trace, summary } = trial(storm(4, 2000))
    expect(records(trace, Kind.collision).length).toBeGreaterThan(0)
    for (const collision of records(trace, Kind.collision))
      expect(trace.because(collision)).toBeGreaterThan(0)
    expect(records(trace, Kind.sendClose).map((i) => trace.a(i))).toEqual([0, 0, 0, 0])
    expect(summary.endReason).toBe('quiescent')
  })

  test('a fragment is at least preamble and jam, and at most a round trip longer', () => {
    const { trace } = trial(storm(6, 2000, 3))
    const roundTripBits = Math.ceil((2 * 2000 * 4.33) / BIT)
    const fragments = records(trace, Kind.transmitClose)
      .filter((i) => trace.b(i) === 1)
      .map((i) => trace.a(i))
    expect(fragments.length).toBeGreaterThan(0)
    for (const bits of fragments) {
      expect(bits).toBeGreaterThanOrEqual(64 + 32)
      expect(bits).toBeLessThanOrEqual(64 + roundTripBits + 32)
    }
  })

  test('a station that hears carrier defers until it drops, and then a gap', () => {
    const { trace } = trial(storm(6, 500, 3))
    for (const close of records(trace, Kind.deferClose)) {
      const open = trace.span(close)
      expect(trace.time(close)).toBeGreaterThanOrEqual(trace.time(open))
    }
    expect(records(trace, Kind.deferClose).length).toBeGreaterThan(0)
  })

  test('at every tap a frame is accepted, filtered, or something else became of it', () => {
    const { trace } = trial(storm(6, 2000, 3))
    for (const tally of records(trace, Kind.tally)) {
      const b = trace.b(tally)
      expect((b & 1023) + ((b >> 10) & 1023) + (b >> 20)).toBe(trace.a(tally))
    }
  })
})

describe('a cable that is cut', () => {
  test('is two terminated halves: the Send fails, and says after how many copies', () => {
    const { trace } = trial(exchange(1), {
      interventions: [{ time: 0, action: 'cut', target: 'cable', amount: 120 }],
    })
    expect(records(trace, Kind.packetOut, /SEND/)).toHaveLength(6)
    expect(trace.a(records(trace, Kind.sendClose)[0] as number)).toBe(2)
  })
  test('and healed lets the next copy through', () => {
    const interventions = [
      { time: 0, action: 'cut', target: 'cable', amount: 120 },
      { time: 150_000_000, action: 'heal', target: 'cable' },
    ]
    const { trace } = trial(exchange(1), { interventions })
    expect(trace.a(records(trace, Kind.sendClose)[0] as number)).toBe(0)
    expect(records(trace, Kind.packetOut, /SEND/)).toHaveLength(3)
  })
})

test('an interface with one buffer misses what comes while it is full, and the record says what filled it', () => {
  const document = storm(5, 100)
  const hosts = document.hosts.map((host) => ({ ...host, buffers: 1 }))
  const { trace } = trial({ ...document, hosts })
  const overruns = records(trace, Kind.overrun)
  expect(overruns.length).toBeGreaterThan(0)
  for (const overrun of overruns) expect(trace.kind(trace.because(overrun))).toBe(Kind.accepted)
  for (const close of records(trace, Kind.sendClose)) expect(trace.a(close)).toBe(0)
})
