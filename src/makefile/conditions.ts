/** `ifeq`, `ifneq`, `ifdef`, `ifndef`, `else` and `endif`: which lines of a makefile count. */
import type { Line } from './lines.ts'
import { MakefileError } from './makefile-error.ts'

const TESTS: ReadonlySet<string> = new Set(['ifeq', 'ifneq', 'ifdef', 'ifndef'])

interface Open {
  readonly line: number
  holds: boolean
  /** One of its branches has held. */
  taken: boolean
  wasElse: boolean
}

export class Conditions {
  private readonly open: Open[] = []
  private readonly expand: (text: string, line: number) => string

  constructor(expand: (text: string, line: number) => string) {
    this.expand = expand
  }

  get holds(): boolean {
    return this.open.every((each) => each.holds)
  }

  /** False where the line is none of these. */
  take({ text, number }: Line, isDefined: (name: string) => boolean): boolean {
    const [, word = '', rest = ''] = /^\s*(\w+)\b\s*(.*)$/.exec(text) ?? []
    if (word === 'endif') {
      if (!this.open.pop()) throw new MakefileError(number, '“endif” without an “if”')
      return true
    }
    if (word === 'else') {
      this.takeElse(rest, number, isDefined)
      return true
    }
    const test = this.test(word, rest, number, isDefined)
    if (test === null) return false
    this.open.push({ line: number, holds: test, taken: test, wasElse: false })
    return true
  }

  private takeElse(rest: string, line: number, isDefined: (name: string) => boolean): void {
    const top = this.open[this.open.length - 1]
    if (!top || top.wasElse) throw new MakefileError(line, '“else” without an “if”')
    const [, word = '', after = ''] = /^(\w+)\b\s*(.*)$/.exec(rest) ?? []
    // Its test counts where no branch before it has held.
    top.holds = !top.taken
    const test = word === '' ? true : this.test(word, after, line, isDefined)
    if (test === null) throw new MakefileError(line, 'what follows “else” is no condition')
    top.wasElse = word === ''
    top.holds &&= test
    top.taken ||= test
  }

  private test(
    word: string,
    rest: string,
    line: number,
    isDefined: (name: string) => boolean,
  ): boolean | null {
    if (!TESTS.has(word)) return null
    // What does not count is not looked at.
    if (!this.holds) return false
    if (word === 'ifdef' || word === 'ifndef')
      return isDefined(this.expand(rest, line).trim()) === (word === 'ifdef')
    const told = this.expand(rest, line).trim()
    const pair =
      /^\(([^,]*),(.*)\)$/.exec(told) ?? /^["']([^"']*)["']\s+["']([^"']*)["']$/.exec(told)
    if (!pair) throw new MakefileError(line, `“${word}” needs two values to compare`)
    return ((pair[1] ?? '').trim() === (pair[2] ?? '').trim()) === (word === 'ifeq')
  }

  end(): void {
    const last = this.open.pop()
    if (last) throw new MakefileError(last.line, 'the “if” has no “endif”')
  }
}
