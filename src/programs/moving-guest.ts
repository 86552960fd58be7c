/** A program of two processes in one memory: one computes and writes pages, the other counts what it is sent. */
import type { Program } from '../engine/program.ts'
import { FIRST_ADDRESS, PAGE_BYTES } from '../kernel/memory.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { Load, Store } from '../kernel/migration-calls.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Compute,
  Executed,
  GetTime,
  Random,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'

/** What it computes before it writes, ns (X). */
const STEP_NS = 2_000_000
/** Kept from the processor for longer, it writes no more for it afterwards, ns (X). */
const CATCHES_UP_NS = 40_000_000
/** The first page is the counter's, and the worker leaves it alone. */
const COUNTER = FIRST_ADDRESS

export interface Working {
  readonly kilobytes: number
  /** Pages that it writes again and again are the first so many KB after the counter's. */
  readonly workingSetKB: number
  readonly dirtyKBps: number
  readonly untilNs: number
  /** A server that it asks for data now and then; 0: it leans on nobody. */
  readonly leansOn: Pid
}

/** What it asks the server for, bytes: into the end of its memory, where it writes nothing itself. */
export const LEANT_ON_BYTES = 4096

/** The number of a request is the number of its answer, if none is lost and none is counted twice. */
export function* counting({ kilobytes }: Working): Program {
  yield* Allocate(kilobytes * 1024)
  for (;;) {
    const { from } = yield* Receive()
    const count = (yield* Load(COUNTER)) + 1
    yield* Store(COUNTER, count)
    yield* Executed(from)
    yield* Show('count', count)
    yield* Reply(message(Result.ok, count), from)
  }
}

/** So many KB a second, anywhere in its working set, in steps as it gets the processor. */
export function* working(work: Working): Program {
  const { dirtyKBps, untilNs, leansOn, kilobytes } = work
  const data = FIRST_ADDRESS + kilobytes * 1024 - LEANT_ON_BYTES
  const free = kilobytes - 1 - (leansOn === 0 ? 0 : LEANT_ON_BYTES / 1024)
  const pages = Math.max(1, Math.min(work.workingSetKB, free))
  let owed = 0
  let before = yield* GetTime()
  for (let step = 1; before < untilNs; step++) {
    yield* Compute(STEP_NS)
    const now = yield* GetTime()
    for (owed += (dirtyKBps * Math.min(now - before, CATCHES_UP_NS)) / 1e9; owed >= 1; owed--) {
      const page = 1 + (yield* Random(pages))
      yield* Store(FIRST_ADDRESS + page * PAGE_BYTES, step)
    }
    before = now
    if (leansOn === 0 || step % 20 > 0) continue
    const grant = { rights: 'write', start: data, length: LEANT_ON_BYTES } as const
    const told = yield* Send(leansOn, message(Request.read, 0, '', grant))
    if (told.message?.code !== Result.ok) return void (yield* Show('worker', 'stuck'))
    const first = yield* Load(data)
    const last = yield* Load(data + LEANT_ON_BYTES - 4)
    if (first !== told.message.value || last !== first)
      return void (yield* Show('worker', 'other data'))
  }
}
