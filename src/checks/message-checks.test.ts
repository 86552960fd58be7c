import { expect, test } from 'vitest'
import { CHANGE, Field } from '../trace/fields.ts'
import { Action, EndReason, Kind, PacketType, SendResult } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { causeFirst } from './cause-first.ts'
import { executedAtMostOnce } from './executed-at-most-once.ts'
import { FakeRun } from './fake-run.ts'
import { legalStates } from './legal-states.ts'
import { oneOutstanding } from './one-outstanding.ts'
import { quiesces } from './quiesces.ts'
import { receivedOnce } from './received-once.ts'
import { replyToBlocked } from './reply-to-blocked.ts'
import { sequenceMatches } from './sequence-matches.ts'

const SEND1 = 'A.client/send1'

test('cause-first wants a cause, and an earlier one', () => {
  const run = new FakeRun().check(causeFirst)
  run.emit(Kind.runStart, 'A').emit(Kind.processCreated, 'A.client').emit(Kind.sendOpen, SEND1)
  run.emit(Kind.intervention, 'A', 0, 0, { cause: NONE })
  run.emit(Kind.tally, 'A', 0, 0, { index: NONE, cause: NONE })
  expect(run.told).toEqual([])
  run.emit(Kind.sendOpen, SEND1, 0, 0, { index: 9, cause: NONE })
  run.emit(CHANGE + Field.state, 'A.client', 0, 0, { index: 9, cause: 9 })
  run.emit(Kind.overrun, 'A', 0, 0, { index: 9, because: 11 })
  run.emit(Kind.sendClose, SEND1, 0, 0, { index: 9, span: 12 })
  expect(run.told).toEqual([
    'Record 9, sendOpen of A.client/send1, has no cause.',
    'Record 9, state of A.client, has a later cause, record 9.',
    'Record 9, overrun of A, was decided by a later record, 11.',
    'Record 9, sendClose of A.client/send1, belongs to a span that opens later, record 12.',
  ])
})

test('legal-states follows a process through its life', () => {
  const run = new FakeRun().check(legalStates)
  run.state('A.client', 'none', 'ready').state('A.client', 'ready', 'running')
  run.state('A.client', 'running', 'awaiting-reply').state('A.client', 'awaiting-reply', 'ready')
  run.state('A.client', 'ready', 'running').state('A.client', 'running', 'dead')
  expect(run.told).toEqual([])
  run.state('A.client', 'dead', 'ready')
  run.state('A.server', 'none', 'ready').state('A.server', 'running', 'receiving')
  run.state('A.server', 'receiving', 'running')
  expect(run.told).toEqual([
    'A.client went from dead to ready.',
    'A.server left the state running while it was ready.',
    'A.server went from receiving to running.',
  ])
})

test('one-outstanding wants the end of one Send before the next', () => {
  const run = new FakeRun().check(oneOutstanding)
  run.emit(Kind.sendOpen, SEND1).emit(Kind.sendOpen, 'A.other/send1')
  run.emit(Kind.sendClose, SEND1).emit(Kind.sendOpen, 'A.client/send2')
  expect(run.told).toEqual([])
  run.emit(Kind.sendOpen, 'A.client/send3')
  expect(run.told).toEqual(['A.client began A.client/send3 while A.client/send2 was under way.'])
})

test('quiesces asks for Sends left open, of the living, when nothing is left to happen', () => {
  const waiting = (reason: number) => {
    const run = new FakeRun().check(quiesces).emit(Kind.sendOpen, SEND1)
    run.emit(Kind.sendOpen, 'A.dead/send1').emit(Kind.processDestroyed, 'A.dead')
    run.emit(Kind.sendOpen, 'A.done/send1').emit(Kind.sendClose, 'A.done/send1')
    run.at(7).end(reason)
    return run
  }
  expect(waiting(EndReason.quiescent).told).toEqual([
    'A.client still waits in A.client/send1 at 7 ns, and nothing is left to happen.',
  ])
  expect(waiting(EndReason.time)).toMatchObject({ told: [], exercised: 0 })
})

test('reply-to-blocked wants a message received, one reply, and a sender without one', () => {
  const run = new FakeRun().check(replyToBlocked)
  const server = run.id('B.server')
  const other = run.id('B.other')
  run.emit(Kind.received, SEND1, server).emit(Kind.replied, SEND1, server)
  run.emit(Kind.received, 'A.client/send2', server)
  run.emit(Kind.sendClose, 'A.client/send2', SendResult.noAnswer)
  run.emit(Kind.replied, 'A.client/send2', server)
  expect(run.told).toEqual([])
  run.emit(Kind.replied, SEND1, server)
  run.emit(Kind.received, SEND1, server).emit(Kind.replied, SEND1, other)
  run.emit(Kind.sendClose, SEND1, SendResult.replied).emit(Kind.replied, SEND1, server)
  const unknown = 'replied to A.client/send1, which it has not received or has answered before.'
  expect(run.told).toEqual([
    `B.server ${unknown}`,
    `B.other ${unknown}`,
    'B.server replied to A.client/send1, whose sender has its answer and is not blocked on it.',
  ])
})

test('received-once counts, unless something was lost or duplicated', () => {
  const twice = (excuse: (run: FakeRun) => void) => {
    const run = new FakeRun().check(receivedOnce)
    excuse(run)
    const server = run.id('B.server')
    return run.emit(Kind.received, SEND1, server).emit(Kind.received, SEND1, server)
  }
  const again = 'B.server received A.client/send1 for time 2, and nothing of it was lost.'
  expect(twice(() => {}).told).toEqual([again])
  expect(twice((run) => run.emit(Kind.lost, 'A.client/send2/SEND.1')).told).toEqual([again])
  expect(twice((run) => run.emit(Kind.frameDone, `${SEND1}/SEND.1`, 0)).told).toEqual([again])
  for (const excuse of [
    (run: FakeRun) => run.emit(Kind.lost, `${SEND1}/REPLY.1`),
    (run: FakeRun) => run.emit(Kind.frameDone, `${SEND1}/SEND.1`, 1),
    (run: FakeRun) => run.emit(Kind.crash, 'B'),
    (run: FakeRun) => run.emit(Kind.intervention, 'A', Action.duplicate),
  ]) {
    expect(twice(excuse)).toMatchObject({ told: [], exercised: 0 })
  }
})

test('received-once misses the message that was answered', () => {
  const run = new FakeRun().check(receivedOnce)
  run.emit(Kind.sendClose, 'A.client/getpid1', SendResult.replied)
  run.emit(Kind.sendClose, 'A.client/send2', SendResult.noAnswer)
  expect(run.told).toEqual([])
  run.emit(Kind.sendClose, SEND1, SendResult.replied)
  expect(run.told).toEqual(['A.client/send1 was answered, but never received.'])
})

test('executed-at-most-once counts by Send', () => {
  const run = new FakeRun().check(executedAtMostOnce)
  const server = run.id('B.server')
  run.emit(Kind.executed, SEND1, server, 1).emit(Kind.executed, 'A.client/send2', server, 1)
  expect(run).toMatchObject({ told: [], exercised: 2 })
  run.emit(Kind.executed, SEND1, server, 2)
  expect(run.told).toEqual(['B.server carried out A.client/send1: 2 times by now.'])
})

test('sequence-matches wants the answer of this Send, and all the way', () => {
  const answered = (emit: (run: FakeRun) => void) => {
    const run = new FakeRun().check(sequenceMatches).emit(Kind.sendOpen, SEND1)
    emit(run)
    return run.emit(Kind.sendClose, SEND1, SendResult.replied).told
  }
  const reply = (run: FakeRun, of: string) => {
    run.emit(Kind.replied, of, run.id('B.server'))
  }
  const remote = (run: FakeRun, of: string) => {
    run.emit(Kind.packetOut, `${SEND1}/SEND.1`, PacketType.SEND)
    reply(run, SEND1)
    run.emit(Kind.packetOut, `${of}/REPLY.1`, PacketType.REPLY)
    run.emit(Kind.packetIn, `${of}/REPLY.1`, run.id('A'))
  }
  expect(answered((run) => reply(run, SEND1))).toEqual([])
  expect(answered((run) => remote(run, SEND1))).toEqual([])
  expect(answered((run) => reply(run, 'A.client/send0'))).toEqual([
    'A.client/send1 came back with a reply that nobody gave.',
  ])
  expect(answered((run) => remote(run, 'A.client/send0'))).toEqual([
    'A.client/send1 came back with a reply before its own had arrived.',
  ])
})

test('reply-to-blocked lets a far process answer each copy that left while the sender was blocked, and no more', () => {
  const run = new FakeRun().check(replyToBlocked)
  const server = run.id('B.server')
  const out = (n: number) => run.emit(Kind.packetOut, `${SEND1}/SEND.${n}`, PacketType.SEND)
  const answer = () => run.emit(Kind.received, SEND1, server).emit(Kind.replied, SEND1, server)
  out(1).emit(Kind.packetOut, `${SEND1}/SEND.2`, PacketType.SEND)
  answer().emit(Kind.sendClose, SEND1, SendResult.replied)
  answer()
  expect(run.told).toEqual([])
  out(3)
  answer()
  expect(run.told).toEqual([
    'B.server replied to A.client/send1, whose sender has its answer and is not blocked on it.',
  ])
})

test('reply-to-blocked holds who passed a message on to it', () => {
  const run = new FakeRun().check(replyToBlocked)
  const [first, second] = [run.id('B.first'), run.id('B.second')]
  run.emit(Kind.received, SEND1, first).emit(Kind.forwarded, SEND1, first, second)
  run.emit(Kind.received, SEND1, second).emit(Kind.replied, SEND1, second)
  expect(run.told).toEqual([])
  run.emit(Kind.replied, SEND1, first)
  expect(run.told).toHaveLength(1)
})

test('received-once excuses a copy only once its answered request is forgotten', () => {
  const again = (forgotten: boolean) => {
    const run = new FakeRun().check(receivedOnce)
    const [server, send] = [run.id('B.server'), run.id(SEND1)]
    run.emit(Kind.received, SEND1, server)
    run.emit(CHANGE + Field.alienFor, 'B', send, forgotten ? -1 : run.id('A.client/send2'))
    return run.emit(Kind.received, SEND1, server).told.length
  }
  expect([again(true), again(false)]).toEqual([0, 1])
})
