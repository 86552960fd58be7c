import { describe, expect, test } from 'vitest'
import { CHANGE, Field, NIC_STATES } from '../../trace/fields.ts'
import { DamageReason, FrameOutcome, Kind, PacketType } from '../../trace/kinds.ts'
import { Fixture } from '../stage/stage-fixture.ts'
import { SpanKind } from '../timeline/spans.ts'
import { heardAt } from './heard.ts'
import { SignKind, signWord } from './signs.ts'
import { areaOf } from './strips.ts'
import { slotsOf, WireIndex } from './wire-index.ts'
import { WAVES_MOST, WireWindows } from './wire-window.ts'
import { windowWords } from './wire-words.ts'

const nic = (state: (typeof NIC_STATES)[number]): number => NIC_STATES.indexOf(state)

/** Two machines 400 m apart send within one propagation time, jam, and back off; then A is alone. */
function colliding(): Fixture {
  const fixture = new Fixture([
    ['A', 'workstation', 50, 'client'],
    ['B', 'workstation', 450, 'client'],
  ])
  const parent = fixture.process('A.client')
  const a = fixture.transmit(10_000, 'A', parent, 'SEND.1', PacketType.SEND, 576)
  const b = fixture.transmit(
    10_500,
    'B',
    fixture.process('B.client'),
    'SEND.1',
    PacketType.SEND,
    576,
  )
  for (const [host, sent, time] of [
    ['B', b, 12_000],
    ['A', a, 12_500],
  ] as const) {
    fixture.record(time, Kind.collision, sent.attempt, 1, 0, sent.open)
    fixture.nic(time, host, 'jamming')
  }
  const jams = ([a, b] as const).map(({ attempt }) => fixture.record(16_500, Kind.jamOpen, attempt))
  fixture.record(19_700, Kind.jamClose, a.attempt, 0, 0, jams[0])
  fixture.record(19_700, Kind.transmitClose, a.attempt, 97, 1, a.open)
  fixture.record(19_700, Kind.transmitClose, b.attempt, 92, 1, b.open)
  fixture.nic(19_700, 'A', 'backing-off')
  fixture.record(19_700, Kind.backoffOpen, a.frame, 0, 2)
  fixture.nic(19_700, 'B', 'backing-off')
  fixture.record(19_700, Kind.backoffOpen, b.frame, 1, 2)
  fixture.nic(19_700, 'A', 'deferring')
  fixture.record(19_700, Kind.deferOpen, a.frame)
  for (const [begin, end] of [
    [31_000, 88_600],
    [100_000, 157_600],
  ] as const) {
    const again = fixture.transmit(begin, 'A', parent, `SEND.${begin}`, PacketType.SEND, 576)
    fixture.record(end, Kind.transmitClose, again.attempt, 576, 0, again.open)
    fixture.nic(end, 'A', 'quiet')
  }
  return fixture
}

function indexOf(fixture: Fixture): WireIndex {
  const { trace, setup } = fixture.done(300_000_000)
  const index = new WireIndex(trace, setup)
  index.update()
  return index
}

describe('two machines that send at once', () => {
  const index = indexOf(colliding())
  const window = new WireWindows(index).show(0, 50_000, 300_000)
  const { nsPerMetre } = index.cable

  test('are signals with a jam at their ends, and overlap', () => {
    expect(window.waves.map(({ host, how }) => [host.name, how])).toEqual([
      ['A', 1],
      ['B', 1],
      ['A', 0],
    ])
    const [one] = window.waves
    expect(one?.strips.filter(({ jam }) => jam).map(({ from, to }) => [from, to])).toEqual([
      [16_500, 19_700],
      [16_500, 19_700],
    ])
    expect(window.overlaps.reduce((sum, region) => sum + areaOf(region), 0)).toBeGreaterThan(0)
  })

  test('meet where each has come equally far after its own beginning', () => {
    expect(window.meets).toHaveLength(1)
    const metre = 250 + 500 / (2 * nsPerMetre)
    expect(window.meets[0]?.metre).toBeCloseTo(metre, 6)
    expect(window.meets[0]?.time).toBeCloseTo(10_000 + (metre - 50) * nsPerMetre, 6)
  })

  test('hear carrier first and then nothing that can be read', () => {
    const heard = heardAt(window.waves, 50, nsPerMetre)
    const travel = 400 * nsPerMetre
    expect(heard.map(({ garbled }) => garbled)).toEqual([false, true, false, false])
    expect(heard[0]?.from).toBe(10_000)
    expect(heard[1]?.from).toBeCloseTo(10_500 + travel, 6)
    expect(heard[2]?.to).toBeCloseTo(19_700 + travel, 6)
  })

  test('leave at each tap what its interface did, with the slots drawn', () => {
    const [a, b] = index.hosts
    expect(Array.from(a?.states.kind.slice(0, 3) ?? [])).toEqual([
      SpanKind.jam,
      SpanKind.backoff,
      SpanKind.defer,
    ])
    expect(slotsOf(b?.states.extra[1] as number)).toEqual({ drawn: 1, choices: 2 })
  })

  test('are told in one sentence', () => {
    expect(windowWords(index, window)).toBe(
      'From 0 µs, for 50 µs: 3 signals of A, B; 2 collisions noticed.',
    )
  })

  test('the one that goes on winning is a run', () => {
    const told = (until: number): number[][] =>
      index.wins.within(0, 1e9, until).map(({ host, wins, to }) => [host, wins, to])
    expect(told(1e9)).toEqual([[0, 2, 157_600]])
    expect(told(100_000)).toEqual([[0, 1, 88_600]])
    expect(told(80_000)).toEqual([])
  })

  test('behind the veil nothing is told', () => {
    const veiled = new WireWindows(index).show(0, 50_000, 11_000)
    expect(veiled.signs).toEqual([])
    expect(veiled.meets).toEqual([])
    expect(veiled.waves).toHaveLength(2)
  })
})

test('a frame spoiled after its sender had finished is told apart from one that jammed', () => {
  const fixture = new Fixture([
    ['A', 'workstation', 0, 'client'],
    ['B', 'workstation', 500, 'server'],
  ])
  const sent = fixture.transmit(0, 'A', fixture.process('A.client'), 'SEND.1', PacketType.SEND, 576)
  fixture.record(57_600, Kind.transmitClose, sent.attempt, 576, 0, sent.open)
  const { entity } = fixture.host('B')
  fixture.record(60_000, Kind.damaged, sent.frame, entity, DamageReason.collision)
  fixture.record(60_000, Kind.damaged, sent.frame, entity, DamageReason.bitError)
  fixture.record(61_000, Kind.frameDone, sent.frame, FrameOutcome.abandoned)
  const { signs } = indexOf(fixture)
  const words = Array.from({ length: signs.count }, (_, i) => signWord(signs.at(i)))
  expect(words).toEqual(['spoiled, sender unaware', 'bit error', 'given up'])
})

test('a collision after the slot is late', () => {
  const fixture = new Fixture([['A', 'workstation', 0, 'client']])
  const sent = fixture.transmit(0, 'A', fixture.process('A.client'), 'SEND.1', PacketType.SEND, 900)
  const index = () => indexOf(fixture)
  fixture.record(70_000, Kind.collision, sent.attempt, 1, 0, sent.open)
  const { signs, cable } = index()
  expect(70_000).toBeGreaterThan(cable.slotBits * cable.bitNs)
  expect(signs.at(0).kind).toBe(SignKind.late)
})

test('an interface without power shows it, and a frame under way is drawn as planned', () => {
  const fixture = new Fixture([['A', 'workstation', 0, 'client']])
  fixture.change(1000, fixture.host('A').interface, Field.nicState, nic('off'))
  fixture.nic(2000, 'A', 'quiet')
  fixture.transmit(3000, 'A', fixture.process('A.client'), 'SEND.1', PacketType.SEND, 576)
  const index = indexOf(fixture)
  expect(index.hosts[0]?.states.kind[0]).toBe(SpanKind.dead)
  expect(index.endOf(0)).toBe(3000 + 576 * index.cable.bitNs)
  expect(CHANGE + Field.nicState).toBeGreaterThan(CHANGE)
})

test('more signals than can be drawn one by one are counted', () => {
  const fixture = new Fixture([['A', 'workstation', 0, 'client']])
  for (let i = 0; i < WAVES_MOST + 5; i++) {
    const sent = fixture.transmit(
      i * 100_000,
      'A',
      fixture.process('A.client'),
      `SEND.${i}`,
      1,
      576,
    )
    fixture.record(i * 100_000 + 57_600, Kind.transmitClose, sent.attempt, 576, 0, sent.open)
  }
  const index = indexOf(fixture)
  const all = new WireWindows(index).show(0, 1e12, 1e12)
  expect(all.dense).toBe(true)
  expect(all.waves).toEqual([])
  expect(all.count).toBe(WAVES_MOST + 5)
  const some = new WireWindows(index).show(0, 1_000_000, 1e12)
  expect(some.waves).toHaveLength(11)
})
