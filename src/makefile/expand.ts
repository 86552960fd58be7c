/** Variables and the functions on texts: `$(NAME)`, `${NAME}`, `$X`, `$(OBJECTS:.o=.c)`, `$(patsubst …)`. */
import { FUNCTIONS, type Work } from './functions.ts'
import { MakefileError, quoted } from './makefile-error.ts'

export interface Variable {
  readonly value: string
  /** Assigned by `:=`: its value is what it was then. */
  readonly isSimple: boolean
}
/** Where a name is looked up, the narrowest first. */
export type Scope = (name: string) => Variable | undefined

const DEPTH_MAX = 64
/** Characters that all expansions together may give: a few lines can double each other without end. */
const BUDGET = 20_000_000

export class Expander {
  private left = BUDGET

  /** What the text says in this scope. `line` is who is at fault. */
  expand(text: string, scope: Scope, line: number, depth = 0): string {
    if (!text.includes('$')) return this.paid(text, line)
    if (depth > DEPTH_MAX) throw new MakefileError(line, 'a variable refers to itself')
    let out = ''
    for (let at = 0; at < text.length; ) {
      const dollar = text.indexOf('$', at)
      if (dollar < 0 || dollar === text.length - 1) {
        out += text.slice(at)
        break
      }
      out += text.slice(at, dollar)
      const next = text[dollar + 1] as string
      if (next === '$') out += '$'
      const open = next === '(' || next === '{'
      const end = open ? closing(text, dollar + 1, line) : dollar + 1
      if (open) out += this.reference(text.slice(dollar + 2, end), scope, line, depth + 1)
      else if (next !== '$') out += this.value(next, scope, line, depth + 1)
      at = end + 1
    }
    return this.paid(out, line)
  }

  private paid(text: string, line: number): string {
    this.pay(text.length, line)
    return text
  }

  private pay(characters: number, line: number): void {
    this.left -= characters
    if (this.left < 0) throw new MakefileError(line, 'its variables grow without end')
  }

  /** Paid before it is done: a few lines ask for more than any text can hold. */
  private call(work: Work, given: readonly string[], line: number): string {
    this.pay(work.grows?.(given) ?? 0, line)
    return work.of(given)
  }

  private value(name: string, scope: Scope, line: number, depth: number): string {
    const found = scope(name)
    if (!found) return ''
    return found.isSimple
      ? this.paid(found.value, line)
      : this.expand(found.value, scope, line, depth)
  }

  private reference(inside: string, scope: Scope, line: number, depth: number): string {
    const call = /^([a-z-]+)[ \t]+/.exec(inside)
    if (call) {
      const work: Work | undefined = FUNCTIONS.get(call[1] as string)
      if (!work)
        throw new MakefileError(line, `$(${call[1]} …) is not known here, where nothing is run`)
      const given = splitArguments(inside.slice(call[0].length), work.most)
      if (given.length < work.least)
        throw new MakefileError(line, `$(${call[1]} …) needs ${work.least} arguments`)
      const expanded = given.map((each) => this.expand(each, scope, line, depth))
      return this.call(work, expanded, line)
    }
    const name = this.expand(inside, scope, line, depth)
    const change = /^([^:\s]+):([^=]*)=(.*)$/.exec(name)
    if (!change) return this.value(name.trim(), scope, line, depth)
    const [, of = '', from = '', to = ''] = change
    const words = this.value(of, scope, line, depth)
    const pattern = from.includes('%') ? from : `%${from}`
    const into = from.includes('%') ? to : `%${to}`
    return this.call(FUNCTIONS.get('patsubst') as Work, [pattern, into, words], line)
  }
}

/** The place of the bracket that closes the one at `at`. */
function closing(text: string, at: number, line: number): number {
  const open = text[at] as string
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text[i] === open) depth++
    else if (text[i] === close && --depth === 0) return i
  }
  throw new MakefileError(line, `${quoted(`$${open}`)} is not closed`)
}

/** At commas outside brackets; what is more than `most` stays with the last. */
function splitArguments(text: string, most: number): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length && parts.length < most - 1; i++) {
    const each = text[i] as string
    if (each === '(' || each === '{') depth++
    else if (each === ')' || each === '}') depth--
    else if (each === ',' && depth === 0) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...parts, text.slice(from)]
}
