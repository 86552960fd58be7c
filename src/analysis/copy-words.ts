/** What copies of a file, their readers and their writer tell, as sentences. */

import type { KindName } from '../trace/kinds.ts'
import { CopyFound } from '../trace/kinds-copies.ts'
import { hostName, processName } from './names.ts'
import { count } from './numbers.ts'
import type { Say } from './told.ts'

type CopyKind = Extract<
  KindName,
  | `copy${'Read' | 'Write'}${'Begun' | 'Refused'}`
  | 'copyReadEnded'
  | 'copyWriteCommitted'
  | 'copyServed'
  | 'copyStored'
  | 'copyFound'
  | 'copyHeldBack'
  | 'copyCaughtUp'
>

/** What a server does with its copy, in words. */
export const COPY_STATE_WORDS: Readonly<Record<string, string>> = {
  away: 'with a server that is down',
  'catching-up': '**catching up**: nobody may read it yet',
  serving: '**served** to whoever asks',
}

const copies = (n: number) => (n === 1 ? '1 copy' : `${n} copies`)
const few = (a: number, b: number) =>
  b === 0 ? 'nobody takes the writes' : `${copies(a)} of the ${b} that it needs`

export const COPY_SENTENCES: Readonly<Record<CopyKind, Say>> = {
  copyReadBegun: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} begins to **read the file**: ${copies(a)} must answer.`,
  copyReadEnded: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} has **read version ${a}**, the newest of ${count(b, 'answer')}.`,
  copyReadRefused: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} **cannot read**: ${few(a, b)}.`,
  copyWriteBegun: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} begins to **write the file**: ${copies(a)} must store it.`,
  copyWriteCommitted: ({ trace, entity, a, b }) =>
    `**Version ${a} is committed**: ${hostName(trace, entity)} knows it stored in ${copies(b)}.`,
  copyWriteRefused: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} **cannot write**: ${few(a, b)}.`,
  copyServed: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} tells ${processName(trace, a)} of its copy: **version ${b}**.`,
  copyStored: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} has **version ${a} on its disk**.`,
  copyFound: ({ trace, entity, a, b }) =>
    b === CopyFound.whole
      ? `${hostName(trace, entity)} finds **version ${a}** on its disk.`
      : `${hostName(trace, entity)} finds version ${a} on its disk, and **may have forgotten** a later one.`,
  copyHeldBack: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} tells ${processName(trace, a)} **nothing**: its copy has not caught up.`,
  copyCaughtUp: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} has **caught up** and serves version ${a}.`,
}
