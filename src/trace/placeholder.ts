/**
 * Figures in a story are drawn from the run, never typed: `{metric:exchangeMs}` stands for what this run measures,
 * `{switch:network}` for how a switch is turned, each with its unit. Braces without such a word are plain text.
 */
export interface Placeholder {
  /** As written; anything but `metric` and `switch` is a mistake of the author's. */
  readonly kind: string
  readonly name: string
}

/** Text as it is, and what stands between: `['takes ', { kind: 'metric', name: 'exchangeMs' }, '.']`. */
export function placeholderParts(text: string): readonly (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = []
  let from = 0
  for (const found of text.matchAll(/\{([A-Za-z]+):([^{}]*)\}/g)) {
    if (found.index > from) parts.push(text.slice(from, found.index))
    parts.push({ kind: found[1] as string, name: found[2] as string })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}
