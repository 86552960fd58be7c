/** What a second make has to do again: whatever is older than something that it is made of, and what is made of that. */
import type { MakeGraph } from '../../makefile/graph.ts'

/** Which source somebody writes anew when all is made, by how many recipes open it. */
export const TOUCHES = ['nothing', 'one', 'some', 'most'] as const
export type Touch = (typeof TOUCHES)[number]

/** The source that fewest jobs need, about half as many as most, or most; the first of several. */
export function fileToTouch({ files }: MakeGraph, touch: Touch): number {
  const users = new Map<number, number>()
  for (const { kind, needs } of files)
    if (kind === 'job')
      for (const each of needs)
        if (files[each]?.kind === 'source') users.set(each, (users.get(each) ?? 0) + 1)
  const most = Math.max(0, ...users.values())
  const wanted = { nothing: 0, one: 1, some: most / 2, most }[touch]
  const far = (count: number) => Math.abs(count - wanted)
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [file, count] of [...users].sort(([one], [other]) => one - other))
    if (far(count) < least) [best, least] = [file, far(count)]
  return best
}

/**
 * By file that is to be made again, why: a prerequisite that was written after it, or one that is made again itself.
 * `writtenMs`: when a file was written last; 0 for a source that nobody has written, and for what nobody knows of. What a
 * job should have made and nobody knows of is made again.
 */
export function staleJobs(
  { files }: MakeGraph,
  writtenMs: (file: number) => number,
): ReadonlyMap<number, number> {
  const stale = new Map<number, number>()
  /** Of a name for several things, the youngest’s. */
  const times: number[] = []
  // A file’s number is larger than those of what it needs.
  files.forEach(({ kind, needs }, file) => {
    const youngest = needs.reduce((last, each) => Math.max(last, times[each] ?? 0), 0)
    times[file] = kind === 'group' ? youngest : writtenMs(file)
    const own = kind === 'group' ? Number.POSITIVE_INFINITY : (times[file] ?? 0)
    const older = needs.find((each) => stale.has(each) || (times[each] ?? 0) > own)
    if (kind !== 'source' && older !== undefined) stale.set(file, older)
    else if (kind === 'job' && own === 0) stale.set(file, file)
  })
  return stale
}
