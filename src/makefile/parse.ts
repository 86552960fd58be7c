/**
 * A makefile's text as rules: targets, prerequisites, recipes, pattern rules and variables, as make(1) reads them. Nothing is
 * run and no directory is looked at, so what needs either is refused.
 */
import { Conditions } from './conditions.ts'
import { Expander, type Scope, type Variable } from './expand.ts'
import { wordsIn } from './functions.ts'
import { type Line, linesOf } from './lines.ts'
import { MakefileError, quoted } from './makefile-error.ts'

export interface RecipeLine {
  readonly line: number
  readonly text: string
}
export interface Rule {
  /** Of one target; a pattern rule’s may be several. */
  readonly targets: readonly string[]
  readonly needs: string[]
  /** Behind a bar: to be there before, and not read. */
  readonly orderOnly: string[]
  readonly recipe: RecipeLine[]
  /** Where it is written: its recipe, or its first mention. */
  line: number
  /** What `%` stood for in a static pattern. */
  stem: string
}

/** A rule whose recipe may follow, and the line that it would be this one's of. */
interface Opened {
  readonly rule: Rule
  readonly line: number
  readonly stem: string
}

export interface Makefile {
  readonly expander: Expander
  readonly variables: ReadonlyMap<string, Variable>
  /** By target. */
  readonly rules: ReadonlyMap<string, Rule>
  readonly patterns: readonly Rule[]
  readonly phony: ReadonlySet<string>
  /** Variables of one target, or of all that a pattern fits. */
  readonly own: ReadonlyMap<string, ReadonlyMap<string, Variable>>
  /** The one that `.DEFAULT_GOAL` names, or the first target; empty where there is none. */
  readonly goal: string
}

const ASSIGNMENT =
  /^[ \t]*(?:(?:export|override)[ \t]+)*([^\s:#=+?!$(){}]+)[ \t]*(\+=|\?=|:::?=|::?=|!=|=)[ \t]*(.*)$/
const NAMES_OF_MAKE = /^\.[A-Z_]+$/
const TWO_SUFFIXES = /^(\.[A-Za-z0-9_+]+)(\.[A-Za-z0-9_+]+)$/

export function parseMakefile(
  text: string,
  given: ReadonlyMap<string, string> = new Map(),
): Makefile {
  const reader = new Reader(given)
  for (const line of linesOf(text)) reader.take(line)
  return reader.end()
}

class Reader {
  private readonly expander = new Expander()
  private readonly variables = new Map<string, Variable>()
  private readonly fixed: ReadonlySet<string>
  private readonly rules = new Map<string, Rule>()
  private readonly patterns: Rule[] = []
  private readonly phony = new Set<string>()
  private readonly own = new Map<string, Map<string, Variable>>()
  private readonly conditions: Conditions
  private goal = ''
  /** Whose recipe the next lines are; null before the first rule. */
  private open: readonly Opened[] | null = null
  private readonly scope: Scope = (name) => this.variables.get(name)

  constructor(given: ReadonlyMap<string, string>) {
    this.fixed = new Set(given.keys())
    for (const [name, value] of given) this.variables.set(name, { value, isSimple: true })
    this.conditions = new Conditions((text, line) => this.expander.expand(text, this.scope, line))
  }

  end(): Makefile {
    this.conditions.end()
    for (const [name, rule] of [...this.rules]) this.takeSuffixRule(name, rule)
    const { expander, variables, rules, patterns, phony, own } = this
    const chosen = variables.get('.DEFAULT_GOAL')?.value ?? ''
    const goal = expander.expand(chosen, this.scope, 0).trim() || this.goal
    return { expander, variables, rules, patterns, phony, own, goal }
  }

  take(line: Line): void {
    if (!line.isRecipe && this.conditions.take(line, (name) => this.variables.has(name))) return
    if (!this.conditions.holds) return
    if (line.isRecipe && this.open) return this.takeRecipe(line.number, line.text)
    const text = line.text.trim()
    if (line.isRecipe && !ASSIGNMENT.test(text))
      throw new MakefileError(line.number, 'a line that begins with a tab belongs to no rule')
    if (this.takeDirective(text, line.number)) return
    const assigned = ASSIGNMENT.exec(text)
    if (assigned)
      this.assign(this.variables, assigned[1] as string, assigned[2], assigned[3] ?? '', line)
    else this.takeRule(text, line)
  }

  private takeDirective(text: string, line: number): boolean {
    const word = /^[-a-z]+(?=\s|$)/.exec(text)?.[0] ?? ''
    if (word === 'include')
      throw new MakefileError(line, '“include” names another file, and there is only this one')
    if (word === 'define')
      throw new MakefileError(line, '“define” is not known here: write the variable on one line')
    const plain = !/[:=]/.test(text)
    if (word === '-include' || word === 'sinclude' || word === 'vpath') return true
    return plain && ['export', 'unexport', 'undefine'].includes(word)
  }

  private assign(
    into: Map<string, Variable>,
    name: string,
    sign: string | undefined,
    value: string,
    { number }: Pick<Line, 'number'>,
  ): void {
    if (sign === '!=')
      throw new MakefileError(number, `${quoted(name)} would run a program; nothing is run here`)
    // What comes from outside stands over what the file says, as on make's command line.
    if (this.fixed.has(name)) return
    const before = into.get(name) ?? this.variables.get(name)
    if (sign === '?=' && before) return
    const isSimple = sign?.startsWith(':') ?? false
    const added = sign === '+=' && before
    if (added) {
      const more = before.isSimple ? this.expander.expand(value, this.scope, number) : value
      into.set(name, { ...before, value: `${before.value} ${more}` })
      return
    }
    const now = isSimple ? this.expander.expand(value, this.scope, number) : value
    into.set(name, { value: now, isSimple })
  }

  private takeRecipe(line: number, text: string): void {
    for (const opened of this.open ?? []) {
      const { rule } = opened
      // A second recipe takes the place of the first; prerequisites add up.
      if (rule.line !== opened.line || rule.recipe.length === 0) {
        rule.recipe.length = 0
        rule.line = opened.line
        rule.stem = opened.stem
      }
      rule.recipe.push({ line, text })
    }
  }

  private takeRule(text: string, { number: line, text: written }: Line): void {
    const colon = colonIn(text)
    if (colon < 0)
      throw new MakefileError(
        line,
        this.open && written.startsWith(' ')
          ? 'a recipe’s line begins with a tab, and this one begins with spaces'
          : `${quoted(text)} is neither a rule, nor a variable, nor a recipe’s line`,
      )
    const targets = wordsIn(this.expander.expand(text.slice(0, colon), this.scope, line))
    const right = text.slice(colon + 1).replace(/^:/, '')
    const variable = ASSIGNMENT.exec(right)
    if (variable) {
      const [, name = '', sign, value = ''] = variable
      for (const of of targets) this.assignOwn(of, name, sign, value, line)
      return
    }
    const [before = '', ...after] = splitOutside(right, ';')
    const told = this.expander.expand(before, this.scope, line)
    this.open = this.addRule(targets, told, line)
    if (after.length > 0) this.takeRecipe(line, after.join(';').trim())
  }

  private assignOwn(
    of: string,
    name: string,
    sign: string | undefined,
    value: string,
    line: number,
  ): void {
    const own = this.own.get(of) ?? new Map<string, Variable>()
    this.own.set(of, own)
    this.assign(own, name, sign, value, { number: line })
  }

  /** `told`: what stands behind the colon, without a recipe. */
  private addRule(targets: readonly string[], told: string, line: number): Opened[] {
    const second = told.indexOf(':')
    const [target, rest] =
      second < 0 ? [null, told] : [told.slice(0, second).trim(), told.slice(second + 1)]
    const [first = '', ...bars] = rest.split('|')
    const needs = wordsIn(first)
    const orderOnly = wordsIn(bars.join(' '))
    const isPattern = target === null && targets.some((each) => each.includes('%'))
    if (isPattern) {
      const rule: Rule = { targets, needs, orderOnly, recipe: [], line, stem: '' }
      this.patterns.push(rule)
      return [{ rule, line, stem: '' }]
    }
    return targets.flatMap((each) => {
      if (each === '.PHONY') for (const name of needs) this.phony.add(name)
      if (NAMES_OF_MAKE.test(each)) return []
      return [this.addTarget(each, target, needs, orderOnly, line)]
    })
  }

  private addTarget(
    name: string,
    pattern: string | null,
    needs: readonly string[],
    orderOnly: readonly string[],
    line: number,
  ): Opened {
    const stem = pattern === null ? '' : staticStem(pattern, name, line)
    const filled = (word: string) => (pattern === null ? word : word.replace('%', stem))
    const known = this.rules.get(name)
    const rule = known ?? { targets: [name], needs: [], orderOnly: [], recipe: [], line, stem }
    if (this.goal === '' && !name.startsWith('.')) this.goal = name
    for (const each of needs) rule.needs.push(filled(each))
    for (const each of orderOnly) rule.orderOnly.push(filled(each))
    this.rules.set(name, rule)
    return { rule, line, stem }
  }

  /** `.c.o:` is `%.o: %.c`. */
  private takeSuffixRule(name: string, rule: Rule): void {
    const two = TWO_SUFFIXES.exec(name)
    if (!two || rule.needs.length > 0 || rule.recipe.length === 0) return
    this.rules.delete(name)
    this.patterns.push({ ...rule, targets: [`%${two[2]}`], needs: [`%${two[1]}`] })
  }
}

function staticStem(pattern: string, name: string, line: number): string {
  const at = pattern.indexOf('%')
  if (at < 0)
    throw new MakefileError(
      line,
      `what stands between two colons is a pattern with a %, and ${quoted(pattern)} has none`,
    )
  const before = pattern.slice(0, at)
  const after = pattern.slice(at + 1)
  if (name.startsWith(before) && name.endsWith(after))
    return name.slice(before.length, name.length - after.length)
  throw new MakefileError(line, `${quoted(name)} does not fit the pattern ${quoted(pattern)}`)
}

function colonIn(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const each = text[i] as string
    if (each === '(' || each === '{') depth++
    else if (each === ')' || each === '}') depth--
    else if (each === ':' && depth <= 0) return i
  }
  return -1
}

function splitOutside(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
