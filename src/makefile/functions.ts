/** The functions of make that only work on texts; what would look at a directory or run a program is none of them. */
export interface Work {
  readonly least: number
  readonly most: number
  readonly of: (given: readonly string[]) => string
  /** Characters that its result may have beyond what is given. */
  readonly grows?: (given: readonly string[]) => number
}

export function wordsIn(text: string): string[] {
  return text.split(/[ \t\n]+/).filter((word) => word !== '')
}

/** What `%` stands for, or null where the pattern does not fit. A pattern without `%` fits itself alone. */
export function stemOf(pattern: string, name: string): string | null {
  const at = pattern.indexOf('%')
  if (at < 0) return pattern === name ? '' : null
  const before = pattern.slice(0, at)
  const after = pattern.slice(at + 1)
  const fits =
    name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after)
  return fits ? name.slice(before.length, name.length - after.length) : null
}

export function withStem(pattern: string, stem: string): string {
  const at = pattern.indexOf('%')
  return at < 0 ? pattern : pattern.slice(0, at) + stem + pattern.slice(at + 1)
}

const each = (change: (word: string) => string): Work => ({
  least: 1,
  most: 1,
  of: ([words = '']) => wordsIn(words).map(change).join(' '),
})
const chosen = (keeps: boolean): Work => ({
  least: 2,
  most: 2,
  of: ([patterns = '', words = '']) => {
    const all = wordsIn(patterns)
    const fits = (word: string) => all.some((pattern) => stemOf(pattern, word) !== null)
    return wordsIn(words)
      .filter((word) => fits(word) === keeps)
      .join(' ')
  },
})

/** As often as the last argument has words, the one at this place is written. */
const aWord =
  (place: number) =>
  (given: readonly string[]): number =>
    wordsIn(given.at(-1) ?? '').length * (given[place]?.length ?? 0)

const directory = (word: string) => word.slice(0, word.lastIndexOf('/') + 1)
const last = (word: string) => word.slice(word.lastIndexOf('/') + 1)
const suffix = (word: string) => /\.[^./]*$/.exec(word)?.[0] ?? ''
const number = (text: string) => Math.max(0, Math.floor(Number(text.trim())) || 0)

export const FUNCTIONS: ReadonlyMap<string, Work> = new Map<string, Work>([
  [
    'patsubst',
    {
      least: 3,
      most: 3,
      grows: aWord(1),
      of: ([from = '', to = '', words = '']) =>
        wordsIn(words)
          .map((word) => {
            const stem = stemOf(from.trim(), word)
            return stem === null ? word : withStem(to.trim(), stem)
          })
          .join(' '),
    },
  ],
  [
    'subst',
    {
      least: 3,
      most: 3,
      grows: ([from = '', to = '', text = '']) =>
        from === '' ? 0 : (text.split(from).length - 1) * to.length,
      of: ([from = '', to = '', text = '']) => (from === '' ? text : text.replaceAll(from, to)),
    },
  ],
  ['filter', chosen(true)],
  ['filter-out', chosen(false)],
  [
    'addprefix',
    {
      least: 2,
      most: 2,
      grows: aWord(0),
      of: ([before = '', words = '']) =>
        wordsIn(words)
          .map((word) => before + word)
          .join(' '),
    },
  ],
  [
    'addsuffix',
    {
      least: 2,
      most: 2,
      grows: aWord(0),
      of: ([after = '', words = '']) =>
        wordsIn(words)
          .map((word) => word + after)
          .join(' '),
    },
  ],
  [
    'wordlist',
    {
      least: 3,
      most: 3,
      of: ([from = '', to = '', words = '']) =>
        wordsIn(words)
          .slice(Math.max(0, number(from) - 1), number(to))
          .join(' '),
    },
  ],
  [
    'word',
    {
      least: 2,
      most: 2,
      of: ([which = '', words = '']) => wordsIn(words)[number(which) - 1] ?? '',
    },
  ],
  ['words', { least: 1, most: 1, of: ([words = '']) => String(wordsIn(words).length) }],
  ['firstword', { least: 1, most: 1, of: ([words = '']) => wordsIn(words)[0] ?? '' }],
  ['lastword', { least: 1, most: 1, of: ([words = '']) => wordsIn(words).at(-1) ?? '' }],
  [
    'sort',
    { least: 1, most: 1, of: ([words = '']) => [...new Set(wordsIn(words))].sort().join(' ') },
  ],
  ['strip', each((word) => word)],
  ['dir', each((word) => directory(word) || './')],
  ['notdir', each(last)],
  ['suffix', each(suffix)],
  ['basename', each((word) => word.slice(0, word.length - suffix(word).length))],
])
