/** What the master of a parallel make knows: which jobs wait, which may begin, who has one, and what is done. */
import type { MakeGraph } from '../../makefile/graph.ts'

/** Which of the jobs that may begin comes first: make's own order, or the one with the longest way to the end. */
export const JOB_ORDERS = ['as-given', 'longest-first'] as const
export type JobOrder = (typeof JOB_ORDERS)[number]

export interface BoardRules {
  readonly order: JobOrder
  /** Time of a recipe that does not say how long it takes, ms. */
  readonly usualMs: number
  /** When a job leaves the list of those that may begin: as it is given out, or only when it is done. */
  readonly leaves: 'when-given' | 'when-done'
}

/** A job that somebody has; the number tells this giving of it from every other. */
export interface Out<Worker> {
  readonly file: number
  readonly worker: Worker
  readonly giving: number
}

export class Board<Worker> {
  readonly graph: MakeGraph
  private readonly rules: BoardRules
  /** By file: prerequisites that are not finished. */
  private readonly missing: number[]
  private readonly users: readonly number[][]
  private readonly rank: readonly number[]
  /** Jobs that may begin, the first to be given out at the end. */
  private readonly ready: number[] = []
  private readonly out = new Map<number, Out<Worker>>()
  private givings = 0
  private readonly finished = new Set<number>()
  private readonly due: ReadonlySet<number>
  private jobsDone = 0
  private anyFailed = false

  /** `due`: the jobs that are to be done; the files of all others are there. */
  constructor(graph: MakeGraph, rules: BoardRules, due: Iterable<number> = graph.order) {
    this.graph = graph
    this.rules = rules
    this.due = new Set(graph.order.filter(among(due)))
    this.missing = graph.files.map(({ needs }) => needs.length)
    const users: number[][] = graph.files.map(() => [])
    graph.files.forEach(({ needs }, file) => {
      for (const each of needs) users[each]?.push(file)
    })
    this.users = users
    this.rank = this.ranks()
  }

  ms(file: number): number {
    return this.graph.files[file]?.ms ?? this.rules.usualMs
  }

  get done(): number {
    return this.jobsDone
  }
  get isOver(): boolean {
    return this.jobsDone === this.due.size
  }
  get left(): number {
    return this.due.size - this.jobsDone
  }
  get anyReady(): boolean {
    return this.ready.length > 0 && !this.anyFailed
  }
  /** A job could not be done, so no more are given out. */
  get hasFailed(): boolean {
    return this.anyFailed
  }
  /** The same, and nobody is at one any more. */
  get isStopped(): boolean {
    return this.anyFailed && this.out.size === 0
  }

  /** What may begin because everything it needs is there from the start. */
  begin(): number[] {
    const begun: number[] = []
    this.graph.files.forEach(({ needs }, file) => {
      if (needs.length === 0) begun.push(...this.reached(file))
    })
    return begun
  }

  /** Hands the next job to a worker; undefined where none may begin. */
  give(to: Worker): number | undefined {
    const file = this.ready[this.ready.length - 1]
    if (file === undefined || this.anyFailed) return undefined
    if (this.rules.leaves === 'when-given') this.ready.pop()
    this.out.set(file, { file, worker: to, giving: ++this.givings })
    return file
  }

  /** Null where it was not this worker's to do any more; else the jobs that may begin now. */
  end(file: number, by: Worker): number[] | null {
    if (this.out.get(file)?.worker !== by) return null
    this.out.delete(file)
    const at = this.ready.indexOf(file)
    if (at >= 0) this.ready.splice(at, 1)
    this.jobsDone++
    return this.complete(file)
  }

  /** It cannot be done. False where it was not this worker's any more. */
  fail(file: number, by: Worker): boolean {
    if (this.out.get(file)?.worker !== by) return false
    this.out.delete(file)
    this.anyFailed = true
    return true
  }

  /** Back among those that may begin. False where it was not this worker's any more, or has been given since. */
  lose(file: number, by: Worker, giving?: number): boolean {
    const its = this.out.get(file)
    if (its?.worker !== by || (giving ?? its.giving) !== its.giving) return false
    this.out.delete(file)
    if (!this.ready.includes(file)) this.enter(file)
    return true
  }

  /** The jobs of whom the test is true of. */
  heldBy(test: (worker: Worker) => boolean): readonly Out<Worker>[] {
    const held: Out<Worker>[] = []
    for (const each of this.out.values()) if (test(each.worker)) held.push(each)
    return held
  }

  /** The next job after this one, by number, that somebody has. */
  nextOut(after: number): Out<Worker> | null {
    let next: Out<Worker> | null = null
    for (const each of this.out.values())
      if (each.file > after && (next === null || each.file < next.file)) next = each
    return next
  }

  private reached(file: number): number[] {
    if (!this.due.has(file)) return this.complete(file)
    this.enter(file)
    return [file]
  }

  /** The file is there: whoever waited for it alone may begin, names of several things being there at once. */
  private complete(first: number): number[] {
    const begun: number[] = []
    const open = [first]
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (this.finished.has(file)) continue
      this.finished.add(file)
      for (const user of this.users[file] ?? []) {
        const left = (this.missing[user] as number) - 1
        this.missing[user] = left
        if (left > 0) continue
        if (!this.due.has(user)) open.push(user)
        else {
          this.enter(user)
          begun.push(user)
        }
      }
    }
    return begun
  }

  private enter(file: number): void {
    const rank = this.rank[file] as number
    let from = 0
    let to = this.ready.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.rank[this.ready[middle] as number] as number) > rank) from = middle + 1
      else to = middle
    }
    this.ready.splice(from, 0, file)
  }

  /** A smaller rank comes first. */
  private ranks(): readonly number[] {
    const rank = this.graph.files.map(() => 0)
    const { order } = this.graph
    order.forEach((file, i) => {
      rank[file] = i
    })
    if (this.rules.order === 'as-given') return rank
    const way = this.graph.files.map(() => 0)
    // Files come after what they need, so from the last to the first everybody's users are known.
    for (let file = this.graph.files.length - 1; file >= 0; file--) {
      const after = (this.users[file] ?? []).reduce(
        (longest, user) => Math.max(longest, way[user] as number),
        0,
      )
      way[file] = after + (this.graph.files[file]?.kind === 'job' ? this.ms(file) : 0)
    }
    const sorted = [...order].sort(
      (one, two) => (way[two] as number) - (way[one] as number) || one - two,
    )
    sorted.forEach((file, i) => {
      rank[file] = i
    })
    return rank
  }
}

function among(files: Iterable<number>): (file: number) => boolean {
  const all = new Set(files)
  return (file) => all.has(file)
}
