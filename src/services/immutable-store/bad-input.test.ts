/** What a store answers to what makes no sense, driven by hand on a disk that is all zero. */
import { describe, expect, test } from 'vitest'
import type { Program } from '../../engine/program.ts'
import { Memory } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import {
  AllocateCall,
  DiskReadCall,
  DiskWriteCall,
  GetTimeCall,
  MoveCall,
  RandomCall,
  ReceiveCall,
  ReplyCall,
} from '../../kernel/system-calls.ts'
import { PART_BYTES } from './identifiers.ts'
import { immutableStore, Refused, SAFE, type StoreServing } from './server.ts'

const CLIENT = 7 as Pid
const BLOCK = 4096
const SERVING: StoreServing = {
  place: 0,
  slots: 3,
  dataBlocks: 8,
  ttlHours: 24,
  changes: 'until-committed',
  sweepNs: 60e9,
}
const GRANT = { rights: 'both', start: 0x1000, length: PART_BYTES } as const

interface World {
  readonly disk: Map<number, Uint8Array>
  broken?: boolean
  now: number
}

/** Replies to messages, each made from the replies before it; numbers are drawn 1, 2, 3 … */
function replies(
  requests: readonly ((last: Message | undefined) => Message)[],
  world: World = { disk: new Map(), now: 0 },
): readonly Message[] {
  const program: Program = immutableStore(SERVING)
  const memory = new Memory()
  const said: Message[] = []
  const waiting = [...requests]
  let drawn = 0
  let result: unknown
  for (;;) {
    const { value: call, done } = program.next(result)
    if (done) return said
    result = undefined
    if (call instanceof DiskReadCall)
      result = world.broken
        ? { status: 'lost', bytes: null }
        : { status: 'good', bytes: world.disk.get(call.block) ?? new Uint8Array(BLOCK) }
    else if (call instanceof DiskWriteCall) {
      const whole = new Uint8Array(BLOCK)
      whole.set(call.bytes)
      if (!world.broken) world.disk.set(call.block, whole)
      result = { status: world.broken ? 'lost' : 'good', bytes: call.bytes }
    } else if (call instanceof AllocateCall) result = memory.allocate(call.bytes)
    else if (call instanceof GetTimeCall) result = world.now
    else if (call instanceof RandomCall) result = ++drawn
    else if (call instanceof MoveCall) result = 'done'
    else if (call instanceof ReplyCall) said.push(call.message)
    else if (call instanceof ReceiveCall) {
      const next = waiting.shift()
      if (!next) return said
      result = { from: CLIENT, message: next(said.at(-1)) }
    }
  }
}

const create = (bytes: number) => () => message(Request.createVersion, bytes, '0')
const about =
  (code: number, text = '') =>
  (last: Message | undefined) =>
    message(code, last?.value ?? 0, text, code === Request.commitVersion ? null : GRANT)
const VERSION = 0x10001
const of =
  (code: number, text = '') =>
  () =>
    message(code, VERSION, text, GRANT)
const said = (its: readonly Message[]) =>
  its.map(({ code, text }) => (code === Result.ok ? 'ok' : text))

describe('defined answers', () => {
  test('a version that never was', () => {
    const asked = [Request.readPart, Request.commitVersion, Request.destroyVersion, Request.touch]
    expect(said(replies(asked.map((code) => of(code))))).toEqual(
      asked.map(() => Refused.noSuchVersion),
    )
    expect(said(replies([() => message(Request.link, 99, '1')]))).toEqual([Refused.noSuchVersion])
    expect(said(replies([() => message(Request.lookUp, 5)]))).toEqual([Refused.noSuchName])
  })
  test('reading before the commitment, writing after it, committing twice', () => {
    const its = replies([
      create(100),
      of(Request.readPart, '0'),
      of(Request.commitVersion, SAFE),
      of(Request.writePart, '0'),
      of(Request.commitVersion),
      of(Request.readPart, '0'),
    ])
    expect(said(its)).toEqual([
      'ok',
      Refused.notCommitted,
      'ok',
      Refused.committed,
      Refused.committed,
      'ok',
    ])
  })
  test('a part that the file has not, and a file that is too long or empty', () => {
    const its = replies([
      create(100),
      of(Request.writePart, '1'),
      of(Request.writePart, '-1'),
      create(0),
      create(17 * PART_BYTES),
    ])
    expect(said(its)).toEqual(['ok', ...Array(4).fill(Refused.noSuchPart)])
  })
  test('a full disk: no room for the bytes, or for one more file', () => {
    expect(said(replies([create(8 * BLOCK), create(1)]))).toEqual(['ok', Refused.full])
    expect(said(replies([create(1), create(1), create(1), create(1)]))[3]).toBe(Refused.full)
    const freed = [create(8 * BLOCK), of(Request.commitVersion), of(Request.destroyVersion)]
    expect(said(replies([...freed, create(8 * BLOCK)]))).toEqual(['ok', 'ok', 'ok', 'ok'])
  })
  test('a disk that breaks: the commitment is not done, and nothing is found in a disk that is gone', () => {
    const world: World = { disk: new Map(), now: 0 }
    const breaks = (last: Message | undefined): Message => {
      world.broken = true
      return about(Request.commitVersion, SAFE)(last)
    }
    expect(said(replies([create(10), breaks], world))).toEqual(['ok', Refused.notDone])
    expect(replies([create(10)], world)).toEqual([])
  })
  test('who never commits is forgotten after ten sweeps', () => {
    const world: World = { disk: new Map(), now: 0 }
    const later = (last: Message | undefined): Message => {
      world.now = 601e9
      return about(Request.commitVersion)(last)
    }
    expect(said(replies([create(10), later], world))).toEqual(['ok', Refused.noSuchVersion])
  })
})

test('a start finds what was committed, and no file that was not', () => {
  const world: World = { disk: new Map(), now: 0 }
  replies([create(10), of(Request.commitVersion, SAFE), create(10)], world)
  expect(said(replies([of(Request.readPart, '0')], world))).toEqual(['ok'])
  // The inode of a torn write cannot be read: there is no such file.
  world.disk.set(1, new Uint8Array(BLOCK).fill(7))
  expect(said(replies([of(Request.readPart, '0')], world))).toEqual([Refused.noSuchVersion])
})
