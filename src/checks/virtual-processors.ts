import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { MadeFiles } from './made-files.ts'

const PROGRAM = 'virtual-processor'

/** By what runs, not by what the master believes: a job is out from its beginning on a machine to its end, or the machine's. */
export const virtualProcessors: Checker = {
  id: 'virtual-processors',
  says: 'No more jobs run than there are virtual processors, and each on one machine at a time.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    let most = 0
    /** By operation, the file that it is making. */
    const running = new Map<EntityId, number>()
    const builderOf = (operation: EntityId) => context.parentOf(operation)
    const hostOf = (operation: EntityId) => context.parentOf(builderOf(operation))
    const end = (isGone: (operation: EntityId) => boolean): void => {
      for (const operation of [...running.keys()]) if (isGone(operation)) running.delete(operation)
    }
    context.observe([Kind.processCreated], ({ b }) => {
      if (context.stringOf(b) === PROGRAM) most++
    })
    context.observe([Kind.crash], ({ entity }) => end((each) => hostOf(each) === entity))
    context.observe([Kind.processDestroyed], ({ entity }) =>
      end((each) => builderOf(each) === entity),
    )
    context.observe([Kind.jobClose], ({ entity }) => void running.delete(entity))
    context.observe([Kind.jobOpen], ({ entity, a, index }) => {
      lamp.exercised()
      const other = [...running].find(([, file]) => file === a)?.[0]
      running.set(entity, a)
      if (other !== undefined) {
        const [one, two] = [hostOf(other), hostOf(entity)].map((each) => context.nameOf(each))
        lamp.broken(`${two} began ${files.name(a)} while ${one} was at it.`, index)
      } else if (most > 0 && running.size > most)
        lamp.broken(`${running.size} jobs run, for ${most} virtual processors.`, index)
    })
    return {}
  },
}
