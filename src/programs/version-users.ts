/** Who saves a file again and again under one name, and who reads it from a cache. */
import { contentHash } from '../engine/content-hash.ts'
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, GetTime, Note, Show } from '../kernel/system-calls.ts'
import { State } from '../kernel/things.ts'
import { ask, overwritePart, readVersion, saveVersion } from '../services/immutable-store/client.ts'
import {
  PART_BYTES,
  PARTS_MAX,
  partLength,
  partsOf,
  versionName,
} from '../services/immutable-store/identifiers.ts'
import { FILE_THING } from '../services/immutable-store/names.ts'
import { Field } from '../trace/fields.ts'
import { Kind, VersionRead } from '../trace/kinds.ts'
import type { Part } from './part.ts'

/** The name that is saved, and the one that the version before keeps where it keeps any. */
export const NAME = 1
const NAME_BEFORE = 2
const ON_OFF = ['on', 'off']

/** Bytes of a save: all of one colour, so that two saves have no part in common. */
export function paint(bytes: Uint8Array, save: number): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7 + save * 101 + (i >> 8)) & 0xff
  new DataView(bytes.buffer, bytes.byteOffset).setUint8(0, save)
}

/** Tells the onlooker what a save is to put into each part. */
export function* tellSave(
  save: number,
  name: number,
  content: Segment,
  length: number,
): Step<void> {
  yield* Tell(Kind.saveBegun, null, save, name)
  for (let part = 0; part < partsOf(length); part++) {
    const at = part * PART_BYTES
    const bytes = content.bytes.subarray(at, at + partLength(length, part))
    yield* Tell(Kind.savePart, null, save * PARTS_MAX + part, contentHash(bytes))
  }
}

/** False where it is past. */
function* until(timeNs: number): Step<boolean> {
  const now = yield* GetTime()
  if (now > timeNs) return false
  yield* Delay(timeNs - now)
  return true
}

interface Writing {
  readonly servers: readonly Pid[]
  readonly length: number
  readonly safe: boolean
  readonly ways: 'immutable' | 'in-place'
  readonly keepsBefore: boolean
  /** When each save begins, ns. */
  readonly saves: readonly number[]
}

export function* versionWriter(writing: Writing): Program {
  const content = yield* Allocate(writing.length)
  for (const [i, time] of writing.saves.entries()) {
    if (!(yield* until(time))) continue
    const save = i + 1
    paint(content.bytes, save)
    yield* tellSave(save, NAME, content, writing.length)
    const before = yield* ask(writing.servers[0] as Pid, message(Request.lookUp, NAME))
    const overwrites = writing.ways === 'in-place' && before.value !== null
    const version = overwrites
      ? yield* overwrite(writing, content, before.value)
      : yield* replace(writing, content, before.value ?? 0)
    yield* Tell(Kind.saveEnded, null, save, version)
    yield* Show('saved', version === 0 ? 'no' : versionName(version))
  }
}

/** A new version, and then the name for it. 0 where it was not saved. */
function* replace(
  { servers, length, safe, keepsBefore }: Writing,
  content: Segment,
  before: number,
): Step<number> {
  const server = servers[0] as Pid
  const saved = yield* saveVersion({ server, content, length, safe, as: 0 })
  if (saved.value === null) return yield* failed(saved.why)
  if (keepsBefore && before !== 0)
    yield* ask(server, message(Request.link, before, `${NAME_BEFORE}`))
  const linked = yield* ask(server, message(Request.link, saved.value, String(NAME)))
  return linked.value === null ? yield* failed(linked.why) : saved.value
}

/** Part by part, each at every server: they have to be kept alike by whoever writes. */
function* overwrite(
  { servers, length, safe }: Writing,
  content: Segment,
  version: number,
): Step<number> {
  for (let part = 0; part < partsOf(length); part++)
    for (const [i, server] of servers.entries()) {
      if (i > 0) yield* Tell(Kind.keepsAlike, null, version)
      const done = yield* overwritePart({ server, content, length, safe, as: 0 }, version, part)
      if (done.value === null && i === 0) return yield* failed(done.why)
    }
  return version
}

function* failed(why: string): Step<0> {
  yield* Note(`Not saved: ${why}`)
  return 0
}

interface Reader {
  readonly servers: readonly Pid[]
  readonly place: number
  readonly length: number
  readonly pauseNs: number
  readonly validates: boolean
  /** When it opens the file, ns. */
  readonly opens: readonly number[]
}

export function* versionReader(reader: Reader): Program {
  const into = yield* Allocate(reader.length)
  /** Versions that it has read: of what never changes a copy is as good as the original. */
  const copies = new Map<number, Uint8Array>()
  for (const time of reader.opens) if (yield* until(time)) yield* open(reader, into, copies)
}

function* open(reader: Reader, into: Segment, copies: Map<number, Uint8Array>): Step<void> {
  const { servers } = reader
  const denoted = yield* ask(servers[0] as Pid, message(Request.lookUp, NAME))
  if (denoted.value === null) {
    yield* Note(`The name cannot be looked up: ${denoted.why}`)
    return
  }
  const version = denoted.value
  yield* Tell(Kind.versionReading, null, version, NAME)
  const copy = copies.get(version)
  if (copy && (!reader.validates || (yield* isCurrent(reader, version, copy)))) {
    for (let part = 0; part < partsOf(copy.length); part++) yield* seen(version, part, copy)
    yield* Tell(Kind.versionRead, null, version, VersionRead.ownCopy)
    yield* State(FILE_THING, Field.denotes, version, 0)
    return
  }
  const near = nearestFirst(reader)
  const part = (n: number) => seen(version, n, into.bytes)
  const got = yield* readVersion(version, { servers: near, into, pauseNs: reader.pauseNs, part })
  if (got.value === null) yield* Note(`Version ${versionName(version)}: ${got.why}`)
  else copies.set(version, into.bytes.slice(0, got.value))
  const how = got.value === null ? VersionRead.failed : VersionRead.whole
  yield* Tell(Kind.versionRead, null, version, how)
  if (got.value !== null) yield* State(FILE_THING, Field.denotes, version, 0)
}

function nearestFirst({ servers, place }: Reader): readonly Pid[] {
  const first = place % servers.length
  return [...servers.slice(first), ...servers.slice(0, first)]
}

function* isCurrent(reader: Reader, version: number, copy: Uint8Array): Step<boolean> {
  yield* Tell(Kind.keepsAlike, null, version)
  const server = nearestFirst(reader)[0] as Pid
  const hash = yield* ask(server, message(Request.checkVersion, version))
  return hash.value === contentHash(copy)
}

function* seen(version: number, part: number, bytes: Uint8Array): Step<void> {
  const at = part * PART_BYTES
  const its = bytes.subarray(at, at + partLength(bytes.length, part))
  yield* Tell(Kind.versionPart, null, version * PARTS_MAX + part, contentHash(its))
}

const FILE_ARGS = {
  servers: { type: 'processes', says: 'who keeps the file; the first has its name' },
  fileKB: { type: 'number', default: 64, says: 'size of the file, KB' },
  files: {
    type: 'word',
    default: 'immutable',
    words: ['immutable', 'in-place'],
    says: 'whether a save makes a new version or overwrites the file',
  },
} as const
const bytesOf = (kilobytes: number) => Math.max(1, Math.round(kilobytes * 1024))
const waysOf = (word: string) => (word === 'in-place' ? 'in-place' : 'immutable')
const msOf = (times: readonly number[]) => times.map((ms) => Math.round(ms * 1e6))

export const versionWriterPart: Part = {
  name: 'version-writer',
  args: {
    ...FILE_ARGS,
    safe: { type: 'word', default: 'on', words: ON_OFF, says: 'whether it waits for the disk' },
    keepsBefore: {
      type: 'word',
      default: 'off',
      words: ON_OFF,
      says: 'whether the version before keeps a name',
    },
    firstMs: { type: 'number', default: 1000, says: 'when it saves the file first' },
    secondMs: { type: 'number', default: 4000, says: 'when it saves the file again' },
    secondAfterMs: { type: 'number', default: 0, says: 'and how much later' },
  },
  create: (args) =>
    versionWriter({
      servers: args.processes('servers'),
      length: bytesOf(args.number('fileKB')),
      safe: args.word('safe') === 'on',
      ways: waysOf(args.word('files')),
      keepsBefore: args.word('keepsBefore') === 'on',
      saves: msOf([args.number('firstMs'), args.number('secondMs') + args.number('secondAfterMs')]),
    }),
}

export const versionReaderPart: Part = {
  name: 'version-reader',
  args: {
    ...FILE_ARGS,
    readers: { type: 'processes', says: 'all who read it' },
    pauseMs: { type: 'number', default: 700, says: 'how long it looks at each part' },
    apartMs: { type: 'number', default: 150, says: 'from one reader to the next' },
    firstMs: { type: 'number', default: 4000, says: 'when the first of them opens it' },
    secondMs: { type: 'number', default: 14000, says: 'and again' },
    thirdMs: { type: 'number', default: 23000, says: 'and once more' },
  },
  create: (args, self) => {
    const place = args.processes('readers').indexOf(self)
    const opens = ['firstMs', 'secondMs', 'thirdMs'].map(
      (key) => args.number(key) + place * args.number('apartMs'),
    )
    return versionReader({
      servers: args.processes('servers'),
      place,
      length: bytesOf(args.number('fileKB')),
      pauseNs: Math.round(args.number('pauseMs') * 1e6),
      validates: waysOf(args.word('files')) === 'in-place',
      opens: msOf(opens),
    })
  },
}
