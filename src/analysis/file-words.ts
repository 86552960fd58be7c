/** Sentences of pages of files: who reads and writes them, and what of them is in a server's memory. */
import type { Trace } from '../trace/trace.ts'
import { processName } from './names.ts'

interface Told {
  readonly trace: Trace
  readonly entity: number
  readonly a: number
  readonly b: number
}
type Say = (told: Told) => string
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

const FILE = 0x10000
/** `page 7`, and of which file, where it is not the first. */
export function pageName(page: number): string {
  const file = Math.floor(page / FILE)
  return `page ${page % FILE}${file === 0 ? '' : ` of file ${file}`}`
}

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
  blockDirty: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has block ${a} **in memory alone**; the disk has what was there before.`,
  blockClean: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has **written back** block ${a}.`,
}
