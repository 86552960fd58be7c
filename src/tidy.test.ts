// The rules of the house that a compiler does not know: who may import whom, what a
// simulation may not call, and how long things may get. Everything is denied by default.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const src = dirname(fileURLToPath(import.meta.url))

interface Rule {
  /** Folders, and files without their extension, besides the folder itself. */
  imports: string[]
  packages?: string[]
}

const simulator = [
  'trace',
  'engine',
  'makefile',
  'hardware',
  'kernel',
  'services',
  'programs',
  'scenarios',
]

// The longest matching key is a file's rule.
const rules: Record<string, Rule> = {
  trace: { imports: [] },
  engine: { imports: ['trace'] },
  // Text to graph, for programs and for the page alike.
  makefile: { imports: [] },
  hardware: { imports: ['trace', 'engine'] },
  kernel: { imports: ['trace', 'engine', 'hardware'] },
  services: { imports: ['trace', 'engine', 'hardware', 'kernel', 'makefile'] },
  programs: { imports: ['trace', 'engine', 'hardware', 'kernel', 'services', 'makefile'] },
  scenarios: { imports: ['trace', 'engine', 'hardware', 'kernel', 'services', 'programs'] },
  // The page and the link read documents, so these pull in nothing that runs.
  'scenarios/document': { imports: ['trace', 'engine'], packages: ['valibot'] },
  'scenarios/catalogue': { imports: ['trace', 'engine', 'scenarios'] },
  // A check that shared code with the mechanism would share its mistakes.
  checks: { imports: ['trace'] },
  metrics: { imports: ['trace'] },
  analysis: { imports: ['trace'] },
  // The page shows it: what runs the questions it asks is the worker's.
  lab: { imports: ['trace', 'scenarios/document', 'analysis'] },
  // Faults drawn for a scenario, and what became of them.
  swarm: { imports: ['trace', 'engine', 'scenarios/document', 'analysis'] },
  share: { imports: ['trace', 'engine', 'scenarios/document'], packages: ['valibot', 'fflate'] },
  worker: { imports: [...simulator, 'checks', 'metrics', 'analysis', 'lab', 'share', 'swarm'] },
  'worker/headless': {
    imports: [...simulator, 'checks', 'metrics', 'analysis', 'lab', 'share', 'swarm', 'worker'],
    packages: ['node:*'],
  },
  'worker/headless-swarm': {
    imports: [...simulator, 'analysis', 'share', 'swarm', 'worker'],
    packages: ['node:*'],
  },
  ui: {
    imports: [
      'trace',
      'makefile',
      'analysis',
      'share',
      'scenarios/document',
      'scenarios/catalogue',
      'lab',
      'worker/client',
      'worker/client-pool',
      'worker/messages',
      'worker/start',
    ],
    packages: [
      'react',
      'react/*',
      'react-dom',
      'react-dom/*',
      'd3-*',
      'zustand',
      'zustand/*',
      'lucide-react',
      '@radix-ui/*',
      'virtua',
      'virtual:library',
      'uqr',
    ],
  },
}

const simulation = [...simulator, 'checks', 'metrics', 'analysis', 'lab', 'share', 'swarm']
// What the page must not reach by way of others either; documents it loads one by one.
const mechanism = ['hardware', 'kernel', 'services', 'programs', 'scenarios/catalogue.ts']

const maxFileLines = 400
const maxFunctionLines = 70
const bannedMath =
  /^(random|exp|expm1|log|log1p|log2|log10|a?sinh?|a?cosh?|a?tanh?|atan2|pow|cbrt|hypot)$/
const bannedNames =
  /^(Date|performance|crypto|Intl|Promise|setTimeout|setInterval|queueMicrotask|WeakRef|FinalizationRegistry)$/
const bannedMethods = /^(localeCompare|toLocale\w*)$/
const isTest = (file: string) => /\.test\.tsx?$/.test(file)

/** Whether `path` (no extension) is the file or lies in the folder called `name`. */
const isIn = (name: string, path: string) => path === name || path.startsWith(`${name}/`)
const withoutExtension = (file: string) => file.replace(/(\.d)?\.(tsx?|css|json)$/, '')

function ruleOf(file: string): [string, Rule] | undefined {
  return Object.entries(rules)
    .filter(([key]) => isIn(key, withoutExtension(file)))
    .sort(([a], [b]) => b.length - a.length)[0]
}

function parse(file: string, text: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, kind)
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

interface Import {
  name: string
  typeOnly: boolean
}

function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (node && ts.isStringLiteralLike(node)) {
      found.push({ name: node.text.replace(/\?.*$/, ''), typeOnly })
    }
  }
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      // new URL('./x.ts', import.meta.url) is how a bundler is told of a worker.
      if (node.arguments?.[1]?.getText() === 'import.meta.url') add(node.arguments[0], false)
    }
  })
  return found
}

const resolve = (file: string, name: string) => posix.normalize(posix.join(dirname(file), name))

function importErrors(file: string, text: string): string[] {
  if (isTest(file)) return []
  const found = ruleOf(file)
  if (!found) return [`${file}: no rule for this folder in src/tidy.test.ts`]
  const [own, rule] = found
  const isAllowed = ({ name }: Import) => {
    if (!name.startsWith('.')) {
      return (rule.packages ?? []).some((allowed) =>
        allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed,
      )
    }
    const target = resolve(file, name)
    if (isTest(target)) return false
    return [own, ...rule.imports].some((allowed) => isIn(allowed, withoutExtension(target)))
  }
  return importsOf(parse(file, text))
    .filter((each) => !isAllowed(each))
    .map(({ name }) => `${file}: may not import ${name}`)
}

/** The ways by which the page's own code would load a mechanism; type imports load nothing. */
function leaks(files: Map<string, string>): string[] {
  const errors: string[] = []
  const seen = new Set<string>()
  const follow = (file: string, way: string[]) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { name, typeOnly } of importsOf(parse(file, files.get(file) ?? ''))) {
      if (typeOnly || !name.startsWith('.')) continue
      const target = resolve(file, name)
      if (mechanism.some((folder) => isIn(folder, target))) {
        errors.push([...way, file, target].join(' → '))
      } else if (files.has(target) && !target.endsWith('.worker.ts')) follow(target, [...way, file])
    }
  }
  for (const file of files.keys()) if (isIn('ui', file) && !isTest(file)) follow(file, [])
  return errors
}

/** What differs between two browsers, or between two runs, has no place in a simulation. */
function bannedIn(node: ts.Node, file: string): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text
    if (node.expression.getText() === 'Math' && bannedMath.test(name)) return `Math.${name}`
    return bannedMethods.test(name) ? name : undefined
  }
  if (ts.isBindingElement(node) && node.parent.parent.getText().endsWith('= Math')) {
    return 'taking functions out of Math'
  }
  if (ts.isIdentifier(node) && bannedNames.test(node.text)) {
    const { parent } = node
    const isMember =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      (ts.isPropertySignature(parent) && parent.name === node)
    return isMember ? undefined : node.text
  }
  // A capitalised call is a system call; without yield* it makes a generator and drops it.
  if (ts.isExpressionStatement(node) || ts.isVoidExpression(node)) {
    const call = node.expression
    if (!ts.isCallExpression(call)) return undefined
    const name = call.expression.getText().replace(/^.*\./, '')
    return /^[A-Z]/.test(name) ? `${name}() without yield*` : undefined
  }
  if (ts.isForInStatement(node)) return 'for…in'
  switch (node.kind) {
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.AsteriskAsteriskEqualsToken:
      return '**'
    case ts.SyntaxKind.AsyncKeyword:
      return 'async'
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.AwaitKeyword:
      return 'await'
    case ts.SyntaxKind.AnyKeyword:
      return 'any'
    default:
      return file.endsWith('.tsx') ? 'JSX' : undefined
  }
}

function bannedErrors(file: string, text: string): string[] {
  if (isTest(file) || !simulation.some((folder) => isIn(folder, file))) return []
  const source = parse(file, text)
  const errors = new Set<string>()
  walk(source, (node) => {
    const what = bannedIn(node, file)
    if (what === undefined) return
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    errors.add(`${file}:${line + 1}: ${what}`)
  })
  return [...errors]
}

const linesIn = (text: string) => text.replace(/\n$/, '').split('\n').length

/** Lines of markup, which is read as a picture and not as steps. */
function markupLines(node: ts.Node): number {
  if (ts.isJsxElement(node) || ts.isJsxFragment(node) || ts.isJsxSelfClosingElement(node)) {
    return linesIn(node.getText()) - 1
  }
  let lines = 0
  node.forEachChild((child) => {
    lines += markupLines(child)
  })
  return lines
}

function sizeErrors(file: string, text: string): string[] {
  const errors: string[] = []
  if (/(^|\/)utils?(\.|\/)/.test(file)) errors.push(`${file}: a name that says nothing`)
  if (linesIn(text) > maxFileLines) errors.push(`${file}: ${linesIn(text)} lines`)
  if (isTest(file)) return errors
  walk(parse(file, text), (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const lines = linesIn(node.getText()) - markupLines(node)
    if (lines <= maxFunctionLines) return
    const named =
      node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined)
    errors.push(`${file}: ${named?.getText() ?? 'a function'} has ${lines} lines`)
  })
  return errors
}

function readSources(): Map<string, string> {
  const names = existsSync(src) ? readdirSync(src, { recursive: true, encoding: 'utf8' }) : []
  const files = names.map((name) => name.replaceAll('\\', '/')).filter((n) => /\.tsx?$/.test(n))
  return new Map(files.sort().map((file) => [file, readFileSync(posix.join(src, file), 'utf8')]))
}

const sources = readSources()
const check = (errors: (file: string, text: string) => string[]) =>
  [...sources].flatMap(([file, text]) => errors(file, text))

// Every source is parsed four times, on a machine that may have much else to do.
describe('the sources', { timeout: 60_000 }, () => {
  test('import downward only', () => expect(check(importErrors)).toEqual([]))
  test('load no mechanism with the page', () => expect(leaks(sources)).toEqual([]))
  test('simulate with nothing that differs between browsers', () =>
    expect(check(bannedErrors)).toEqual([]))
  test('stay short and have telling names', () => expect(check(sizeErrors)).toEqual([]))
})

// Each rule must be able to fail, or a renamed folder or a new parser would switch it off unseen.
describe('the rules', () => {
  test.each([
    ['trace/a.ts', "import { b } from '../engine/b.ts'"],
    ['engine/a.ts', "import type { B } from '../kernel/b.ts'"],
    ['engine/a.ts', "export * from '../hardware/b.ts'"],
    ['engine/a.ts', "let b: import('../kernel/b.ts').B"],
    ['kernel/a.ts', "const b = await import('../services/b.ts')"],
    ['checks/a.ts', "import '../kernel/b.ts'"],
    ['metrics/a.ts', "import '../checks/b.ts'"],
    ['analysis/a.ts', "import '../engine/b.ts'"],
    ['scenarios/document/a.ts', "import '../quorum/programs.ts'"],
    ['share/a.ts', "import '../scenarios/quorum/meta.ts'"],
    ['ui/app/a.tsx', "import '../../kernel/b.ts'"],
    ['ui/app/a.tsx', "import '../../worker/session.ts'"],
    ['ui/app/a.tsx', "import '../../analysis/b.test.ts'"],
    ['worker/a.ts', "import '../ui/b.ts'"],
    ['worker/a.ts', "new URL('../ui/b.ts', import.meta.url)"],
    ['engine/a.ts', "import * as v from 'valibot'"],
    ['ui/a.ts', "import 'node:fs'"],
    ['elsewhere/a.ts', ''],
  ])('refuse %s: %s', (file, text) => expect(importErrors(file, text)).toHaveLength(1))

  test.each([
    ['kernel/a.ts', "import '../hardware/b.ts'; import './c.ts'; import '../trace/d.ts'"],
    ['scenarios/quorum/a.ts', "import '../document/document.ts'; import '../../programs/b.ts'"],
    ['share/a.ts', "import 'fflate'; import 'valibot'; import '../scenarios/document/a.ts'"],
    ['ui/a.tsx', "import './a.css'; import 'd3-scale'; import '../worker/client.ts'"],
    ['worker/client.ts', "import url from './simulation.worker.ts?worker&url'"],
    ['worker/headless.ts', "import 'node:fs'"],
    ['kernel/a.test.ts', "import 'vitest'; import '../services/b.ts'"],
    ['kernel/a.ts', "// import '../ui/b.ts'"],
  ])('allow %s: %s', (file, text) => expect(importErrors(file, text)).toEqual([]))

  test('see a mechanism behind another file, unless it is only a type', () => {
    const files = (type: string) =>
      new Map([
        ['ui/a.ts', "import '../worker/client.ts'"],
        ['worker/client.ts', `import ${type} { B } from '../kernel/b.ts'`],
      ])
    expect(leaks(files(''))).toEqual(['ui/a.ts → worker/client.ts → kernel/b.ts'])
    expect(leaks(files('type'))).toEqual([])
  })

  test.each([
    'Math.random()',
    'Math.log(2)',
    'Math.hypot(1, 2)',
    'const { sin } = Math',
    'x = 2 ** 3',
    'x **= 3',
    'new Date()',
    'performance.now()',
    'setTimeout(f, 1)',
    'let p: Promise<void>',
    'async () => 1',
    'await f',
    'new Intl.NumberFormat()',
    'a.localeCompare(b)',
    'a.toLocaleString()',
    'for (const key in table) f(key)',
    'x as any',
    'function* client() { Reply(m) }',
    'function* client() { yield* Receive(); kernel.Send(m) }',
    'void Send(m)',
  ])('ban %s', (text) => expect(bannedErrors('kernel/a.ts', text)).not.toEqual([]))

  test.each([
    'Math.floor(x) + Math.sqrt(y) + Math.imul(1, 2)',
    'function* client() { const m = yield* Receive(); yield* Reply(m) }',
    '// a Date, a Promise, Math.random',
    "const text = 'any Date; await'",
    'report.performance = { Date: 1 }',
    'for (const [key] of table) f(key)',
  ])('leave %s alone', (text) => expect(bannedErrors('kernel/a.ts', text)).toEqual([]))

  test('count lines', () => {
    const body = (lines: number) => `function f() {\n${'f()\n'.repeat(lines - 2)}}\n`
    expect(sizeErrors('ui/a.ts', body(maxFunctionLines))).toEqual([])
    expect(sizeErrors('ui/a.ts', body(maxFunctionLines + 1))).toHaveLength(1)
    expect(sizeErrors('ui/a.ts', `const f = ${body(maxFunctionLines + 1)}`)).toHaveLength(1)
    const markup = `function F() {\n  return (\n<p>\n${'<b />\n'.repeat(maxFunctionLines)}</p>)\n}\n`
    expect(sizeErrors('ui/a.tsx', markup)).toEqual([])
    expect(sizeErrors('ui/a.ts', 'f()\n'.repeat(maxFileLines))).toEqual([])
    expect(sizeErrors('ui/a.ts', 'f()\n'.repeat(maxFileLines + 1))).toHaveLength(1)
    expect(sizeErrors('ui/utils.ts', '')).toHaveLength(1)
  })
})
