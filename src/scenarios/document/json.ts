/**
 * Where a JSON text goes wrong. Browsers word that differently, and some do not say where; a teacher needs the
 * line. The scan also refuses great depth before the browser's own parser recurses into it, and a key that is
 * given twice, of which that parser would silently keep the last.
 */
import { DEPTH_MAX } from './plain.ts'
import { Refusal, shown } from './refusal.ts'

const SPACE = /[ \t\r\n]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in a text
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /true|false|null/y

export function parseJson(text: string): unknown {
  const scan = new Scan(text)
  scan.whole()
  return JSON.parse(text)
}

class Scan {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  whole(): void {
    this.value(0)
    this.take(SPACE)
    if (this.at < this.text.length) this.fail('there is something after the end of the document')
  }

  private value(depth: number): void {
    this.take(SPACE)
    const first = this.text[this.at]
    if (first === undefined) this.fail('the text ends too early')
    if (depth > DEPTH_MAX) this.fail(`it is nested deeper than ${DEPTH_MAX} levels`)
    if (first === '{') this.object(depth)
    else if (first === '[') this.items(']', () => this.value(depth + 1))
    else if (first === '"') this.string()
    else if (!this.take(NUMBER) && !this.take(WORD))
      this.fail(`${shown(first)} cannot begin a value`)
  }

  private object(depth: number): void {
    const keys = new Set<string>()
    this.items('}', () => {
      this.take(SPACE)
      if (this.text[this.at] !== '"') this.fail('here a name in double quotes is needed')
      const start = this.at
      const key = this.string()
      if (keys.has(key)) {
        this.at = start
        this.fail(`${key} is given twice`)
      }
      keys.add(key)
      this.take(SPACE)
      if (this.text[this.at] !== ':') this.fail('here a colon is needed')
      this.at++
      this.value(depth + 1)
    })
  }

  private items(close: string, item: () => void): void {
    this.at++
    this.take(SPACE)
    if (this.text[this.at] === close) {
      this.at++
      return
    }
    for (;;) {
      item()
      this.take(SPACE)
      const next = this.text[this.at]
      if (next === undefined) this.fail('the text ends too early')
      if (next !== ',' && next !== close) this.fail(`here a comma or ${close} is needed`)
      this.at++
      if (next === close) return
    }
  }

  private string(): string {
    const start = this.at
    if (!this.take(TEXT)) this.fail('this text has no closing quote, or a character that needs \\')
    return this.text.slice(start, this.at)
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (!match) return false
    this.at += match[0].length
    return true
  }

  private fail(problem: string): never {
    const before = this.text.slice(0, this.at).split('\n')
    const column = (before[before.length - 1] as string).length + 1
    throw new Refusal(`line ${before.length}, column ${column}`, problem)
  }
}
