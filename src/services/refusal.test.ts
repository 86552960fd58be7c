// What an onlooker is told where a service says no: each of them asked by hand for what it must refuse.
import { expect, test } from 'vitest'
import type { Program } from '../engine/program.ts'
import { TellCall } from '../kernel/datagram-calls.ts'
import { Memory } from '../kernel/memory.ts'
import { type Message, message, Request } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  AllocateCall,
  DiskReadCall,
  DiskWriteCall,
  GetTimeCall,
  RandomCall,
  ReceiveCall,
} from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { cacheServer } from './client-cache/server.ts'
import { fileAndVersion } from './client-cache/versions.ts'
import { coordinator } from './commitment/coordinator.ts'
import { participant } from './commitment/participant.ts'
import { directoryServer } from './directory/server.ts'
import { diskImage } from './file-server/image.ts'
import { immutableStore } from './immutable-store/server.ts'
import { numberServer } from './number-server/server.ts'

const CLIENT = 7 as Pid
const BLOCK = 512
const FILES = 20
type Image = ReadonlyMap<number, Uint8Array>

/** What is told of the refusals of some requests, in order; of a version that is missing, that it is. */
function told(program: Program, requests: readonly Message[], image: Image = new Map()): string[] {
  const memory = new Memory()
  const disk = new Map(image)
  const waiting = [...requests]
  const words: string[] = []
  let result: unknown
  for (;;) {
    const { value: call, done } = program.next(result)
    if (done) return words
    result = undefined
    if (call instanceof DiskReadCall)
      result = { status: 'good', bytes: disk.get(call.block) ?? new Uint8Array(BLOCK) }
    else if (call instanceof DiskWriteCall) {
      disk.set(call.block, call.bytes)
      result = { status: 'good', bytes: call.bytes }
    } else if (call instanceof AllocateCall) result = memory.allocate(call.bytes)
    else if (call instanceof GetTimeCall) result = 50e6
    else if (call instanceof RandomCall) result = 1
    else if (call instanceof TellCall) {
      if (call.kind === Kind.requestRefused) words.push(String(call.b))
      if (call.kind === Kind.versionMissing) words.push('no such version')
    } else if (call instanceof ReceiveCall) {
      const next = waiting.shift()
      if (!next) return words
      result = { from: CLIENT, message: next }
    }
  }
}

const NONE_SUCH = 'there is no such transaction, or none any more'

test('numbers in files: transactions that are none, files that are not there', () => {
  const server = numberServer({ logicalId: 1, writes: 'through', recovery: 'scan' })
  const asked = [
    message(Request.commit, 9),
    message(Request.begin),
    message(Request.commit, 1),
    message(Request.commit, 1),
    message(Request.abort, 1),
    message(Request.putNumber, 5, '3 of 1'),
    message(Request.putNumber, 5, '99'),
    message(Request.getNumber, 99),
  ]
  const noFile = 'it is not there, or the disk cannot read it'
  expect(told(server, asked, diskImage(FILES, 1, BLOCK))).toEqual([
    `to commit transaction 9: ${NONE_SUCH}`,
    `to commit transaction 1: ${NONE_SUCH}`,
    `to abort 1: ${NONE_SUCH}`,
    `a write of transaction 1: ${NONE_SUCH}`,
    `to write file 99: ${noFile}`,
    `to read file 99: ${noFile}`,
  ])
})

test('a coordinator and a participant: what is unknown, outside and over', () => {
  const coordinating = coordinator({
    participants: [],
    group: NO_PROCESS,
    repliesNs: 1e8,
    logBlocks: 8,
    tell: 'after-force',
  })
  expect(told(coordinating, [message(Request.commit, 12, '1')])).toEqual([
    'to end T12: there is no such transaction',
  ])
  const taking = participant({
    place: 0,
    watcher: 9 as Pid,
    group: NO_PROCESS,
    logBlocks: 8,
    votesNo: false,
    vote: 'after-force',
    locks: 'until-decided',
  })
  const operation = (tid: number, text: string) => message(Request.update, tid, text)
  const asked = [
    operation(0, 'x=5 1'),
    operation(50, 'what'),
    operation(50, 'x=5 2'),
    operation(50, 'x=5 1'),
    message(Request.prepare, 50, '1'),
    operation(50, 'y=6 2'),
  ]
  expect(told(taking, asked)).toEqual([
    'an operation: it is outside any transaction',
    'an operation of T50: it says nothing',
    'an operation of T50: the one before it has not come',
    'an operation of T50: it has promised, or has ended',
  ])
})

test('whole files: one that is not there', () => {
  const server = cacheServer({ announceTo: null, cacheBlocks: 4 })
  const asked = [Request.fetchFile, Request.checkFile].map((code) =>
    message(code, fileAndVersion(99, 0)),
  )
  const words = told(server, asked, diskImage(FILES, 1, BLOCK))
  expect(words).toEqual(['file 99: there is no such file', 'file 99: there is no such file'])
})

test('versions: a disk that is full, and a version that never was', () => {
  const store = immutableStore({
    place: 0,
    slots: 3,
    dataBlocks: 4,
    ttlHours: 24,
    changes: 'until-committed',
    sweepNs: 60e9,
  })
  const asked = [
    message(Request.createVersion, 5 * BLOCK, '0'),
    message(Request.readPart, 77, '0'),
    message(Request.link, 77, '1'),
  ]
  expect(told(store, asked)).toEqual([
    `a file of ${5 * BLOCK} bytes: the disk is full`,
    'no such version',
    'no such version',
  ])
})

test('names: a directory whose partner is gone', () => {
  const server = directoryServer({
    place: 0,
    hasPartner: true,
    compares: true,
    timeoutNs: 30e9,
    names: 4,
    copies: 2,
    intentions: 'absolute',
  })
  const asked = [message(Request.lookUpSet, 1), message(Request.swapNames, 1)]
  expect(told(server, asked)).toEqual([
    'to look up name 1: it has not heard from its partner yet',
    'to swap names: it has not heard from its partner yet',
  ])
})
