/** Sentences of work that is several writes: what it means to write, and what is found of it afterwards. */

import { processName } from './names.ts'
import { count } from './numbers.ts'
import type { Say } from './told.ts'

type Work =
  | 'workBegun'
  | 'workBefore'
  | 'workPlanned'
  | 'workEnded'
  | 'numberFound'
  | 'numberMissing'
  | 'audited'
  | 'mounted'
  | 'intentionsKept'
  | 'intentionsReplayed'

/** The numbers of the work, in its order. */
const ITEMS = ['the debit', 'the credit', 'the log', 'the receipt', 'the index', 'the counter']
const item = (a: number): string => ITEMS[a] ?? `number ${a + 1}`
const ENDS = ['**done**', '**aborted**', '**interrupted**: how much of it is done is not known']

export const WORK_SENTENCES: Readonly<Record<Work, Say>> = {
  workBegun: ({ trace, entity, a }) =>
    `${processName(trace, entity)} begins work of **${count(a, 'write')}**.`,
  workBefore: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has read ${item(a)}: ${b}.`,
  workPlanned: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} means to make ${item(a)} **${b}**.`,
  workEnded: ({ trace, entity, a }) =>
    `To ${processName(trace, entity)} the work is ${ENDS[a] ?? 'over'}.`,
  numberFound: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} finds ${item(a)} at **${b}**.`,
  numberMissing: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **cannot read ${item(a)}** any more.`,
  audited: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **has looked**: ${count(a, 'number')} could be read.`,
  mounted: ({ trace, entity, a, b }) =>
    b === 1
      ? `${processName(trace, entity)} **has put its disk right**: the last server did not close it, and ${count(a, 'block')} had to be read.`
      : `${processName(trace, entity)} has its disk: the last server closed it.`,
  intentionsKept: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **committed transaction ${a}**: its list of ${count(b, 'number')} is on the disk.`,
  intentionsReplayed: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **carries out a list that was left**, ${count(a, 'number')}, perhaps once more.`,
}
