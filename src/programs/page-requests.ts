/** A page read or written over the network, and told to the onlooker: what was asked, and what came of it. */
import { contentHash } from '../engine/content-hash.ts'
import type { Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Send } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'

/** A request's value names both. */
export function pageNumber(file: number, page: number): number {
  return file * 0x10000 + page
}

const WORDS: Readonly<Record<number, string>> = {
  [Result.noSuchFile]: 'there is no such file',
  [Result.noSuchPage]: 'the file has no such page',
  [Result.diskFull]: 'the disk is full',
  [Result.unreadable]: 'the disk cannot read it',
}

/** In words. */
export function whyNot({
  message: said,
  result,
}: {
  message: Message | null
  result: string
}): string {
  return said ? (WORDS[said.code] ?? 'refused') : result
}

/** Null where it went well, or why not. */
export function* readPage(server: Pid, page: number, into: Segment): Step<string | null> {
  yield* Tell(Kind.readBegun, null, page)
  const grant = { rights: 'write', start: into.start, length: into.length } as const
  const answer = yield* Send(server, message(Request.readPage, page, '', grant))
  if (answer.message?.code !== Result.ok) return whyNot(answer)
  yield* Tell(Kind.readDone, null, page, contentHash(into.bytes))
  return null
}

export function* writePage(server: Pid, page: number, from: Segment): Step<string | null> {
  const hash = contentHash(from.bytes)
  yield* Tell(Kind.writeBegun, null, page, hash)
  const grant = { rights: 'read', start: from.start, length: from.length } as const
  const answer = yield* Send(server, message(Request.writePage, page, '', grant))
  if (answer.message?.code !== Result.ok) return whyNot(answer)
  yield* Tell(Kind.writeDone, null, page, hash)
  return null
}

/** Bytes that nobody else writes, anywhere or at any time. */
export function fillOwn(segment: Segment, writer: number, number: number): void {
  const { bytes } = segment
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 13 + number * 5 + writer) & 0xff
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  view.setUint16(0, 0x4000 + writer)
  view.setUint32(2, number)
}
