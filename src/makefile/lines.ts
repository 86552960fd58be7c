/** A makefile's logical lines: what a backslash continues is one line, comments are gone, recipes are told apart. */
import { MakefileError } from './makefile-error.ts'

export const CHARACTERS_MAX = 2_000_000

export interface Line {
  /** Of its beginning, from 1. */
  readonly number: number
  readonly text: string
  /** It begins with a tab. */
  readonly isRecipe: boolean
}

export function linesOf(text: string): readonly Line[] {
  if (text.length > CHARACTERS_MAX)
    throw new MakefileError(0, `has more than ${CHARACTERS_MAX / 1_000_000} million characters`)
  const raw = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const lines: Line[] = []
  for (let at = 0; at < raw.length; at++) {
    const number = at + 1
    const first = raw[at] as string
    const isRecipe = first.startsWith('\t')
    const parts = [first]
    while (/(?<!\\)(?:\\\\)*\\$/.test(parts[parts.length - 1] as string) && at + 1 < raw.length)
      parts.push(raw[++at] as string)
    const joined = parts
      .map((part, i) => (i < parts.length - 1 ? part.slice(0, -1).trimEnd() : part))
      .map((part, i) => (i > 0 ? part.trimStart() : part))
      .join(' ')
    const told = isRecipe ? joined.slice(1) : withoutComment(joined)
    if (told.trim() !== '') lines.push({ number, text: told, isRecipe })
  }
  return lines
}

function withoutComment(text: string): string {
  const at = text.search(/(?<!\\)#/)
  return (at < 0 ? text : text.slice(0, at)).replaceAll('\\#', '#')
}
