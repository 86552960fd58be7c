/** What stands in a box for a file: of its path no more than tells it from the others. */

const endOf = (path: string, parts: number): string => path.split('/').slice(-parts).join('/')

/** The file's own name, and as many of its directories as it takes: `a/io.o` where there is `b/io.o` too. */
export function shortNames(paths: readonly string[]): readonly string[] {
  const short = new Map<string, string>()
  let left = new Set(paths)
  for (let parts = 1; left.size > 0; parts++) {
    const ends = new Map<string, number>()
    for (const path of new Set(paths)) {
      const end = endOf(path, parts)
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    const again = new Set<string>()
    for (const path of left) {
      const end = endOf(path, parts)
      // A name that ends in a stroke has nothing behind it.
      if ((ends.get(end) === 1 && end !== '') || end === path) short.set(path, end)
      else again.add(path)
    }
    left = again
  }
  return paths.map((path) => short.get(path) ?? path)
}
