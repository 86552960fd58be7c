/** What coordinator and participant answer to what makes no sense, each driven by hand on a disk that is all zero. */
import { expect, test } from 'vitest'
import type { Program } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import {
  DiskReadCall,
  DiskWriteCall,
  GetTimeCall,
  ReceiveCall,
  ReplyCall,
  SendCall,
} from '../../kernel/system-calls.ts'
import { coordinator } from './coordinator.ts'
import { participant } from './participant.ts'

const CLIENT = 7 as Pid
const P1 = 8 as Pid

/** The codes of the replies to some messages, one after the other; every Send is answered with a no. */
function answers(program: Program, requests: readonly Message[]): readonly number[] {
  const waiting = [...requests]
  const codes: number[] = []
  let result: unknown
  for (;;) {
    const { value: call, done } = program.next(result)
    if (done) return codes
    result = undefined
    if (call instanceof DiskReadCall) result = { status: 'good', bytes: new Uint8Array(512) }
    else if (call instanceof DiskWriteCall) result = { status: 'good', bytes: call.bytes }
    else if (call instanceof GetTimeCall) result = 50e6
    else if (call instanceof ReplyCall) codes.push(call.message.code)
    else if (call instanceof SendCall)
      result = { result: 'replied', message: message(Request.no), from: P1 }
    else if (call instanceof ReceiveCall) {
      const next = waiting.shift()
      if (!next) return codes
      result = { from: CLIENT, message: next }
    }
  }
}

const asked = (requests: readonly Message[]) =>
  answers(
    coordinator({
      participants: [P1],
      group: NO_PROCESS,
      repliesNs: 1e8,
      logBlocks: 8,
      tell: 'after-force',
    }),
    requests,
  )
const serve = (requests: readonly Message[]) =>
  answers(
    participant({
      place: 0,
      watcher: 9 as Pid,
      group: NO_PROCESS,
      logBlocks: 8,
      votesNo: false,
      vote: 'after-force',
      locks: 'until-decided',
    }),
    requests,
  )

test('a commit of a transaction that never was, or has ended, is refused or told its end', () => {
  expect(asked([message(Request.commit, 12, '1')])).toEqual([Result.refused])
  const ended = [message(Request.begin), message(Request.commit, 50, '1')]
  expect(asked([...ended, message(Request.commit, 50, '1')])).toEqual([
    Result.ok,
    Request.aborted,
    Request.aborted,
  ])
  expect(asked([message(Request.other, 3)])).toEqual([Result.refused])
})

test('a question about a transaction that has only begun is not answered with an abort', () => {
  expect(asked([message(Request.begin), message(Request.inquire, 50)])).toEqual([
    Result.ok,
    Request.undecided,
  ])
  expect(asked([message(Request.inquire, 49)])).toEqual([Request.aborted])
})

test('an operation outside a transaction, one that is none, and one out of turn are refused', () => {
  for (const text of ['x=5 1', 'what', 'x=5 2'])
    expect(serve([message(Request.update, text === 'x=5 1' ? 0 : 50, text)])).toEqual([
      Result.refused,
    ])
})

test('an operation again is done once, and after the vote no more', () => {
  const twice = [message(Request.update, 50, 'x=5 1'), message(Request.update, 50, 'x=5 1')]
  const late = [message(Request.prepare, 50, '1'), message(Request.update, 50, 'y=6 2')]
  expect(serve([...twice, ...late])).toEqual([Result.ok, Result.ok, Request.yes, Result.refused])
})

test('a vote on what is not known here is no; an end of it is told as far as it is known', () => {
  expect(serve([message(Request.prepare, 50, '1')])).toEqual([Request.no])
  expect(serve([message(Request.commitNow, 50, '1')])).toEqual([Request.undecided])
  expect(serve([message(Request.doYouKnow, 50)])).toEqual([Request.undecided])
})
