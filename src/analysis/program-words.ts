/** Sentences of programs that run on other machines than their users'. */

import { Exit } from '../trace/kinds.ts'
import { frameShort, hostName, processName } from './names.ts'
import { count } from './numbers.ts'
import type { Say } from './told.ts'

type Programs =
  | 'environmentMade'
  | 'programLoaded'
  | 'programBegun'
  | 'environmentCleared'
  | 'programExited'
  | 'nameResolved'
  | 'lineShown'
  | 'openedFor'
  | 'lineRead'
  | 'lineWritten'
  | 'migrationBegun'
  | 'roundBegun'
  | 'roundEnded'
  | 'guestFrozen'
  | 'guestThawed'
  | 'stateTaken'
  | 'migrationEnded'
  | 'rebound'
  | 'countHeard'
  | 'putOffFrozen'
  | 'moveInDoubt'
  | 'movePutOff'
  | 'memberPutOff'

/** Names that every user has, by the last digit of the file that they stand for. */
const NAMES = ['', 'rates', 'input', 'report']
const MOVES: readonly string[] = [
  '**has moved**',
  '**stays** where it was',
  '**is given up**: nobody can say whether it has run there',
]
const ENDS: Readonly<Record<number, string>> = {
  [Exit.well]: 'has **ended well**',
  [Exit.notAllowed]: 'has ended: a file was **not open to its user**',
  [Exit.notLoaded]: 'has ended: it **could not be loaded**',
  [Exit.lostTouch]: 'has ended: somebody whom it needs **does not answer**',
}
export const PROGRAM_SENTENCES: Readonly<Record<Programs, Say>> = {
  environmentMade: ({ trace, entity }) =>
    `${hostName(trace, entity)} has made an **environment**: a logical host of its own, and memory for it.`,
  programLoaded: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has **fetched itself**: ${Math.round(a / 1024)} KB, straight into its memory.`,
  programBegun: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **begins**, for ${processName(trace, a)}.`,
  environmentCleared: ({ trace, entity, b }) =>
    `${processName(trace, entity)} has **cleared the environment away**, and ${count(b, 'process', 'processes')} with it.`,
  programExited: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} ${ENDS[a] ?? 'has ended'}, after ${count(b, 'line')}.`,
  nameResolved: ({ trace, entity, a, b }) =>
    `On ${hostName(trace, entity)}, “${NAMES[b % 10] ?? b}” is file ${b}: so ${processName(trace, a)} is told.`,
  lineShown: ({ trace, entity, a, b }) =>
    `**${hostName(trace, entity)}’s screen** shows a line of ${processName(trace, a)}: “${trace.string(b)}”.`,
  openedFor: ({ trace, entity, a, b }) =>
    b < 0
      ? `${processName(trace, entity)} **opens nothing** for ${processName(trace, a)}: user ${-b} may not.`
      : `${processName(trace, entity)} opens a file for ${processName(trace, a)}, in the name of user ${b}.`,
  lineRead: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} reads a line of user ${b}’s open file to ${processName(trace, a)}.`,
  lineWritten: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has added a line of ${processName(trace, a)}: ${count(b, 'line')} by now.`,
  migrationBegun: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} begins to **move its program** to ${hostName(trace, a)}: ${count(b, 'page')}.`,
  roundBegun: ({ trace, entity, a, b }) =>
    a === 0
      ? `${processName(trace, entity)} copies **the rest**: ${count(b, 'page')}, while the program is frozen.`
      : `${processName(trace, entity)} begins **round ${a}**: ${count(b, 'page')}.`,
  roundEnded: ({ trace, entity, a, b }) =>
    a === 0
      ? `${processName(trace, entity)} has copied the rest.`
      : `${processName(trace, entity)} has ended round ${a}: **${count(b, 'page')}** have been written meanwhile.`,
  guestFrozen: ({ trace, entity, a }) =>
    `The program of ${processName(trace, entity)} is **frozen**, with ${count(a, 'page')} to be copied.`,
  guestThawed: ({ trace, entity, a }) =>
    `The program **goes on** ${a === 1 ? `on **${hostName(trace, entity)}**` : `on ${hostName(trace, entity)}, where it was`}.`,
  stateTaken: ({ trace, entity, a, b }) =>
    `What ${hostName(trace, entity)}’s kernel knows of the program is taken down: ${count(a, 'byte')}, with ${count(b, 'message')}.`,
  migrationEnded: ({ trace, entity, a }) =>
    `To ${processName(trace, entity)} the program ${MOVES[a] ?? 'is gone'}.`,
  rebound: ({ trace, entity, a, b }) =>
    b === 0
      ? `${hostName(trace, entity)} is told where logical host ${a} **is now**.`
      : `${hostName(trace, entity)} has had no answer from logical host ${a} and **asks everybody**.`,
  countHeard: ({ trace, entity, a, b }) =>
    b < 0
      ? `${processName(trace, entity)} has **no answer** to request ${a}.`
      : `${processName(trace, entity)} is answered **${b}** to request ${a}.`,
  moveInDoubt: ({ trace, entity, a, b }) =>
    b === 0
      ? `${processName(trace, entity)} has no answer and **cannot know** whether the program runs on ${hostName(trace, a)}: it asks.`
      : `${processName(trace, entity)} still **cannot know** whether the program runs on ${hostName(trace, a)}, and asks again.`,
  memberPutOff: ({ trace, a }) =>
    `${processName(trace, a)} is frozen: what is for it as a member of the group **waits** until it goes on.`,
  movePutOff: ({ trace, a }) =>
    `On ${hostName(trace, a)} a move of data **waits**: whose memory it is about is frozen.`,
  putOffFrozen: ({ trace, entity, a }) =>
    `${hostName(trace, a) || 'A machine'} does **not take in** ${frameShort(trace, entity)}: whom it is for is frozen.`,
}
