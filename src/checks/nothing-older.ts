import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { MadeFiles } from './made-files.ts'

/** Not by times, which are what the mechanism goes by, but by what is in the files. */
export const nothingOlder: Checker = {
  id: 'nothing-older',
  says: 'After an edit and a second make, every file is made of what its sources are now.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    /** By builder, the file that it is at. */
    const at = new Map<EntityId, number>()
    const making = new Map<EntityId, number>()
    /** By made file, the sums of what its recipe read the last time. */
    const read = new Map<number, Map<number, number>>()
    const now = new Map<number, number>()
    context.observe([Kind.jobOpen], ({ entity, a }) => {
      at.set(context.parentOf(entity), a)
      making.set(entity, a)
      read.set(a, new Map())
    })
    context.observe([Kind.inputRead], ({ entity, a, b }) => {
      const file = at.get(entity)
      if (file !== undefined) read.get(file)?.set(a, b)
    })
    context.observe([Kind.jobClose], ({ entity, a, b }) => {
      const file = making.get(entity)
      if (file !== undefined && a === 1) now.set(file, b)
    })
    context.observe([Kind.fileTouched], ({ a, b }) => void now.set(a, b))
    context.observe([Kind.remakeEnded], ({ index }) => {
      lamp.exercised()
      for (const [file, inputs] of read)
        for (const [input, sum] of inputs)
          if ((now.get(input) ?? sum) !== sum)
            return lamp.broken(
              `${files.name(file)} is made of ${files.name(input)} as it was before.`,
              index,
            )
    })
    return {}
  },
}
