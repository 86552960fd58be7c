/**
 * What one goal of a makefile needs, as a graph: every file once, jobs with what they wait for and what they open, in the
 * order in which make with one processor would do them.
 */
import type { Scope, Variable } from './expand.ts'
import { stemOf, wordsIn } from './functions.ts'
import { implicitFor } from './implicit.ts'
import { MakefileError, quoted } from './makefile-error.ts'
import { type Makefile, parseMakefile, type RecipeLine, type Rule } from './parse.ts'

export interface MakeFile {
  readonly name: string
  /** Its rule's; 0 for a source. */
  readonly line: number
  /** A source is there; a job makes its file; a group is only a name for what it needs. */
  readonly kind: 'source' | 'job' | 'group'
  /** Numbers of files that must be finished before, each once. */
  readonly needs: readonly number[]
  /** Numbers of files that its recipe opens: those of its prerequisites and those that its lines name. */
  readonly reads: readonly number[]
  /** How long the recipe takes, ms: its variable MS; null where it has none. */
  readonly ms: number | null
}

export interface MakeGraph {
  /** By number; file 0 is the makefile itself. */
  readonly files: readonly MakeFile[]
  readonly goal: number
  /** Numbers of jobs, prerequisites first. */
  readonly order: readonly number[]
}

export const MAKEFILE_NAME = 'Makefile'
const FILES_MAX = 30_000
const EDGES_MAX = 300_000
const MS_MAX = 10_000_000
/** Patterns that all names together are held against. */
const TRIES_MAX = 2_000_000

/** Throws a MakefileError. `given`: variables from outside, which stand over the file's own. */
export function makeGraph(
  text: string,
  goal = '',
  given: ReadonlyMap<string, string> = new Map(),
): MakeGraph {
  const makefile = parseMakefile(text, given)
  const name = goal === '' ? makefile.goal : goal
  if (name === '') throw new MakefileError(0, 'has no target: there is nothing to make')
  if (!makefile.rules.has(name)) throw new MakefileError(0, `has no rule for ${quoted(name)}`)
  return new Weaver(makefile).weave(name)
}

interface Made {
  readonly name: string
  readonly rule: Rule | null
  readonly stem: string
  readonly recipe: readonly RecipeLine[]
  readonly needs: readonly string[]
  readonly orderOnly: readonly string[]
}

class Weaver {
  private readonly makefile: Makefile
  private readonly mentioned = new Set<string>()
  /** By variable: the patterns that have one of their own. */
  private readonly patterns = new Map<string, string[]>()
  private readonly made = new Map<string, Made>()
  private readonly numbers = new Map<string, number>([[MAKEFILE_NAME, 0]])
  private readonly finished: Made[] = []
  private edges = 0
  private tries = 0

  constructor(makefile: Makefile) {
    this.makefile = makefile
    for (const [of, its] of makefile.own)
      for (const variable of of.includes('%') ? its.keys() : []) {
        const all = this.patterns.get(variable)
        if (all) all.push(of)
        else this.patterns.set(variable, [of])
      }
    for (const [name, { needs }] of makefile.rules) {
      this.mentioned.add(name)
      for (const each of needs) this.mentioned.add(each)
    }
  }

  weave(goal: string): MakeGraph {
    this.walk(goal)
    for (const { name } of this.finished)
      if (!this.numbers.has(name)) this.numbers.set(name, this.numbers.size)
    const makefile: MakeFile = {
      name: MAKEFILE_NAME,
      line: 0,
      kind: 'source',
      needs: [],
      reads: [],
      ms: null,
    }
    const files = [makefile]
    for (const made of this.finished) if (made.name !== MAKEFILE_NAME) files.push(this.fileOf(made))
    const order = files.flatMap(({ kind }, i) => (kind === 'job' ? [i] : []))
    if (order.length === 0)
      throw new MakefileError(0, `has nothing to do for ${quoted(goal)}: no rule has a recipe`)
    return { files, goal: this.numbers.get(goal) as number, order }
  }

  /** Depth first and without recursion: a chain may have as many links as there are files. */
  private walk(goal: string): void {
    const open = new Map<string, number>()
    const path: { readonly made: Made; next: number }[] = []
    const enter = (name: string, by: Made | null): void => {
      const made = this.resolve(name, by)
      open.set(name, path.length)
      path.push({ made, next: 0 })
    }
    enter(goal, null)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { made } = top
      const all = made.needs.length
      const at = top.next++
      const next = at < all ? made.needs[at] : made.orderOnly[at - all]
      if (next === undefined) {
        path.pop()
        open.delete(made.name)
        this.finished.push(made)
      } else if (open.has(next)) {
        const circle = path.slice(open.get(next)).map((each) => each.made.name)
        throw new MakefileError(made.rule?.line ?? 0, circleWords([...circle, next]))
      } else if (!this.made.has(next)) enter(next, made)
    }
  }

  private resolve(name: string, by: Made | null): Made {
    const rule = this.makefile.rules.get(name)
    const own = rule?.recipe ?? []
    const needs = unique(rule?.needs ?? [])
    this.tryPatterns(this.makefile.patterns.length)
    const found =
      own.length > 0 || this.makefile.phony.has(name)
        ? null
        : implicitFor(name, this.makefile, this.mentioned, rule !== undefined)
    if (!rule && found === 'missing')
      throw new MakefileError(
        by?.rule?.line ?? 0,
        `no rule makes ${quoted(name)}, which ${quoted(by?.name ?? '')} needs`,
      )
    const implicit = found === 'missing' ? null : found
    const all = implicit ? unique([...implicit.needs, ...needs]) : needs
    const made: Made = {
      name,
      rule: implicit && own.length === 0 && !rule ? implicit.rule : (rule ?? null),
      stem: implicit?.stem ?? rule?.stem ?? '',
      recipe: implicit?.recipe ?? own,
      needs: all,
      orderOnly: unique(rule?.orderOnly ?? []).filter((each) => !all.includes(each)),
    }
    this.edges += all.length + made.orderOnly.length
    if (this.edges > EDGES_MAX || this.made.size >= FILES_MAX)
      throw new MakefileError(
        0,
        `is too large: at most ${FILES_MAX} files and ${EDGES_MAX} prerequisites`,
      )
    this.made.set(name, made)
    return made
  }

  private tryPatterns(count: number): void {
    this.tries += count
    if (this.tries > TRIES_MAX)
      throw new MakefileError(0, 'has too many patterns for so many files')
  }

  private fileOf(made: Made): MakeFile {
    const { name, rule, recipe } = made
    const line = rule?.line ?? 0
    const number = (each: string) => this.numbers.get(each) as number
    const kind = recipe.length > 0 ? 'job' : rule && rule.needs.length > 0 ? 'group' : 'source'
    const needs = [...made.needs, ...made.orderOnly].map(number)
    if (kind !== 'job') return { name, line, kind, needs, reads: [], ms: null }
    const scope = this.scopeOf(made)
    const named = new Set(made.needs.filter((each) => !this.isGroup(each)).map(number))
    for (const each of recipe) {
      const text = this.makefile.expander.expand(each.text, scope, each.line)
      for (const word of filesNamed(text)) {
        const its = word === name || this.isGroup(word) ? undefined : this.numbers.get(word)
        if (its !== undefined) named.add(its)
      }
    }
    return { name, line, kind, needs, reads: [...named], ms: this.msOf(scope, line) }
  }

  private isGroup(name: string): boolean {
    const made = this.made.get(name)
    return made !== undefined && made.recipe.length === 0 && made.needs.length > 0
  }

  private msOf(scope: Scope, line: number): number | null {
    const text = this.makefile.expander.expand('$(MS)', scope, line).trim()
    if (text === '') return null
    const factors = /^\d{1,9}(?:\s*\*\s*\d{1,9})*$/.test(text) ? text.split('*').map(Number) : []
    const ms = factors.reduce((product, each) => product * each, 1)
    if (factors.length === 0 || ms > MS_MAX)
      throw new MakefileError(
        line,
        `MS is ${quoted(text)}; it must be a number of milliseconds up to ${MS_MAX}`,
      )
    return ms
  }

  /** A target's automatic variables, those of its own, those of a pattern that fits it, and then the file's. */
  private scopeOf({ name, needs, stem }: Made): Scope {
    const { own, variables } = this.makefile
    const automatic: Readonly<Record<string, () => string>> = {
      '@': () => name,
      '<': () => needs[0] ?? '',
      '^': () => needs.join(' '),
      '+': () => needs.join(' '),
      '?': () => needs.join(' '),
      '*': () => stem,
    }
    return (variable): Variable | undefined => {
      const its = Object.hasOwn(automatic, variable) ? automatic[variable] : undefined
      if (its) return { value: its(), isSimple: true }
      const mine = own.get(name)?.get(variable)
      if (mine) return mine
      const patterns = this.patterns.get(variable) ?? []
      this.tryPatterns(patterns.length)
      const pattern = patterns.findLast((each) => stemOf(each, name) !== null)
      return (
        (pattern === undefined ? undefined : own.get(pattern)?.get(variable)) ??
        variables.get(variable)
      )
    }
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}

function circleWords(names: readonly string[]): string {
  const shown = names.length > 8 ? [...names.slice(0, 4), '…', ...names.slice(-3)] : names
  return `a circle of prerequisites: ${shown.join(' needs ')}`
}

/** Words of a recipe's line that may be files, `-lz` being the library of that name. */
function filesNamed(text: string): readonly string[] {
  return wordsIn(text.replace(/["'`;()<>|&=,]/g, ' ')).map((word) =>
    word.startsWith('-l') ? `lib${word.slice(2)}.a` : word.replace(/^\.\//, ''),
  )
}
