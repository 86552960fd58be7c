import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { MadeFiles } from './made-files.ts'

const NS_PER_MS = 1e6

/** No less than the longest way, and no less than the work shared out evenly: the two bounds of every speed-up. */
export const speedupBounded: Checker = {
  id: 'speedup-bounded',
  says: 'A make takes as long as its longest way, and as its work shared out, or longer.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    const needs = new Map<number, number[]>()
    const machines = new Set<EntityId>()
    let begun = 0
    context.observe([Kind.fileNeeds], ({ a, b }) => {
      const its = needs.get(a)
      if (its) its.push(b)
      else needs.set(a, [b])
    })
    context.observe([Kind.makeBegun], ({ time }) => {
      begun = time
    })
    context.observe([Kind.jobOpen], ({ entity }) => {
      machines.add(context.parentOf(context.parentOf(entity)))
    })
    context.observe([Kind.makeEnded], ({ time, index }) => {
      lamp.exercised()
      const elapsed = (time - begun) / NS_PER_MS
      let work = 0
      for (const ms of files.times.values()) work += ms
      const share = work / Math.max(1, machines.size)
      const path = longestWay(files.times, needs)
      if (elapsed < path)
        lamp.broken(`All was made in ${elapsed} ms; its longest way takes ${path} ms.`, index)
      else if (elapsed < share)
        lamp.broken(`All was made in ${elapsed} ms; a fair share of it takes ${share} ms.`, index)
    })
    return {}
  },
}

/** A master names a file after all that it needs, so a file’s number is larger than theirs. */
function longestWay(
  times: ReadonlyMap<number, number>,
  needs: ReadonlyMap<number, readonly number[]>,
): number {
  const way = new Map<number, number>()
  let longest = 0
  const files = [...new Set([...times.keys(), ...needs.keys()])].sort((one, two) => one - two)
  for (const file of files) {
    let all = times.get(file) ?? 0
    const own = all
    for (const each of needs.get(file) ?? []) all = Math.max(all, own + (way.get(each) ?? 0))
    way.set(file, all)
    longest = Math.max(longest, all)
  }
  return longest
}
