/** Versions from a client's side: saved whole, in parts of what one request moves, and read whole. */
import type { Step } from '../../engine/program.ts'
import type { Segment } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Delay, Send } from '../../kernel/system-calls.ts'
import { PART_BYTES, partLength, partsOf } from './identifiers.ts'
import { called, SAFE } from './server.ts'

/** A value, or why there is none. */
export type Got = { readonly value: number } | { readonly value: null; readonly why: string }

/** Sends a request of which the answer is a number. */
export function* ask(server: Pid, request: Message): Step<Got> {
  const { message: answer, result } = yield* Send(server, request)
  if (answer?.code === Result.ok) return { value: answer.value }
  return { value: null, why: answer ? answer.text || 'refused' : `${result}` }
}

/** What a part of a segment is granted for: to read it or to write into it. */
function grantOf(segment: Segment, rights: 'read' | 'write', length: number, part: number) {
  const start = segment.start + part * PART_BYTES
  return { rights, start, length: partLength(length, part) } as const
}

/** Bytes of a file that is to be, and how it is saved. */
export interface Saving {
  readonly server: Pid
  readonly content: Segment
  readonly length: number
  /** Whether the answer is to wait for the disk. */
  readonly safe: boolean
  /** The identifier, for a copy of a version that another server has; 0 for a new one. */
  readonly as: number
}

/** Creates a version, fills and commits it. */
export function* saveVersion(saving: Saving): Step<Got> {
  const made = yield* createVersion(saving.server, saving.length, saving.as)
  return made.value === null ? made : yield* fillVersion(saving, made.value)
}

/** An uncommitted one. */
export function* createVersion(server: Pid, length: number, as = 0): Step<Got> {
  return yield* ask(server, message(Request.createVersion, length, String(as)))
}

/** Gives an uncommitted version its bytes, and commits it. */
export function* fillVersion(
  { server, content, length, safe }: Saving,
  version: number,
): Step<Got> {
  for (let part = 0; part < partsOf(length); part++) {
    const grant = grantOf(content, 'read', length, part)
    const sent = yield* ask(server, message(Request.writePart, version, String(part), grant))
    if (sent.value === null) return sent
  }
  return yield* ask(server, message(Request.commitVersion, version, safe ? SAFE : ''))
}

/** Writes new bytes over a part of a version that is committed: for servers that allow it. */
export function* overwritePart(saving: Saving, version: number, part: number): Step<Got> {
  const { server, content, length, safe } = saving
  const grant = grantOf(content, 'read', length, part)
  const text = `${part}${safe ? ` ${SAFE}` : ''}`
  return yield* ask(server, message(Request.writePart, version, text, grant))
}

export interface Reading {
  /** Asked in this order for each part: whoever has the version has the same bytes. */
  readonly servers: readonly Pid[]
  readonly into: Segment
  /** Between a part and the next, ns. */
  readonly pauseNs: number
  /** Told of each part that has come. */
  readonly part?: (part: number) => Step<void>
}

/** Reads a version whole; its bytes, or why it could not be read. */
export function* readVersion(version: number, reading: Reading): Step<Got> {
  let length = PART_BYTES
  for (let part = 0; part < partsOf(length); part++) {
    if (part > 0 && reading.pauseNs > 0) yield* Delay(reading.pauseNs)
    const got = yield* readPart(version, part, reading)
    if (got.value === null) return got
    length = got.value
    if (reading.part) yield* reading.part(part)
  }
  return { value: length }
}

function* readPart(version: number, part: number, { servers, into }: Reading): Step<Got> {
  let got: Got = { value: null, why: 'there is no server' }
  const start = into.start + part * PART_BYTES
  const length = Math.min(PART_BYTES, into.length - part * PART_BYTES)
  for (const server of servers) {
    const grant = { rights: 'write', start, length } as const
    got = yield* ask(server, message(Request.readPart, version, String(part), grant))
    if (got.value !== null) return got
  }
  return got
}

/** Gives every other server a copy of each version of its own, when it is asked to by nobody: nobody waits for it. */
export function* copyVersions(
  server: Pid,
  others: readonly Pid[],
  room: Segment,
  safe: boolean,
): Step<void> {
  for (;;) {
    const next = yield* ask(server, message(Request.whatToCopy))
    if (next.value === null) return
    const version = next.value
    if (version === 0) {
      yield* called()
      continue
    }
    const read = yield* readVersion(version, { servers: [server], into: room, pauseNs: 0 })
    if (read.value === null) continue
    for (const other of others)
      yield* saveVersion({ server: other, content: room, length: read.value, safe, as: version })
  }
}
