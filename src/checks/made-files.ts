/** What the checks on a parallel make know of its files: their names, which of them a job makes, and what each build wrote. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export class MadeFiles {
  private readonly names = new Map<number, string>()
  private readonly ms = new Map<number, number>()

  constructor(context: FoldContext) {
    context.observe([Kind.fileNamed], ({ a, b }) => void this.names.set(a, context.stringOf(b)))
    context.observe([Kind.jobKnown], ({ a, b }) => void this.ms.set(a, b))
  }

  name(file: number): string {
    return this.names.get(file) ?? `file ${file}`
  }
  isMade(file: number): boolean {
    return this.ms.has(file)
  }
  /** ms of each file’s recipe. */
  get times(): ReadonlyMap<number, number> {
    return this.ms
  }
}
