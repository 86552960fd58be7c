/** Reads a file page by page, from end to end or anywhere: as fast as it can, or with pauses as a user makes them. */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, GetTime, Note, Random, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import { pageNumber, readPage } from './page-requests.ts'
import type { Part } from './part.ts'

interface Reading {
  readonly server: Pid
  readonly file: number
  readonly pages: number
  readonly filePages: number
  readonly pageBytes: number
  readonly random: boolean
  readonly passes: number
  /** Between two pages, on the average, ns; 0: none at all. */
  readonly pauseNs: number
  /** A new pass begins only within this time, ns. */
  readonly forNs: number
}

export function* fileReader(reading: Reading): Program {
  const { server, file, pages, pageBytes, random, pauseNs, forNs } = reading
  const room = yield* Allocate(pageBytes)
  const until = (yield* GetTime()) + forNs
  let done = 0
  for (let pass = 1; pass <= reading.passes; pass++) {
    if (pauseNs === 0) yield* Tell(Kind.passBegun, null, pass)
    for (let n = 0; n < pages && (yield* GetTime()) < until; n++) {
      if (pauseNs > 0) yield* Delay(yield* Random(2 * pauseNs))
      const page = random ? yield* Random(reading.filePages) : n
      const failed = yield* readPage(server, pageNumber(file, page), room)
      if (failed) return yield* Note(`No page ${page}: ${failed}`)
      yield* Show('pages', ++done)
    }
  }
}

export const fileReaderPart: Part = {
  name: 'file-reader',
  args: {
    server: { type: 'process', says: 'who keeps the file' },
    readers: {
      type: 'processes',
      says: 'all who read there: each has a file of its own, in this order',
    },
    firstFile: { type: 'number', default: 0, says: 'the file of the first of them' },
    pages: { type: 'number', default: 60, says: 'pages of a pass' },
    filePages: { type: 'number', default: 60, says: 'pages of the file, for a random choice' },
    pageBytes: { type: 'number', default: 512, says: 'bytes of a page' },
    access: {
      type: 'word',
      default: 'sequential',
      words: ['sequential', 'random'],
      says: 'pages in order, or any',
    },
    passes: { type: 'number', default: 1, says: 'passes through the file' },
    pagesPerSecond: { type: 'number', default: 0, says: 'pages in a second; 0: as fast as it can' },
    forMs: { type: 'number', default: 1e6, says: 'for how long, ms' },
  },
  create: (args, self) => {
    const perSecond = args.number('pagesPerSecond')
    const place = args.processes('readers').indexOf(self)
    return fileReader({
      server: args.process('server'),
      file: args.number('firstFile') + Math.max(0, place),
      pages: args.number('pages'),
      filePages: args.number('filePages'),
      pageBytes: args.number('pageBytes'),
      random: args.word('access') === 'random',
      passes: args.number('passes'),
      pauseNs: perSecond > 0 ? Math.round(1e9 / perSecond) : 0,
      forNs: Math.round(args.number('forMs') * 1e6),
    })
  },
}
