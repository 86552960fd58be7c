/** Small files of many users: lines are read in order from what is open, and added at the end. */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { Allocate, MoveTo, Receive, type Received, Reply, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { fileOf, Name } from './context.ts'
import { fillPages } from './page-content.ts'
import type { Part } from './part.ts'

interface Open {
  readonly file: number
  readonly user: number
  position: number
}

/** Whose file it is. */
const ownerOf = (file: number): number => Math.floor(file / 10)
/** The first user's rates are for nobody else; everything else is open to all. */
const mayOpen = (file: number, user: number): boolean =>
  file !== fileOf(1, Name.rates) || user === 1

const INPUT = [12, 7, 31, 25, 16, 9, 40, 3]
/** What each user charges, and the lines of each user's input. */
function contentOf(file: number, lines: number): number[] {
  const user = ownerOf(file)
  if (file % 10 === Name.rates) return [user === 1 ? 3 : 5 + user]
  if (file % 10 !== Name.input) return []
  return Array.from({ length: lines }, (_, i) => (user === 1 ? (INPUT[i % 8] as number) : i + 1))
}

class Files {
  readonly open: Open[] = []
  private readonly contents = new Map<number, number[]>()
  private readonly lines: number

  constructor(lines: number) {
    this.lines = lines
  }
  of(file: number): number[] {
    const known = this.contents.get(file) ?? contentOf(file, this.lines)
    this.contents.set(file, known)
    return known
  }
  /** Numbers of open files are from 1. */
  at(number: number): Open | undefined {
    return this.open[number - 1]
  }
}

export function* homeFiles(programBytes: number, unit: number, lines: number): Program {
  const image = yield* Allocate(programBytes)
  fillPages(image.bytes, unit, 3)
  const files = new Files(lines)
  for (;;) {
    const received = yield* Receive()
    const { code } = received.message
    if (code === Request.loadProgram) yield* load(received, image.start, programBytes, unit)
    else if (code === Request.openFor) yield* open(files, received)
    else if (code === Request.readLine) yield* read(files, received)
    else if (code === Request.writeLine) yield* write(files, received)
    else yield* Reply(message(Result.refused), received.from)
  }
}

function* load(
  { from, message: { grant } }: Received,
  image: number,
  programBytes: number,
  unit: number,
): Program {
  const bytes = Math.min(programBytes, grant?.length ?? 0)
  let moved = 0
  while (grant && moved < bytes) {
    const count = Math.min(unit, bytes - moved)
    if ((yield* MoveTo(from, grant.start + moved, image + moved, count)) !== 'done') break
    moved += count
  }
  yield* Reply(message(moved === bytes ? Result.ok : Result.refused, moved), from)
}

function* open(files: Files, { from, message: { value, text } }: Received): Program {
  const user = Number(text)
  const may = mayOpen(value, user)
  yield* Tell(Kind.openedFor, null, { process: from }, may ? user : -user)
  if (may) files.open.push({ file: value, user, position: 0 })
  yield* Reply(message(may ? Result.ok : Result.refused, files.open.length), from)
}

function* read(files: Files, { from, message: { value } }: Received): Program {
  const what = files.at(value)
  const line = what && files.of(what.file)[what.position]
  if (!what || line === undefined) {
    yield* Reply(message(Result.refused), from)
    return
  }
  what.position++
  yield* Tell(Kind.lineRead, null, { process: from }, what.user)
  yield* Reply(message(Result.ok, line), from)
}

function* write(files: Files, { from, message: { value, text } }: Received): Program {
  const what = files.at(value)
  if (!what) {
    yield* Reply(message(Result.refused), from)
    return
  }
  const lines = files.of(what.file)
  lines.push(Number(text))
  yield* Tell(Kind.lineWritten, null, { process: from }, lines.length)
  yield* Show(ownerOf(what.file) === 1 ? 'report' : 'a stranger’s report', lines.join(' '))
  yield* Reply(message(Result.ok, lines.length), from)
}

export const homeFilesPart: Part = {
  name: 'home-files',
  args: {
    kilobytes: { type: 'number', default: 100, says: 'size of the program it keeps, KB' },
    unitKilobytes: { type: 'number', default: 64, says: 'how much it moves at a time, KB' },
    lines: { type: 'number', default: 4, says: 'lines of each user’s input' },
  },
  create: (args) =>
    homeFiles(
      Math.round(args.number('kilobytes') * 1024),
      Math.max(1, Math.round(args.number('unitKilobytes') * 1024)),
      Math.max(1, Math.round(args.number('lines'))),
    ),
}
