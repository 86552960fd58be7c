import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Nobody holds the list: what the kernels’ tables hold together must then be right without one. */
export const unionIsTruth: Checker = {
  id: 'union-is-truth',
  says: 'The members in all kernels’ tables together are the living members, and no others.',
  start(context, lamp) {
    const members = new Map<EntityId, EntityId>()
    const gone = new Set<EntityId>()
    context.observe([Kind.processDestroyed], ({ entity }) => gone.add(entity))
    context.observe([CHANGE + Field.memberOf], ({ entity, b, index }) => {
      lamp.exercised()
      const process = context.parentOf(entity)
      if (b < 0) return void members.delete(entity)
      members.set(entity, process)
      if (gone.has(process))
        lamp.broken(`${context.nameOf(process)} has ended, and joins a group.`, index)
    })
    return {
      end: () => {
        for (const process of members.values())
          if (gone.has(process))
            lamp.broken(`${context.nameOf(process)} has ended, and is still in its kernel’s table.`)
      },
    }
  },
}
