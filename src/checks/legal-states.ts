import { CHANGE, Field, PROCESS_STATES, type ProcessState } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import type { EntityId } from '../trace/record.ts'

/**
 * From each state, where a process may go; to `dead` it may go from anywhere but itself. A blocked process comes
 * back by way of ready, a running one leaves by its own system call or by being pre-empted. Any of them may be
 * suspended, or frozen with its environment, and goes on from wherever its kernel has got with it; of an environment
 * that has moved the copy begins frozen.
 */
const NEXT: Readonly<Record<ProcessState, readonly ProcessState[]>> = {
  none: ['ready', 'frozen'],
  ready: ['running'],
  running: ['ready', 'receiving', 'awaiting-reply', 'delaying', 'get-reply', 'moving', 'on-disk'],
  receiving: ['ready'],
  'awaiting-reply': ['ready'],
  delaying: ['ready'],
  'get-reply': ['ready'],
  moving: ['ready'],
  frozen: ['ready', 'running', 'receiving', 'awaiting-reply', 'delaying'],
  suspended: [
    'ready',
    'running',
    'receiving',
    'awaiting-reply',
    'delaying',
    'get-reply',
    'moving',
    'on-disk',
  ],
  dead: [],
  'on-disk': ['ready'],
}

function mayBeStopped(from: ProcessState, to: ProcessState): boolean {
  const stops = to === 'suspended' || to === 'frozen'
  return stops && from !== to && from !== 'none' && from !== 'dead'
}

export const legalStates: Checker = {
  id: 'legal-states',
  says: 'A process is in one state at a time and moves only along the documented table.',
  start(context, lamp) {
    const states = new Map<EntityId, number>()
    const word = (state: number) => PROCESS_STATES[state] ?? `state ${state}`
    context.observe([CHANGE + Field.state], ({ entity, a, b, index }) => {
      lamp.exercised()
      const known = states.get(entity) ?? PROCESS_STATES.indexOf('none')
      states.set(entity, b)
      if (a !== known) {
        lamp.broken(
          `${context.nameOf(entity)} left the state ${word(a)} while it was ${word(known)}.`,
          index,
        )
      }
      const from = PROCESS_STATES[a]
      const to = PROCESS_STATES[b]
      const legal =
        from !== undefined &&
        to !== undefined &&
        (to === 'dead' ? from !== 'dead' : NEXT[from].includes(to) || mayBeStopped(from, to))
      if (legal) return
      lamp.broken(`${context.nameOf(entity)} went from ${word(a)} to ${word(b)}.`, index)
    })
    return {}
  },
}
