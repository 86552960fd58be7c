/**
 * How sure a published figure is, in the tags of the fact sheets, and what follows from it: a test may fail on what
 * was read in a source, on what was recalled and agrees with itself by arithmetic, and on exact counts. All else is
 * shown beside the run with its tag.
 */
export type Certainty = 'read' | 'consistent' | 'recalled' | 'ours'

const CERTAINTY: Readonly<Record<string, Certainty>> = {
  F: 'read',
  V: 'read',
  SEED: 'read',
  SRC: 'read',
  ABS: 'read',
  TXT: 'read',
  'M+': 'consistent',
  'MEM✓': 'consistent',
  M: 'recalled',
  MEM: 'recalled',
  'MEM?': 'recalled',
  'R+': 'recalled',
  R: 'recalled',
  'R−': 'recalled',
  D: 'ours',
  DER: 'ours',
  S: 'ours',
  X: 'ours',
}

const WORDS: Readonly<Record<Certainty, string>> = {
  read: 'read in its source',
  consistent: 'recalled, and consistent by arithmetic',
  recalled: 'recalled, not re-read',
  ours: 'derived here, not published',
}

/** The first tag is the figure's own; what follows a comma says more about it. */
export function certaintyOf(tag: string): Certainty {
  const first = tag.split(/[ ,;:†]+/)[0] as string
  return CERTAINTY[first.replace(/^\[|\]$/g, '')] ?? 'recalled'
}

export function certaintyWords(tag: string): string {
  return WORDS[certaintyOf(tag)]
}

/** [TXT] was read, but in a book about the source: the list of what may fail a build does not have it. */
export function mayGate(tag: string, exact: boolean): boolean {
  if (exact) return true
  const certainty = certaintyOf(tag)
  return (certainty === 'read' && !tag.startsWith('[TXT]')) || certainty === 'consistent'
}
