/** Who edits files that never change, and puts each new one in the place of the one that was read; and who reads them. */
import { contentHash } from '../engine/content-hash.ts'
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, GetTime, Note, Show } from '../kernel/system-calls.ts'
import { State } from '../kernel/things.ts'
import { type Directories, lookUpName, swapNames } from '../services/directory/client.ts'
import { ROOM_BYTES } from '../services/directory/courier.ts'
import { Refused } from '../services/directory/server.ts'
import {
  ask,
  createVersion,
  fillVersion,
  type Got,
  readVersion,
} from '../services/immutable-store/client.ts'
import {
  PART_BYTES,
  PARTS_MAX,
  partLength,
  versionName,
} from '../services/immutable-store/identifiers.ts'
import { FILE_THING } from '../services/immutable-store/names.ts'
import { Field } from '../trace/fields.ts'
import { Kind, VersionRead } from '../trace/kinds.ts'
import type { Part } from './part.ts'
import { paint, tellSave } from './version-users.ts'

/** What all edit; and a second name that is given to the first version together with it. */
const NAME = 1
const FIRST_OF_ALL = 2
/** Times that who is refused reads again and edits again. */
const EDITS_MAX = 8

interface Editing {
  readonly directories: Directories
  readonly stores: readonly Pid[]
  readonly place: number
  readonly editors: number
  readonly length: number
  readonly order: 'file-first' | 'name-first'
  readonly firstNs: number
  readonly editNs: number
  /** How long one edits what one has read, ns. */
  readonly workNs: number
}

export function* editor(editing: Editing): Program {
  const content = yield* Allocate(editing.length)
  const room = yield* Allocate(ROOM_BYTES)
  const desk: Desk = { ...editing, content, room }
  if (editing.place === 0) {
    yield* until(editing.firstNs)
    yield* save(desk, 1, 0)
  }
  if (yield* until(editing.editNs)) yield* edit(desk)
}

interface Desk extends Editing {
  readonly content: Segment
  readonly room: Segment
}

/** False where it is past. */
function* until(time: number): Step<boolean> {
  const now = yield* GetTime()
  if (now > time) return false
  yield* Delay(time - now)
  return true
}

/** Reads what the name denotes, changes all of it and saves; whoever came too late begins again from what is there now. */
function* edit(desk: Desk): Step<void> {
  for (let n = 0; n < EDITS_MAX; n++) {
    const denoted = yield* lookUpName(desk.directories, NAME)
    const base = denoted.value ?? 0
    if (base === 0) return yield* say('There is nothing to edit', denoted)
    const reading = { servers: desk.stores, into: desk.content, pauseNs: 0 }
    const read = yield* readVersion(base, reading)
    if (read.value === null) return yield* say(`Version ${versionName(base)}`, read)
    yield* State(FILE_THING, Field.denotes, base, 0)
    yield* Delay(desk.workNs)
    if (yield* save(desk, 2 + n * desk.editors + desk.place, base)) return
  }
}

function* say(what: string, got: Got): Step<void> {
  yield* Note(`${what}: ${got.value === null ? got.why : 'nothing'}`)
}

/** True unless somebody else has changed the name meanwhile. */
function* save(desk: Desk, number: number, base: number): Step<boolean> {
  const { content, length, directories, room, order } = desk
  paint(content.bytes, number)
  yield* tellSave(number, NAME, content, length)
  const made = yield* createSomewhere(desk)
  if (!made) {
    yield* Tell(Kind.saveEnded, null, number, 0)
    return true
  }
  const { server, version } = made
  if (order === 'file-first' && !(yield* fill(desk, server, version))) return true
  yield* Tell(Kind.basedOn, null, version, base)
  const swap = { name: NAME, before: base === 0 ? [] : [base], after: [version] }
  const first = { name: FIRST_OF_ALL, before: [], after: [version] }
  const swapped = yield* swapNames(directories, base === 0 ? [swap, first] : [swap], room)
  if (order === 'name-first') yield* fill(desk, server, version)
  const isSaved = swapped.value !== null
  if (isSaved) yield* State(FILE_THING, Field.denotes, version, 0)
  yield* Tell(Kind.saveEnded, null, number, isSaved ? version : 0)
  yield* Show('saved', isSaved ? versionName(version) : 'no')
  if (isSaved) return true
  yield* say('Not saved', swapped)
  if (swapped.why !== Refused.changed) return true
  // Nobody has the identifier of a version whose name was refused.
  yield* ask(server, message(Request.destroyVersion, version))
  return false
}

function* createSomewhere(
  desk: Desk,
): Step<{ readonly server: Pid; readonly version: number } | null> {
  for (const server of desk.stores) {
    const made = yield* createVersion(server, desk.length)
    if (made.value !== null) return { server, version: made.value }
    yield* say('No new file', made)
  }
  return null
}

function* fill({ content, length }: Desk, server: Pid, version: number): Step<boolean> {
  const saving = { server, content, length, safe: true, as: 0 }
  const filled = yield* fillVersion(saving, version)
  if (filled.value === null) yield* say('Not committed', filled)
  return filled.value !== null
}

interface Looking {
  readonly directories: Directories
  readonly stores: readonly Pid[]
  readonly length: number
  readonly times: readonly number[]
}

export function* nameReader({ directories, stores, length, times }: Looking): Program {
  const into = yield* Allocate(length)
  const part = function* (version: number, n: number): Step<void> {
    const at = n * PART_BYTES
    const bytes = into.bytes.subarray(at, at + partLength(length, n))
    yield* Tell(Kind.versionPart, null, version * PARTS_MAX + n, contentHash(bytes))
  }
  for (const time of times) {
    if (!(yield* until(time))) continue
    const denoted = yield* lookUpName(directories, NAME)
    const version = denoted.value ?? 0
    if (version === 0) {
      yield* say('The name denotes nothing', denoted)
      continue
    }
    yield* Tell(Kind.versionReading, null, version, NAME)
    const reading = { servers: stores, into, pauseNs: 0, part: (n: number) => part(version, n) }
    const got = yield* readVersion(version, reading)
    const how = got.value === null ? VersionRead.failed : VersionRead.whole
    yield* Tell(Kind.versionRead, null, version, how)
    if (got.value !== null) yield* State(FILE_THING, Field.denotes, version, 0)
  }
}

/** Each begins with another server. */
function fromOwn<Each>(all: readonly Each[], place: number): readonly Each[] {
  const first = place % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

const COMMON_ARGS = {
  names: { type: 'processes', says: 'who keeps the directory' },
  stores: { type: 'processes', says: 'who keeps the files' },
  fileKB: { type: 'number', default: 12, says: 'size of the file, KB' },
  patienceSeconds: { type: 'number', default: 60, says: 'how long one asks for an answer' },
} as const
const nsOf = (ms: number) => Math.round(ms * 1e6)
const ASK_AGAIN_MS = 1000

function directoriesOf(servers: readonly Pid[], place: number, seconds: number): Directories {
  const tries = Math.max(1, Math.round((seconds * 1000) / ASK_AGAIN_MS))
  return { servers: fromOwn(servers, place), tries, pauseNs: nsOf(ASK_AGAIN_MS) }
}

export const editorPart: Part = {
  name: 'editor',
  args: {
    ...COMMON_ARGS,
    editors: { type: 'processes', says: 'all editors; the first makes the file' },
    firstMs: { type: 'number', default: 1500, says: 'when the file is made' },
    editMs: { type: 'number', default: 3000, says: 'when all read it, to edit it' },
    workMs: { type: 'number', default: 1000, says: 'how long one edits' },
    order: {
      type: 'word',
      default: 'file-first',
      words: ['file-first', 'name-first'],
      says: 'whether the file is committed before it is named',
    },
  },
  create: (args, self) => {
    const editors = args.processes('editors')
    const place = editors.indexOf(self)
    return editor({
      directories: directoriesOf(args.processes('names'), place, args.number('patienceSeconds')),
      stores: fromOwn(args.processes('stores'), place),
      place,
      editors: editors.length,
      length: Math.max(1, Math.round(args.number('fileKB') * 1024)),
      order: args.word('order') === 'name-first' ? 'name-first' : 'file-first',
      firstNs: nsOf(args.number('firstMs')),
      editNs: nsOf(args.number('editMs')),
      workNs: nsOf(args.number('workMs')),
    })
  },
}

export const nameReaderPart: Part = {
  name: 'name-reader',
  args: {
    ...COMMON_ARGS,
    readers: { type: 'processes', says: 'all who read it' },
    firstMs: { type: 'number', default: 3500, says: 'when it is read' },
    secondMs: { type: 'number', default: 8000, says: 'and again' },
    secondAfterSeconds: { type: 'number', default: 0, says: 'so much later … ' },
    times: { type: 'number', default: 0, says: '… times this' },
    apartMs: { type: 'number', default: 200, says: 'from one reader to the next' },
  },
  create: (args, self) => {
    const place = args.processes('readers').indexOf(self)
    const later = 1000 * args.number('secondAfterSeconds') * args.number('times')
    const apart = place * args.number('apartMs')
    return nameReader({
      directories: directoriesOf(args.processes('names'), place, args.number('patienceSeconds')),
      stores: fromOwn(args.processes('stores'), place),
      length: Math.max(1, Math.round(args.number('fileKB') * 1024)),
      times: [nsOf(args.number('firstMs') + apart), nsOf(args.number('secondMs') + later + apart)],
    })
  },
}
