/** A second make: the master asks the file server when each file was written, and only what is older than what it is made of is due. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay, Note, Send } from '../kernel/system-calls.ts'
import type { MakeGraph } from '../makefile/graph.ts'
import { sumOf } from '../services/make/contents.ts'
import { staleJobs } from '../services/make/stale.ts'
import { Kind } from '../trace/kinds.ts'
import { type Paging, tried, writeFile } from './file-pages.ts'
import type { Part } from './part.ts'

/** The jobs that are due. A server that does not say when is taken for one that knows of nothing; null where there is none. */
export function* dueJobs(graph: MakeGraph, server: Pid): Step<readonly number[] | null> {
  const times = new Map<number, number>()
  for (const [file, { kind }] of graph.files.entries()) {
    if (kind === 'group') continue
    let ms = 0
    const isTold = yield* tried(function* () {
      const { message: answer, result } = yield* Send(server, message(Request.whenWritten, file))
      if (answer?.code === Result.ok) ms = answer.value
      return answer ? null : result
    })
    if (!isTold) return null
    times.set(file, ms)
    yield* Tell(Kind.writtenAt, null, file, ms)
  }
  const stale = staleJobs(graph, (file) => times.get(file) ?? 0)
  const due: number[] = []
  for (const [file, older] of stale) {
    if (graph.files[file]?.kind !== 'job') continue
    due.push(file)
    yield* Tell(Kind.jobStale, null, file, older)
  }
  return due
}

interface Editing {
  readonly master: Pid
  readonly server: Pid
  readonly pages: number
  readonly pageBytes: number
  readonly afterNs: number
}

/** Waits until all is made, writes one source anew, and has it made again. */
export function* makeEditor({ master, server, pages, pageBytes, afterNs }: Editing): Program {
  const room = yield* Allocate(pageBytes)
  const made = yield* Send(master, message(Request.awaitMade))
  if (made.message?.code !== Result.ok)
    return yield* Note('Nothing was made, so nothing is edited.')
  const file = made.message.value
  yield* Delay(afterNs)
  const paging: Paging = { server, pages, room }
  const sum = yield* writeFile(paging, file, sumOf('edited'))
  if (sum === null) {
    yield* Note('What was edited could not be written.')
    yield* Send(master, message(Request.notEdited, file))
    return
  }
  yield* Tell(Kind.fileTouched, null, file, sum)
  yield* Send(master, message(Request.makeAgain, file))
}

export const makeEditorPart: Part = {
  name: 'make-editor',
  args: {
    master: { type: 'process', says: 'who says that all is made, and makes it again' },
    server: { type: 'process', says: 'who keeps the files' },
    filePages: { type: 'number', default: 4, says: 'pages of each file' },
    pageBytes: { type: 'number', default: 4096, says: 'bytes of a page' },
    afterMs: { type: 'number', default: 2000, says: 'between all being made and the edit, ms' },
  },
  create: (args) =>
    makeEditor({
      master: args.process('master'),
      server: args.process('server'),
      pages: args.number('filePages'),
      pageBytes: args.number('pageBytes'),
      afterNs: Math.max(0, Math.round(args.number('afterMs') * 1e6)),
    }),
}
