/** Sentences of transactions and their lists of intentions. */

import { RecoveryFound, TransactionEnd } from '../trace/kinds.ts'
import { processName } from './names.ts'
import { count } from './numbers.ts'
import { pageName } from './storage-words.ts'
import type { Say, Told } from './told.ts'

type Transactions =
  | 'transactionOpen'
  | 'transactionClose'
  | 'operated'
  | 'intended'
  | 'commitAsked'
  | 'flagBegun'
  | 'flagSet'
  | 'reported'
  | 'carriedOut'
  | 'recoveryOpen'
  | 'recoveryClose'
  | 'balanceIs'

const server = ({ trace, entity }: Told): string => processName(trace, trace.parentOf(entity))
const name = ({ trace, entity }: Told): string => trace.localName(entity)
const ended = (end: number): string => (end === TransactionEnd.committed ? 'committed' : 'aborted')
const page = ({ trace, entity, a, index }: Told): string => pageName(trace, entity, a, index)

const FOUND: Readonly<Record<number, (b: number) => string>> = {
  [RecoveryFound.nothing]: () => 'has found nothing to do',
  [RecoveryFound.replayed]: (b) => `has found the flag of T${b} set, and **done its list again**`,
  [RecoveryFound.discarded]: (b) =>
    `has found a list of T${b} **without its flag**, and thrown it away`,
}

export const TRANSACTION_SENTENCES: Readonly<Record<Transactions, Say>> = {
  transactionOpen: (told) =>
    told.b === 1
      ? `${server(told)} **takes up ${name(told)} again**: its flag is set.`
      : `${server(told)} **begins ${name(told)}**.`,
  transactionClose: (told) => `${name(told)} is over: **${ended(told.a)}**.`,
  operated: (told) =>
    `${name(told)} adds ${told.b} to ${page(told)}; nothing of it has happened yet.`,
  intended: (told) => `entry ${told.a} of ${name(told)}’s list is **stable**.`,
  commitAsked: (told) =>
    `${server(told)} is to **commit ${name(told)}**, ${count(told.a, 'operation')}.`,
  flagBegun: (told) => `${server(told)} begins to **set the flag** of ${name(told)}.`,
  flagSet: (told) => `the flag of ${name(told)} is **stable**: it has happened, whatever comes.`,
  reported: (told) =>
    `${server(told)} tells its client that ${name(told)} is **${ended(told.a)}**.`,
  carriedOut: (told) => `entry ${told.a} of ${name(told)}’s list is **carried out**.`,
  recoveryOpen: (told) => `${server(told)} begins its **recovery**.`,
  recoveryClose: (told) => `${server(told)} ${FOUND[told.a]?.(told.b) ?? 'is ready'}.`,
  balanceIs: (told) => `${page(told)} holds ${told.b}.`,
}
