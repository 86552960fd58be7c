import { expect, test } from 'vitest'
import { Action, EndReason, Kind } from '../trace/kinds.ts'
import { busyWithinElapsed } from './busy-within-elapsed.ts'
import { conservation } from './conservation.ts'
import { deadIsSilent } from './dead-is-silent.ts'
import { FakeRun } from './fake-run.ts'
import { lostIsUnheard } from './lost-is-unheard.ts'
import { message32Bytes } from './message-32-bytes.ts'

const FRAME = 'A.client/send1/SEND.1'
const TRY = `${FRAME}/try1`
const totals = (accepted: number, filtered: number, others: number) =>
  accepted | (filtered << 10) | (others << 20)

function transmitted(): FakeRun {
  const run = new FakeRun().check(conservation)
  return run.emit(Kind.transmitOpen, TRY, 560, run.id('A'))
}

test('conservation keeps quiet about a frame that was taken, filtered and lost', () => {
  const run = transmitted()
  run.emit(Kind.accepted, FRAME, run.id('B'), 1)
  run.emit(Kind.lost, FRAME, run.id('A'), 1)
  run.emit(Kind.tally, TRY, 5, totals(1, 3, 1)).end()
  expect(run.told).toEqual([])
  expect(run.exercised).toBe(1)
})

test('conservation misses a tap', () => {
  const run = transmitted()
  run.emit(Kind.accepted, FRAME, run.id('B'), 1)
  run.emit(Kind.tally, TRY, 5, totals(1, 3, 0))
  expect(run.told).toEqual([
    'A.client/send1/SEND.1/try1 passed 5 taps, but was 1 accepted, 3 filtered and 0 otherwise.',
  ])
})

test('conservation misses a record of what the tally counts', () => {
  const run = transmitted().emit(Kind.tally, TRY, 2, totals(1, 1, 0))
  expect(run.told).toEqual([
    'A.client/send1/SEND.1/try1 was accepted at 1 taps and failed at 0, but the stations tell of 0 and 0.',
  ])
})

test('conservation lets a frame come twice only where somebody duplicated it', () => {
  const twice = (run: FakeRun) => {
    const b = run.id('B')
    run.emit(Kind.accepted, FRAME, b, 1).emit(Kind.accepted, FRAME, b, 2)
    return run.emit(Kind.tally, TRY, 1, totals(2, 0, 0)).told
  }
  expect(twice(transmitted())).toEqual([
    'A.client/send1/SEND.1 came to the same station 2 times, and nobody duplicated it.',
  ])
  expect(twice(transmitted().emit(Kind.intervention, 'A', Action.duplicate))).toEqual([])
})

test('conservation misses the tally itself, unless the run was stopped', () => {
  const quiet = transmitted()
  quiet.end(EndReason.quiescent)
  expect(quiet.told).toEqual(['Nobody can tell what became of A.client/send1/SEND.1/try1.'])
  const stopped = transmitted()
  stopped.end(EndReason.time)
  expect(stopped.told).toEqual([])
})

test('busy-within-elapsed wants one burst after the other', () => {
  const run = new FakeRun().check(busyWithinElapsed)
  run.emit(Kind.burstOpen, 'A/cpu').at(10).emit(Kind.burstClose, 'A/cpu')
  run.emit(Kind.burstOpen, 'A/cpu').emit(Kind.burstOpen, 'B/cpu')
  run.at(30).emit(Kind.burstClose, 'A/cpu').emit(Kind.burstClose, 'B/cpu').end()
  expect(run.told).toEqual([])
  run.emit(Kind.burstOpen, 'A/cpu').at(40).emit(Kind.burstOpen, 'A/cpu')
  expect(run.told.pop()).toBe(
    'A/cpu began something at 40 ns, and what it began at 30 ns was not over.',
  )
  run.emit(Kind.burstClose, 'A/cpu').emit(Kind.burstClose, 'A/cpu')
  expect(run.told.pop()).toBe('A/cpu ended something at 40 ns that it was not doing.')
})

test('busy-within-elapsed wants one transmission of an interface after the other', () => {
  const run = new FakeRun().check(busyWithinElapsed)
  const [a, b] = [run.id('A'), run.id('B')]
  run.emit(Kind.transmitOpen, TRY, 560, a).emit(Kind.transmitOpen, 'B.x/send1/SEND.1/try1', 560, b)
  run.at(10).emit(Kind.transmitClose, TRY)
  expect(run.told).toEqual([])
  run.emit(Kind.transmitOpen, 'B.x/send1/SEND.2/try1', 560, b)
  run.emit(Kind.transmitClose, TRY)
  expect(run.told).toEqual([
    'B began something at 10 ns, and what it began at 0 ns was not over.',
    'A.client/send1/SEND.1/try1 ended before it began.',
  ])
})

test('busy-within-elapsed counts what a processor did against the run', () => {
  const run = new FakeRun().check(busyWithinElapsed)
  run.emit(Kind.burstOpen, 'A/cpu').at(50).emit(Kind.burstClose, 'A/cpu').at(40).end()
  expect(run.told).toEqual(['A/cpu was busy for 50 ns in a run of 40 ns.'])
})

test('dead-is-silent hears a machine without power, until it has power again', () => {
  const run = new FakeRun().check(deadIsSilent)
  const a = run.id('A')
  const everything = () => {
    run.emit(Kind.burstOpen, 'A/cpu').emit(Kind.packetOut, FRAME, 1)
    run.emit(Kind.transmitOpen, TRY, 560, a).emit(Kind.accepted, 'B.x/send1/SEND.1', a)
    run.emit(Kind.replied, 'B.x/send1', run.id('A.server'))
  }
  everything()
  expect(run.exercised).toBe(0)
  run.at(5).emit(Kind.crash, 'A', 1)
  run.emit(Kind.burstOpen, 'B/cpu')
  expect(run.told).toEqual([])
  everything()
  expect(run.told.splice(0)).toEqual([
    'A has no power: burstOpen of A/cpu at 5 ns.',
    'A has no power: packetOut of A.client/send1/SEND.1 at 5 ns.',
    'A has no power: transmitOpen of A.client/send1/SEND.1/try1 at 5 ns.',
    'A has no power: accepted of B.x/send1/SEND.1 at 5 ns.',
    'A has no power: replied of B.x/send1 at 5 ns.',
  ])
  run.emit(Kind.reboot, 'A', 2)
  everything()
  expect(run.told).toEqual([])
  expect(run.exercised).toBe(1)
})

test('dead-is-silent remembers what was queued before the power went', () => {
  const run = new FakeRun().check(deadIsSilent).at(3).emit(Kind.frameQueued, FRAME, 64)
  run.at(5).emit(Kind.crash, 'A').emit(Kind.reboot, 'A').at(9)
  run.emit(Kind.transmitOpen, TRY, 560, run.id('A'))
  expect(run.told).toEqual([
    'A sent A.client/send1/SEND.1/try1, queued at 3 ns, after it had lost power at 5 ns.',
  ])
})

test('message-32-bytes weighs packets with a message, and no others', () => {
  const run = new FakeRun().check(message32Bytes)
  const send = (bytes: number, type: number) =>
    run.emit(Kind.packetOut, FRAME, type).emit(Kind.frameQueued, FRAME, bytes)
  send(64, 1)
  send(64, 2)
  send(32, 3)
  expect(run.told).toEqual([])
  expect(run.exercised).toBe(2)
  send(70, 1)
  expect(run.told).toEqual(['A.client/send1/SEND.1 carries a message of 38 bytes.'])
  run.emit(Kind.packetOut, FRAME, 2).emit(Kind.carried, FRAME, 512, 4096)
  run.emit(Kind.frameQueued, FRAME, 64 + 512)
  expect(run.exercised).toBe(4)
  expect(run.told).toHaveLength(1)
  run.emit(Kind.packetOut, FRAME, 2).emit(Kind.frameQueued, FRAME, 64 + 512)
  expect(run.told).toHaveLength(2)
})

test('lost-is-unheard counts copies: as many are taken up as found a buffer', () => {
  const run = new FakeRun().check(lostIsUnheard)
  const a = run.id('A')
  // One of two copies found a buffer, whichever came first.
  run.emit(Kind.accepted, FRAME, a, 1).emit(Kind.overrun, FRAME, a, 2).emit(Kind.packetIn, FRAME, a)
  expect(run).toMatchObject({ told: [], exercised: 1 })
  run.emit(Kind.packetIn, FRAME, a)
  expect(run.told).toEqual([`A took up ${FRAME}, which it had lost.`])
})
