/** What a trace tells of a parallel make, kept as it grows: the graph as its master told it, and what became of each job. */
import { Kind } from '../../trace/kinds.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { perTrace } from '../per-trace.ts'

export interface MadeFile {
  readonly number: number
  name: string
  /** Numbers of files that must be there before. */
  readonly needs: number[]
  /** How long its recipe takes, ms; null where no job makes it. */
  ms: number | null
  readonly ready: RecordIndex[]
  readonly given: RecordIndex[]
  /** A builder has begun it, and the close is the trace's. */
  readonly opened: RecordIndex[]
  readonly done: RecordIndex[]
  readonly lost: RecordIndex[]
  /** Somebody was at it, and it cannot be done. */
  readonly failed: RecordIndex[]
  /** From here on it is to be made once more. */
  readonly stale: RecordIndex[]
}

/** What becomes of a job, a step of it after the other. */
export interface JobStep {
  readonly record: RecordIndex
  readonly file: number
  readonly to: 'waiting' | 'ready' | 'at work' | 'made' | 'failed'
}

/** What is told of a make by kinds whose numbers are further on. */
const LATER_KINDS: ReadonlySet<number> = new Set([Kind.jobStale, Kind.jobReturned, Kind.jobFailed])

export class MakeIndex {
  readonly files: MadeFile[] = []
  /** Of all jobs, in order. */
  readonly steps: JobStep[] = []
  /** The record that says that all is made; NONE until then. */
  ended: RecordIndex = NONE
  begun: RecordIndex = NONE
  /** Records looked at so far. */
  private seen = 0
  private readonly trace: Trace

  constructor(trace: Trace) {
    this.trace = trace
  }

  update(): this {
    for (; this.seen < this.trace.length; this.seen++) this.take(this.seen)
    return this
  }

  file(number: number): MadeFile {
    const known = this.files[number]
    if (known) return known
    const fresh: MadeFile = {
      number,
      name: `file ${number}`,
      needs: [],
      ms: null,
      ready: [],
      given: [],
      opened: [],
      done: [],
      lost: [],
      failed: [],
      stale: [],
    }
    this.files[number] = fresh
    return fresh
  }

  private take(i: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(i)
    if ((kind < Kind.makeBegun || kind > Kind.programRead) && !LATER_KINDS.has(kind)) return
    const [a, b] = [trace.a(i), trace.b(i)]
    if (kind === Kind.makeBegun) this.begun = i
    else if (kind === Kind.makeEnded) this.ended = i
    else if (kind === Kind.fileNamed) this.file(a).name = trace.string(b)
    else if (kind === Kind.fileNeeds) this.file(a).needs.push(b)
    else if (kind === Kind.jobKnown) this.file(a).ms = b
    else if (kind === Kind.jobOpen) this.file(a).opened.push(i)
    else if (kind === Kind.jobStale) this.step(this.file(a).stale, i, a, 'waiting')
    else if (kind === Kind.jobReady) this.step(this.file(a).ready, i, a, 'ready')
    else if (kind === Kind.jobGiven) this.step(this.file(b).given, i, b, 'at work')
    else if (kind === Kind.jobDone) this.step(this.file(b).done, i, b, 'made')
    else if (kind === Kind.jobFailed) this.step(this.file(b).failed, i, b, 'failed')
    else if (kind === Kind.jobLost || kind === Kind.jobReturned)
      this.step(this.file(b).lost, i, b, 'ready')
  }

  private step(list: RecordIndex[], record: RecordIndex, file: number, to: JobStep['to']): void {
    list.push(record)
    this.steps.push({ record, file, to })
  }
}

const known = perTrace((trace) => new MakeIndex(trace))

export function makeIndex(trace: Trace): MakeIndex {
  return known(trace).update()
}

/** `main.o`, as the master calls it. */
export function madeName(trace: Trace, file: number): string {
  return makeIndex(trace).files[file]?.name ?? `file ${file}`
}
