// Each checker of the cable against runs that break its promise: made by hand, so that no mechanism can help.
import { expect, test } from 'vitest'
import { DamageReason, EndReason, FrameOutcome, Kind } from '../trace/kinds.ts'
import { attemptsWithinLimit } from './attempts-within-limit.ts'
import { everyCollisionSeen } from './every-collision-seen.ts'
import { FakeRun } from './fake-run.ts'
import { goodputWithinRate } from './goodput-within-rate.ts'
import { noIntactOverlap } from './no-intact-overlap.ts'
import { quiesces } from './quiesces.ts'

const CABLE = { bitNs: 100, slotBits: 512, nsPerMetre: 5, metres: 1000, preambleBits: 64 }
const cable = () => new FakeRun({ cable: CABLE, metres: [0, 1000] })
const ONE = 'A.x/send1/SEND.1'
const OTHER = 'B.x/send1/SEND.1'

/** A sends from 0 to 60,000 ns, which is 5,000 to 65,000 at B; B from `begin` on, for 1,000. */
function overlap(begin: number): FakeRun {
  const run = cable().check(noIntactOverlap)
  const [a, b] = [run.id('A'), run.id('B')]
  run.at(0).emit(Kind.transmitOpen, `${ONE}/try1`, 600, a)
  run.at(begin).emit(Kind.transmitOpen, `${OTHER}/try1`, 600, b)
  run.at(begin + 1000).emit(Kind.transmitClose, `${OTHER}/try1`, 10, 1)
  run.at(60_000).emit(Kind.transmitClose, `${ONE}/try1`, 600, 0)
  return run.at(65_000).emit(Kind.accepted, ONE, b, 1)
}

test('no-intact-overlap catches a frame that was run over at its tap', () => {
  expect(overlap(4500).told).toEqual([
    'B took A.x/send1/SEND.1 for whole, while B.x/send1/SEND.1/try1 ran over it at 1000 m.',
  ])
})

test('no-intact-overlap knows that signals may pass each other elsewhere', () => {
  // B stops on the very tick at which A's front comes.
  const run = overlap(4000)
  expect(run.told).toEqual([])
  expect(run.exercised).toBeGreaterThan(0)
})

test('every-collision-seen catches one that was heard late, and one that was never heard', () => {
  const run = cable().check(everyCollisionSeen)
  const a = run.id('A')
  run.at(0).emit(Kind.transmitOpen, `${ONE}/try1`, 600, a)
  run.at(51_200).emit(Kind.collision, `${ONE}/try1`, 1)
  expect(run.told).toEqual([])
  run.at(51_300).emit(Kind.collision, `${ONE}/try1`, 1)
  run.emit(Kind.damaged, ONE, run.id('B'), DamageReason.collision)
  run.emit(Kind.damaged, ONE, run.id('B'), DamageReason.bitError)
  expect(run.told).toEqual([
    'A.x/send1/SEND.1/try1 heard of its collision only after 513 bits.',
    'A.x/send1/SEND.1 was spoiled by another signal at B, and its sender heard nothing.',
  ])
})

test('attempts-within-limit catches the seventeenth, and giving up before the sixteenth', () => {
  const run = cable().check(attemptsWithinLimit)
  const send = (n: number) => run.emit(Kind.transmitOpen, `${ONE}/try${n}`, 600, run.id('A'))
  for (let n = 1; n <= 16; n++) send(n)
  expect(run.told).toEqual([])
  send(17)
  run.emit(Kind.frameDone, ONE, FrameOutcome.sent)
  send(18).emit(Kind.frameDone, ONE, FrameOutcome.abandoned)
  expect(run.told).toEqual([
    'A.x/send1/SEND.1 was tried for the 17th time.',
    'A.x/send1/SEND.1 was given up after 1 attempts.',
  ])
})

test('goodput-within-rate catches a station that received more than there was time for', () => {
  const run = cable().check(goodputWithinRate)
  const [a, b] = [run.id('A'), run.id('B')]
  run.emit(Kind.transmitOpen, `${ONE}/try1`, 600, a).emit(Kind.accepted, ONE, b, 1)
  run.at(60_000).end()
  expect(run.told).toEqual([])
  run.at(59_999).end()
  expect(run.told).toEqual([
    'B received 600 bits in 59999 ns, which is more than the line carries.',
  ])
})

test('quiesces catches a load’s frame that was given up, and leaves a kernel’s to its kernel', () => {
  const run = cable().check(quiesces)
  run.emit(Kind.frameDone, ONE, FrameOutcome.abandoned)
  run.emit(Kind.frameDone, run.loadFrame('A', 'frame1'), FrameOutcome.sent)
  run.end(EndReason.quiescent)
  expect(run.told).toEqual([])
  run.emit(Kind.frameDone, run.loadFrame('A', 'frame2'), FrameOutcome.abandoned)
  run.end(EndReason.quiescent)
  expect(run.told).toEqual(['A/frame2 was given up, and nobody tries it again.'])
})

test('quiesces takes a frame given up while others got through for the protocol’s own end', () => {
  const givenUp = (meanwhile: boolean) => {
    const run = cable().check(quiesces)
    const unlucky = run.loadFrame('A', 'frame1')
    run.emit(Kind.frameDone, run.loadFrame('B', 'frame1'), FrameOutcome.sent)
    run.emit(Kind.transmitOpen, `${unlucky}/try1`, 600, run.id('A'))
    if (meanwhile) run.emit(Kind.frameDone, run.loadFrame('B', 'frame2'), FrameOutcome.sent)
    run.emit(Kind.frameDone, unlucky, FrameOutcome.abandoned).end(EndReason.quiescent)
    return run.told
  }
  expect(givenUp(true)).toEqual([])
  expect(givenUp(false)).toEqual(['A/frame1 was given up, and nobody tries it again.'])
})
