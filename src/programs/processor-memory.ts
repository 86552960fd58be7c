/**
 * The memory of a processor: what its jobs hold, and the programs of jobs that have ended, which stay until their
 * memory is wanted. Jobs of one program share its text.
 */
import type { Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { memoryText } from '../services/run-server/news.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { programOf } from './job-number.ts'
import type { ArgumentSpec, Arguments } from './part.ts'

export interface MemorySize {
  readonly sizeKB: number
  /** Of one job, beside its program. */
  readonly jobKB: number
  /** Of one program; 0: a job needs none. */
  readonly textKB: number
  /** Whether there is looked for room before a job is taken in. */
  readonly looks: boolean
}

interface Text {
  /** Jobs in memory that need it. */
  users: number
  loaded: boolean
}

export class ProcessorMemory {
  readonly size: MemorySize
  private jobs = 0
  /** By program; who was wanted last stands last. */
  private readonly texts = new Map<number, Text>()

  constructor(size: MemorySize) {
    this.size = size
  }

  /** KB that no job holds; a program that nobody needs now is given up for whoever wants its memory. */
  freeKB(): number {
    const { sizeKB, jobKB, textKB } = this.size
    const inUse = [...this.texts.values()].filter(({ users }) => users > 0).length
    return sizeKB - this.jobs * jobKB - inUse * textKB
  }

  hasRoom(program: number): boolean {
    const { jobKB, textKB, looks } = this.size
    const isInUse = (this.texts.get(program)?.users ?? 0) > 0
    return !looks || this.freeKB() >= jobKB + (isInUse ? 0 : textKB)
  }

  /** A job of the program comes in: how many KB it takes, and what is given up for it. */
  take(program: number): { readonly tookKB: number; readonly dropped: readonly number[] } {
    const { sizeKB, jobKB, textKB, looks } = this.size
    const text = this.texts.get(program)
    const tookKB = jobKB + (text ? 0 : textKB)
    this.jobs++
    this.texts.delete(program)
    if (textKB > 0)
      this.texts.set(program, { users: (text?.users ?? 0) + 1, loaded: text?.loaded ?? false })
    const dropped: number[] = []
    for (const [other, { users }] of this.texts) {
      if (!looks || this.jobs * jobKB + this.texts.size * textKB <= sizeKB) break
      if (users > 0) continue
      this.texts.delete(other)
      dropped.push(other)
    }
    return { tookKB, dropped }
  }

  /** KB of the program that must come before a job of it begins. */
  missingKB(program: number): number {
    const text = this.texts.get(program)
    if (!text || text.loaded) return 0
    text.loaded = true
    return this.size.textKB
  }

  /** The job has ended; its program stays. */
  release(program: number): void {
    this.jobs--
    const text = this.texts.get(program)
    if (text) text.users--
  }

  /** What is told whoever asks. */
  told(): string {
    let cached = 0
    for (const [program, { loaded }] of this.texts) if (loaded) cached |= 1 << (program - 1)
    return memoryText({ freeKB: this.freeKB(), textKB: this.size.textKB, cached })
  }
}

/** Takes a job in, and tells the onlooker what that changes. */
export function* takeIn(memory: ProcessorMemory, job: number): Step {
  const before = memory.freeKB()
  const { tookKB, dropped } = memory.take(programOf(job))
  for (const program of dropped) yield* Tell(Kind.textDropped, null, program, memory.size.textKB)
  yield* Tell(Kind.jobInMemory, null, job, tookKB)
  yield* Tell(CHANGE + Field.freeKB, null, before, memory.freeKB())
}

export function* letGo(memory: ProcessorMemory, job: number): Step {
  const before = memory.freeKB()
  memory.release(programOf(job))
  yield* Tell(CHANGE + Field.freeKB, null, before, memory.freeKB())
}

export const MEMORY_ARGS: Readonly<Record<string, ArgumentSpec>> = {
  memoryKB: { type: 'number', default: 4096, says: 'memory of a processor, KB' },
  jobKB: { type: 'number', default: 300, says: 'memory of a job beside its program, KB' },
  textKB: { type: 'number', default: 0, says: 'size of a program, KB; 0: none is loaded' },
  room: {
    type: 'word',
    default: 'looked-for',
    words: ['looked-for', 'taken'],
    says: 'whether there is looked for room before a job is taken in',
  },
}

export function memoryArgs(args: Arguments): MemorySize {
  return {
    sizeKB: args.number('memoryKB'),
    jobKB: args.number('jobKB'),
    textKB: args.number('textKB'),
    looks: args.word('room') === 'looked-for',
  }
}
