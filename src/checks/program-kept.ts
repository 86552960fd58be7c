import type { Checker, FoldContext } from '../trace/fold.ts'
import { Kind, MigrationEnd } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Whether the machine that a program is moved to has died since the program was frozen. */
function takerDied(context: FoldContext): () => boolean {
  let taker: EntityId | null = null
  let died = false
  context.observe([Kind.migrationBegun], ({ a }) => {
    taker = context.parentOf(a)
  })
  context.observe([Kind.guestFrozen], () => {
    died = false
  })
  context.observe([Kind.crash, Kind.reboot], ({ entity }) => {
    if (entity === taker) died = true
  })
  return () => died
}

/** Whether a program has been given up, and the machine that it went to had died: with it, as far as anybody can say. */
export function deathInDoubt(context: FoldContext): () => boolean {
  const died = takerDied(context)
  let given = false
  context.observe([Kind.migrationEnded], ({ a }) => {
    if (a === MigrationEnd.lost && died()) given = true
  })
  return () => given
}

export const programKept: Checker = {
  id: 'program-kept',
  says: 'When a move is over one copy of the program runs, unless the machine that it went to has died.',
  start(context, lamp) {
    const died = takerDied(context)
    let frozen = false
    context.observe([Kind.guestFrozen], () => {
      frozen = true
    })
    context.observe([Kind.guestThawed], () => {
      frozen = false
    })
    context.observe([Kind.migrationEnded], ({ entity, index }) => {
      lamp.exercised()
      if (!frozen || died()) return
      lamp.broken(`To ${context.nameOf(entity)} the move is over, and no copy runs.`, index)
    })
    return {}
  },
}
