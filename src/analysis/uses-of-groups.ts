/** Sentences of what groups are for: names and their managers, machines that are asked for, jobs in many parts. */
import type { Trace } from '../trace/trace.ts'
import { processName } from './names.ts'

interface Told {
  readonly trace: Trace
  readonly entity: number
  readonly a: number
  readonly b: number
}

const OPENED = ['**cannot open** name', '**has opened** name', '**followed an old hint** to name']

type Say = (told: Told) => string
type Uses = 'nameHeld' | 'nameAnswered' | 'nameSought' | 'nameOpened'

export const USES_OF_GROUPS: Readonly<Record<Uses, Say>> = {
  nameHeld: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} ${b === 1 ? '**manages**' : '**gives up**'} name ${a}.`,
  nameAnswered: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} ${b === 1 ? '**opens**' : '**says that it has**'} name ${a}.`,
  nameSought: ({ trace, entity, a, b }) =>
    b === 1
      ? `${processName(trace, entity)} **asks who has** name ${a}.`
      : `${processName(trace, entity)} goes **straight to the manager** it has for name ${a}.`,
  nameOpened: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} ${OPENED[b] ?? 'is done with name'} ${a}.`,
}
