import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const majorityList: Checker = {
  id: 'majority-list',
  says: 'A new token list has more than half of all sites in it.',
  start(context, lamp) {
    const sites = new Set<EntityId>()
    const told = new Set<number>()
    context.observe([Kind.joined], ({ a }) => void sites.add(a))
    context.observe([Kind.installed], ({ a, b, index }) => {
      lamp.exercised()
      if (2 * b > sites.size || told.has(a)) return
      told.add(a)
      lamp.broken(`List ${a} begins with ${b} of ${sites.size} sites.`, index)
    })
    return {}
  },
}
