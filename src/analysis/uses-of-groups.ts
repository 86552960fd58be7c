/** Sentences of what groups are for: names and their managers, machines that are asked for, jobs in many parts. */

import { processName, thingName } from './names.ts'
import { count } from './numbers.ts'
import type { Say } from './told.ts'

const ASKED: readonly string[] = ['', '**suspend**', '**resume**', '**destroy**', 'be told of']
const DONE: readonly string[] = [
  '',
  'is **suspended** by its kernel',
  'is let **go on** by its kernel',
  'is **destroyed** by its kernel',
  'is there, says its kernel',
]
const OPENED = ['**cannot open** name', '**has opened** name', '**followed an old hint** to name']

const runs = (programs: number) =>
  programs === 0 ? 'none runs' : programs === 1 ? 'one runs' : `${programs} run`

type Uses =
  | 'nameHeld'
  | 'nameAnswered'
  | 'nameSought'
  | 'nameOpened'
  | 'controlAsked'
  | 'controlled'
  | 'searchBegun'
  | 'expanded'
  | 'boundKnown'
  | 'searchEnded'
  | 'jobEnded'
  | 'hostOffered'
  | 'hostChosen'
  | 'programStarted'
  | 'programEnded'

export const USES_OF_GROUPS: Readonly<Record<Uses, Say>> = {
  hostOffered: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} is **${b > 0 ? 'willing' : 'not willing'}** to take program ${b > 0 ? b : -b}; ${runs(a)} there.`,
  hostChosen: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **chooses ${a < 0 ? 'no machine' : processName(trace, a)}**.`,
  programStarted: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **takes program ${a}**; ${runs(b)} there already.`,
  programEnded: ({ trace, entity, a, b }) =>
    `program ${a} **ends** at ${processName(trace, entity)}; ${runs(b)} there still.`,
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
  controlAsked: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} asks to ${ASKED[b] ?? 'stop'} ${a < 0 ? 'a process' : thingName(trace, a)}.`,
  controlled: ({ trace, a, b }) => `${processName(trace, a)} ${DONE[b] ?? 'is stopped'}.`,
  searchBegun: ({ trace, entity, a }) =>
    `${processName(trace, entity)} looks for the **shortest tour** of ${a} cities.`,
  expanded: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} is done with part ${a}: **${count(b, 'node')}**.`,
  boundKnown: ({ trace, entity, a, b }) =>
    b === 1
      ? `${processName(trace, entity)} **finds a tour of ${a}**.`
      : `${processName(trace, entity)} **hears of a tour of ${a}**: what cannot beat it is cut off.`,
  searchEnded: ({ trace, entity, a }) =>
    `${processName(trace, entity)} takes **${a}** for the length of the shortest tour.`,
  jobEnded: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} takes ${thingName(trace, a)} for **gone**: ${count(b, 'kernel')} answered.`,
}
