/** How a file is made that has no recipe of its own: by a pattern rule of the makefile, or by one that make brings along. */
import { stemOf, withStem } from './functions.ts'
import type { Makefile, RecipeLine, Rule } from './parse.ts'

export interface Implicit {
  readonly rule: Rule
  readonly stem: string
  readonly recipe: readonly RecipeLine[]
  readonly needs: readonly string[]
}

const builtIn = (target: string, source: string, text: string): Rule => ({
  targets: [target],
  needs: [source],
  orderOnly: [],
  recipe: [{ line: 0, text }],
  line: 0,
  stem: '',
})
const BUILT_IN: readonly Rule[] = [
  builtIn('%.o', '%.c', '$(CC) $(CFLAGS) -c -o $@ $<'),
  builtIn('%.o', '%.cc', '$(CXX) $(CXXFLAGS) -c -o $@ $<'),
  builtIn('%.o', '%.cpp', '$(CXX) $(CXXFLAGS) -c -o $@ $<'),
  builtIn('%.o', '%.s', '$(AS) -o $@ $<'),
  builtIn('%.o', '%.S', '$(CC) -c -o $@ $<'),
  builtIn('%.c', '%.y', '$(YACC) $< -o $@'),
  builtIn('%.c', '%.l', '$(LEX) -t $< > $@'),
]

/** Endings of what is built: a file that ends so and has no rule is missing. */
const BUILT = /\.(?:o|obj|a|lib|so|lo|la|exe|out|gch|d)$/
/** README, VERSION and the like. */
const CAPITALS = /^[A-Z][A-Z0-9_.-]*$/

/** Nobody looks into a directory here: what has an ending that people write is taken to be there. */
function isSource(name: string): boolean {
  const own = name.slice(name.lastIndexOf('/') + 1)
  if (BUILT.test(own) || own.includes(',')) return false
  return own.includes('.') || CAPITALS.test(own) || name.includes('/')
}

/**
 * The rule for a name. Null where it needs none: it is a source, or, with `hasRule`, whatever its rule needs. `missing` where
 * nothing makes it and it is no source.
 */
export function implicitFor(
  name: string,
  { patterns }: Makefile,
  mentioned: ReadonlySet<string>,
  hasRule: boolean,
): Implicit | null | 'missing' {
  const own = patterns
    .flatMap((rule) => candidates(rule, name))
    // The pattern that leaves least to the percent sign says most.
    .sort((one, two) => one.stem.length - two.stem.length)
  const all = [...own, ...BUILT_IN.flatMap((rule) => candidates(rule, name))]
  const named = all.find(({ needs }) => needs.every((each) => mentioned.has(each)))
  if (named) return named
  if (isSource(name)) return null
  const likely = all.find(({ needs }) =>
    needs.every((each) => mentioned.has(each) || isSource(each)),
  )
  return likely ?? (hasRule ? null : 'missing')
}

function candidates(rule: Rule, name: string): Implicit[] {
  if (rule.recipe.length === 0) return []
  return rule.targets.flatMap((pattern) => {
    const stem = pattern === '%' ? null : stemOf(pattern, name)
    if (stem === null || stem === '') return []
    const needs = [...rule.needs, ...rule.orderOnly].map((each) => withStem(each, stem))
    return needs.includes(name) ? [] : [{ rule, stem, recipe: rule.recipe, needs }]
  })
}
