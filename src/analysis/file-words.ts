/** Sentences of pages of files: who reads and writes them, and what of them is in a server's memory. */

import { FilesRecovery } from '../trace/kinds.ts'
import { processName } from './names.ts'
import { count } from './numbers.ts'
import type { Say } from './told.ts'

type Files =
  | 'passBegun'
  | 'readBegun'
  | 'readDone'
  | 'writeBegun'
  | 'writeDone'
  | 'cacheHit'
  | 'cacheMiss'
  | 'fetchedAhead'
  | 'blockEvicted'
  | 'blockDirty'
  | 'blockClean'
  | 'pageRefused'
  | 'requestRefused'
  | 'mapRead'
  | 'inodeRedone'
  | 'fileOpening'
  | 'fileOpened'
  | 'fileBytes'
  | 'fileSaving'
  | 'fileSaved'
  | 'fileCommitted'
  | 'fileChecking'
  | 'promiseGiven'
  | 'promiseBroken'
  | 'believes'

const FILE = 0x10000
/** `page 7`, and of which file, where it is not the first. */
export function pageName(page: number): string {
  const file = Math.floor(page / FILE)
  return `page ${page % FILE}${file === 0 ? '' : ` of file ${file}`}`
}

const REFUSED = [
  'there is **no such file**',
  'the file has **no such page**',
  'the **disk is full**',
  'the disk **cannot read it**',
  'that is **no request for a page**',
]

export const FILE_SENTENCES: Readonly<Record<Files, Say>> = {
  passBegun: ({ trace, entity, a }) =>
    `${processName(trace, entity)} begins ${a === 1 ? 'its file' : 'its file **once more**'}.`,
  readBegun: ({ trace, entity, a }) => `${processName(trace, entity)} wants ${pageName(a)}.`,
  readDone: ({ trace, entity, a }) => `${processName(trace, entity)} **has ${pageName(a)}**.`,
  writeBegun: ({ trace, entity, a }) =>
    `${processName(trace, entity)} wants ${pageName(a)} written.`,
  writeDone: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **is told that ${pageName(a)} is written**.`,
  cacheHit: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has block ${a} **in memory**${b === 1 ? ': it was **fetched ahead**' : ''}.`,
  cacheMiss: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **does not have** block ${a} in memory.`,
  fetchedAhead: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **fetches block ${a} ahead**: nobody has asked for it yet.`,
  blockEvicted: ({ trace, entity, a }) =>
    `${processName(trace, entity)} lets block ${a} go: another needs its place.`,
  pageRefused: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **refuses ${pageName(a)}**: ${REFUSED[b] ?? 'it says no'}.`,
  requestRefused: ({ trace, entity, b }) =>
    `${processName(trace, entity)} **refuses** ${trace.string(b)}.`,
  mapRead: ({ trace, entity, a, b }) =>
    b === FilesRecovery.replay
      ? `${processName(trace, entity)} **serves**: it has read ${count(a, 'block')}, and reads the place of a file when somebody asks for it.`
      : `${processName(trace, entity)} **serves**: it has read the place of every file, ${count(a, 'block')}.`,
  inodeRedone: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **writes the inode of file ${a} once more**, with ${count(b, 'page')}: the power may have gone in its midst.`,
  blockDirty: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has block ${a} **in memory alone**; the disk has what was there before.`,
  blockClean: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has **written back** block ${a}.`,
  fileOpening: ({ trace, entity, a }) => `${processName(trace, entity)} opens file ${a}.`,
  fileOpened: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **has file ${a}, version ${b}**.`,
  fileBytes: ({ trace, entity, a }) => `${processName(trace, entity)} sees what is in file ${a}.`,
  fileSaving: ({ trace, entity, a }) =>
    `${processName(trace, entity)} closes file ${a}, which it has **changed**.`,
  fileSaved: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **is told that file ${a} is saved**, as version ${b}.`,
  fileCommitted: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **version ${b} of file ${a}** on its disk.`,
  fileChecking: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **asks whether version ${b}** of file ${a} is current.`,
  promiseGiven: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **promises** ${processName(trace, a)} to tell when file ${b} changes.`,
  promiseBroken: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **has told** ${processName(trace, a)} that its copy of file ${b} is old, or takes it for dead.`,
  believes: ({ trace, entity, a, b }) =>
    b === 1
      ? `${processName(trace, entity)} **relies on being told** of changes to file ${a}.`
      : `${processName(trace, entity)} **no longer relies** on its copy of file ${a}.`,
}
