/** What a directory server answers to what makes no sense, driven by hand on a disk that is all zero. */
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
  ReceiveCall,
  ReplyCall,
} from '../../kernel/system-calls.ts'
import { type Swap, swapsToBytes } from './rows.ts'
import { type DirectoryServing, directoryServer, Refused } from './server.ts'

const CLIENT = 7 as Pid
const SERVING: DirectoryServing = {
  place: 0,
  hasPartner: false,
  copies: 1,
  names: 3,
  compares: true,
  timeoutNs: 30e9,
  intentions: 'absolute',
}
const GRANT = { rights: 'both', start: 0x1000, length: 1024 } as const

interface World {
  readonly disk: Map<number, Uint8Array>
  /** Writes that the disk still takes. */
  writes: number
}
interface Asked {
  readonly request: Message
  /** What the client has granted. */
  readonly bytes?: Uint8Array
}
const newWorld = (): World => ({ disk: new Map(), writes: 1000 })

function replies(
  asked: readonly Asked[],
  world: World = newWorld(),
  serving: Partial<DirectoryServing> = {},
): readonly string[] {
  const program: Program = directoryServer({ ...SERVING, ...serving })
  const memory = new Memory()
  const said: string[] = []
  const waiting = [...asked]
  let granted = new Uint8Array()
  let result: unknown
  for (;;) {
    const { value: call, done } = program.next(result)
    if (done) return said
    result = undefined
    if (call instanceof DiskReadCall)
      result = { status: 'good', bytes: world.disk.get(call.block) ?? new Uint8Array(512) }
    else if (call instanceof DiskWriteCall) {
      const isTaken = world.writes-- > 0
      const whole = new Uint8Array(512)
      whole.set(call.bytes)
      if (isTaken) world.disk.set(call.block, whole)
      result = { status: isTaken ? 'good' : 'lost', bytes: isTaken ? whole : null }
    } else if (call instanceof AllocateCall) result = memory.allocate(call.bytes)
    else if (call instanceof GetTimeCall) result = 0
    else if (call instanceof MoveCall) {
      memory.view(call.destination, granted.length)?.set(granted)
      result = 'done'
    } else if (call instanceof ReplyCall) {
      const { code, text, value } = call.message
      said.push(code === Result.ok ? `ok ${value}` : text)
    } else if (call instanceof ReceiveCall) {
      const next = waiting.shift()
      if (!next) return said
      granted = Uint8Array.from(next.bytes ?? [])
      result = { from: CLIENT, message: next.request }
    }
  }
}

const lookUp = (name: number): Asked => ({ request: message(Request.lookUpSet, name) })
const swap = (...swaps: readonly Swap[]): Asked => ({
  request: message(Request.swapNames, swaps.length, '', GRANT),
  bytes: swapsToBytes(swaps),
})
const from = (before: readonly number[], after: readonly number[], name = 1): Swap => ({
  name,
  before,
  after,
})

describe('defined answers', () => {
  test('a name that denotes nothing, one that cannot be, and nothing to swap', () => {
    expect(replies([lookUp(1), lookUp(99), swap(from([], [5], 99)), swap()])).toEqual([
      Refused.noSuchName,
      Refused.noSuchName,
      Refused.noSuchName,
      Refused.tooMany,
    ])
    expect(replies([{ request: message(Request.swapNames, 17, '', GRANT) }])).toEqual([
      Refused.tooMany,
    ])
    expect(replies([{ request: message(Request.swapNames, 1) }])).toEqual([Refused.notDone])
    expect(replies([{ request: message(Request.other) }])).toEqual([Refused.notDone])
  })
  test('several names are swapped all together, or none of them', () => {
    const first = swap(from([], [5], 1), from([], [6, 7], 2))
    const half = swap(from([5], [8], 1), from([5], [9], 2))
    expect(replies([first, half, lookUp(1), lookUp(2)])).toEqual([
      'ok 1',
      Refused.changed,
      'ok 5',
      'ok 6',
    ])
  })
  test('a disk that takes no more: the swap has not happened, and a start finds the old', () => {
    const world = newWorld()
    expect(replies([swap(from([], [5]))], world)).toEqual(['ok 1'])
    world.writes = 0
    expect(replies([swap(from([5], [6])), lookUp(1)], world)).toEqual([Refused.notDone, 'ok 5'])
    world.writes = 1000
    expect(replies([lookUp(1)], world)).toEqual(['ok 5'])
  })
  test('a server whose partner has not answered yet', () => {
    expect(
      replies([lookUp(1), swap(from([], [5]))], newWorld(), { hasPartner: true, copies: 2 }),
    ).toEqual([Refused.waits, Refused.waits])
  })
})

test('from the first block on it has happened: a start that was cut off carries it out', () => {
  for (const writes of [1, 2]) {
    const world = newWorld()
    world.writes = writes
    expect(replies([swap(from([], [5]))], world)).toEqual(['ok 1'])
    for (const more of [0, 1, 1000]) {
      world.writes = more
      expect([writes, more, replies([lookUp(1)], world)]).toEqual([writes, more, ['ok 5']])
    }
  }
})
