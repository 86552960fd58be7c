/** From and to, on one line. */
export type Stretch = readonly [number, number]

/** Where stretches of at least two of several are, in order: each several's own may touch or lie over one another. */
export function crowded(severals: readonly (readonly Stretch[])[]): Stretch[] {
  const ends = severals.flatMap((stretches) =>
    joined(stretches).flatMap(
      ([from, to]) =>
        [
          [from, 1],
          [to, -1],
        ] as const,
    ),
  )
  // What ends where another begins shares nothing with it, and what goes on there is not interrupted.
  ends.sort(([one, begins], [other, its]) => one - other || begins - its)
  const found: Stretch[] = []
  let depth = 0
  let from = 0
  for (const [at, by] of ends) {
    if (depth === 1 && by === 1) from = at
    depth += by
    if (depth === 1 && by === -1 && at > from) found.push([from, at])
  }
  return joined(found)
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  for (const [from, to] of [...stretches].sort(([one], [other]) => one - other)) {
    const last = all.at(-1)
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)]
    else all.push([from, to])
  }
  return all
}
