/**
 * A virtual processor of a parallel make: it keeps one job going, wherever that is computed. The run server names a machine, the
 * machine's manager has the job done, and only when that has answered is the next one asked for.
 */
import type { Program, Step } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Allocate, Delay, GetTime, Send, Show } from '../kernel/system-calls.ts'
import { decodeSheet, sheetBytes } from '../services/make/order.ts'
import { Kind, NoMachine } from '../trace/kinds.ts'
import { outcomeOf } from '../trace/send-results.ts'
import { askForJob } from './builder.ts'
import type { Part } from './part.ts'

/** What a machine that does not answer leads to: its manager is asked what became of the job, or the job is given back at once. */
const IN_DOUBT = ['asks', 'gives-back'] as const

interface Placing {
  readonly master: Pid
  readonly runServer: Pid
  /** Bytes of a job's description, at most. */
  readonly sheetBytes: number
  /** Before the run server, or a manager, is asked once more, ns. */
  readonly againNs: number
  readonly asksInDoubt: boolean
}

export function* virtualProcessor(placing: Placing): Program {
  const sheet = yield* Allocate(placing.sheetBytes)
  let finished = 0
  for (;;) {
    yield* Show('job', '–')
    const file = yield* askForJob(placing.master, finished, sheet)
    if (file === null) return
    yield* Show('job', decodeSheet(sheet.bytes).name)
    const result = yield* hasItDone(placing, sheet, file)
    if (result === Result.failed) yield* Send(placing.master, message(Request.jobFailed, file))
    finished = result === Result.ok ? file : 0
  }
}

/** `ok`; `failed` where a machine has tried in vain, as others would, or there is none; else its machine is gone, and the job is the master's again. */
function* hasItDone(placing: Placing, sheet: Segment, file: number): Step<number> {
  const length = sheetBytes(sheet.bytes)
  const grant = { rights: 'read', start: sheet.start, length } as const
  for (;;) {
    const manager = yield* named(placing, file)
    if (manager === null) return Result.failed
    yield* Tell(Kind.jobPlaced, null, { process: manager }, file)
    const answer = yield* Send(manager, message(Request.runJob, file, '', grant))
    if (answer.message?.code === Result.retry) {
      yield* Tell(Kind.noMachine, null, file, NoMachine.noRoom)
      yield* Delay(placing.againNs)
      continue
    }
    if (answer.message) return answer.message.code
    const doubtful = outcomeOf(answer.result) === 'maybe-executed'
    const became =
      doubtful && placing.asksInDoubt ? yield* whatBecame(placing, manager, file) : Result.unheardOf
    if (became === Result.ok || became === Result.failed) return became
    yield* Tell(Kind.machineGone, null, { process: manager }, file)
    return became
  }
}

/** Since no machine was named for the first time: for so long the run server, or they, may be rebooting. */
const NOBODY_NS = 60_000_000_000

/** The manager of a machine, once the run server names one; null where there is none for long. */
function* named({ runServer, againNs }: Placing, file: number): Step<Pid | null> {
  for (let since: number | null = null; ; ) {
    const { message: answer } = yield* Send(runServer, message(Request.whichHost, file))
    const manager = (answer?.value ?? NO_PROCESS) as Pid
    if (manager !== NO_PROCESS) return manager
    yield* Tell(Kind.noMachine, null, file, answer ? NoMachine.noneKnown : NoMachine.serverSilent)
    const now = yield* GetTime()
    since ??= now
    if (now - since >= NOBODY_NS) return null
    yield* Delay(againNs)
  }
}

/** So often in a row a machine is asked in vain before it counts as gone: each time several frames must be lost. */
const SILENCES = 2

/** Silence may be the network's: as long as the machine is there, it says whether the job still runs, or has ended. */
function* whatBecame({ againNs }: Placing, manager: Pid, file: number): Step<number> {
  for (let silent = 0; silent < SILENCES; ) {
    const { result } = yield* QueryProcess(manager)
    if (result === 'replied') {
      silent = 0
      const { message: answer } = yield* Send(manager, message(Request.whatBecame, file))
      if (answer && answer.code !== Result.retry) return answer.code
    } else if (result === 'noAnswer') silent++
    else return Result.unheardOf
    yield* Delay(againNs)
  }
  return Result.unheardOf
}

export const virtualProcessorPart: Part = {
  name: 'virtual-processor',
  args: {
    master: { type: 'process', says: 'who hands out the jobs' },
    runServer: { type: 'process', says: 'who names a machine for each' },
    sheetBytes: { type: 'number', default: 60_064, says: 'bytes of a job’s description, at most' },
    againMs: {
      type: 'number',
      default: 1000,
      says: 'after which it asks again where nobody could help, ms',
    },
    inDoubt: {
      type: 'word',
      default: 'asks',
      words: IN_DOUBT,
      says: 'what a machine’s silence leads to: it is asked what became of the job, or the job is given back',
    },
  },
  create: (args) =>
    virtualProcessor({
      master: args.process('master'),
      runServer: args.process('runServer'),
      sheetBytes: args.number('sheetBytes'),
      againNs: Math.max(1, Math.round(args.number('againMs') * 1e6)),
      asksInDoubt: args.word('inDoubt') === 'asks',
    }),
}
