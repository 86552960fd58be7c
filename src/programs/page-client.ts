/** A workstation without a disk: reads or writes the pages of a file one by one. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, Note, Send, Show } from '../kernel/system-calls.ts'
import { fillPages } from './page-content.ts'
import { whyNot } from './page-requests.ts'
import type { Part } from './part.ts'

interface Paging {
  readonly server: Pid
  readonly direction: string
  /** file * 65536 + page */
  readonly firstPage: number
  readonly pages: number
  readonly pageBytes: number
  readonly thinkNs: number
}

export function* pageClient(paging: Paging): Program {
  const { server, direction, firstPage, pages, pageBytes, thinkNs } = paging
  const page = yield* Allocate(pageBytes)
  // What lies behind the page is none of the server's business.
  yield* Allocate(pageBytes)
  const writes = direction === 'write'
  for (let n = 0; n < pages; n++) {
    if (writes) fillPages(page.bytes, pageBytes, n)
    const request = message(writes ? Request.writePage : Request.readPage, firstPage + n, '', {
      rights: writes ? 'read' : 'write',
      start: page.start,
      length: page.length,
    })
    const answer = yield* Send(server, request)
    if (answer.message?.code === Result.ok) yield* Show('pages done', n + 1)
    else yield* Note(`Page ${n} failed: ${whyNot(answer)}.`)
    if (thinkNs > 0 && n + 1 < pages) yield* Delay(thinkNs)
  }
}

export const pageClientPart: Part = {
  name: 'page-client',
  args: {
    server: { type: 'process', says: 'who keeps the pages' },
    direction: { type: 'word', default: 'read', words: ['read', 'write'], says: 'which way' },
    firstPage: { type: 'number', default: 0, says: 'the first of them: file × 65,536 + page' },
    pages: { type: 'number', default: 1, says: 'how many, one after the other' },
    pageBytes: { type: 'number', default: 512, says: 'bytes of a page' },
    thinkMicros: { type: 'number', default: 0, says: 'pause between two pages, µs' },
  },
  create: (args) =>
    pageClient({
      server: args.process('server'),
      direction: args.word('direction'),
      firstPage: args.number('firstPage'),
      pages: args.number('pages'),
      pageBytes: args.number('pageBytes'),
      thinkNs: Math.round(args.number('thinkMicros') * 1000),
    }),
}
