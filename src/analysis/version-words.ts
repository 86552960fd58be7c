/** Sentences of files that never change: who saves and reads versions, and who has them. */

import { DirectoryMode, VersionEnd, VersionRead } from '../trace/kinds.ts'
import { processName } from './names.ts'
import type { Say } from './told.ts'
import { versionWord } from './version-name.ts'

type Versions =
  | 'storeMounted'
  | 'versionFound'
  | 'versionCommitted'
  | 'versionOnDisk'
  | 'versionGone'
  | 'versionMissing'
  | 'versionPart'
  | 'nameLinked'
  | 'versionReading'
  | 'versionRead'
  | 'saveBegun'
  | 'savePart'
  | 'saveEnded'
  | 'keepsAlike'
  | 'basedOn'
  | 'intentionKept'
  | 'rolledForward'
  | 'swapRefused'
  | 'directoryMode'
  | 'partnerSilent'

const PARTS = 16
const part = (value: number) => `part ${(value % PARTS) + 1}`

const MODES: Readonly<Record<number, string>> = {
  [DirectoryMode.waits]: '**waits for its partner** before it serves',
  [DirectoryMode.oneCopy]: 'serves **alone**',
  [DirectoryMode.twoCopies]: 'serves as **one of two**',
}
const GONE: Readonly<Record<number, string>> = {
  [VersionEnd.destroyed]: 'is told to destroy it',
  [VersionEnd.collected]: 'nobody has used it for as long as it may live',
  [VersionEnd.neverCommitted]: 'whoever created it never committed it',
}

export const VERSION_SENTENCES: Readonly<Record<Versions, Say>> = {
  storeMounted: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has read its disk: **${a === 1 ? '1 version' : `${a} versions`}**.`,
  versionFound: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **finds ${versionWord(a)}** on its disk.`,
  versionCommitted: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **commits ${versionWord(a)}**, ${b === 1 ? 'which is on its disk' : 'which only its memory has'}: it never changes again.`,
  versionOnDisk: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has **${versionWord(a)} on its disk** now.`,
  versionGone: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **lets ${versionWord(a)} go**: ${GONE[b] ?? 'it is no more'}.`,
  versionMissing: ({ trace, entity, a }) =>
    `${processName(trace, entity)} is asked for ${versionWord(a)} and **has no such version**.`,
  versionPart: ({ trace, entity, a }) =>
    `${processName(trace, entity)} sees ${part(a)} of ${versionWord(Math.floor(a / PARTS))}.`,
  nameLinked: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)}: name ${a} **${b === 0 ? 'denotes nothing' : `denotes ${versionWord(b)}`}** from now on.`,
  versionReading: ({ trace, entity, a, b }) =>
    a === 0
      ? `${processName(trace, entity)} finds that name ${b} denotes nothing.`
      : `${processName(trace, entity)} reads ${versionWord(a)}, which is what name ${b} denotes.`,
  versionRead: ({ trace, entity, a, b }) =>
    b === VersionRead.failed
      ? `${processName(trace, entity)} **cannot read ${versionWord(a)}**.`
      : `${processName(trace, entity)} **has ${versionWord(a)}**${b === VersionRead.ownCopy ? ', a copy of its own' : ''}.`,
  saveBegun: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **saves** name ${b}, for the ${nth(a)} time.`,
  savePart: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has ${part(a)} of what it saves.`,
  saveEnded: ({ trace, entity, b }) =>
    b === 0
      ? `${processName(trace, entity)} **could not save**.`
      : `${processName(trace, entity)} **is told that it is saved**, as ${versionWord(b)}.`,
  keepsAlike: ({ trace, entity, a }) =>
    `${processName(trace, entity)} sends what keeps copies of ${versionWord(a)} **alike**.`,
  basedOn: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has ${versionWord(a)}, made from ${b === 0 ? 'nothing' : versionWord(b)}, and wants it **named**.`,
  intentionKept: ({ trace, entity, a, b }) =>
    b === 1
      ? `${processName(trace, entity)} has update ${a} in its **first block**: from here on it has happened.`
      : `${processName(trace, entity)} **keeps its partner’s intention**, update ${a}, on its disk.`,
  rolledForward: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **carried out** update ${a}${b === 1 ? ' once more' : ''}: the names’ own blocks say so too.`,
  swapRefused: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **refuses**: name ${a} denotes ${b === 0 ? 'nothing' : versionWord(b)}, and not what was read.`,
  directoryMode: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} ${MODES[a] ?? 'goes on'}, after update ${b}.`,
  partnerSilent: ({ trace, entity }) =>
    `${processName(trace, entity)} gets **no answer from its partner**.`,
}

function nth(n: number): string {
  return ['', 'first', 'second', 'third', 'fourth'][n] ?? `${n}th`
}
