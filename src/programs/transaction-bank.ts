/** Moving money under a transaction: the server that keeps the accounts, and the client that moves it. */
import type { Program } from '../engine/program.ts'
import type { Pid } from '../kernel/pid.ts'
import { Note, Show } from '../kernel/system-calls.ts'
import { Abort, Begin, Commit, Operate, ReadLabelled } from '../services/transactions/interface.ts'
import { type Account, INTENTIONS_MAX } from '../services/transactions/pages.ts'
import { transactionServer } from '../services/transactions/server.ts'
import type { Part } from './part.ts'

/** Accounts by letter, in pairs of $10 and $15: Lampson and Sturgis' amounts. */
const OPENINGS = [10, 15]
const LETTERS = 'ABCDEFGH'

function accountsOf(count: number): Account[] {
  return [...LETTERS.slice(0, count)].map((name, i) => ({
    name,
    opening: OPENINGS[i % 2] as number,
  }))
}

interface Transfer {
  readonly server: Pid
  /** Operations: out of the first account into the second, out of the third into the fourth … */
  readonly operations: number
  readonly amount: number
  readonly end: 'commit' | 'abort'
}

export function* transferClient({ server, operations, amount, end }: Transfer): Program {
  const id = yield* Begin(server)
  if (id === null) return yield* Note('The server begins no transaction.')
  yield* Show('transaction', `T${id}`)
  const labels = [...LETTERS.slice(0, operations)]
  for (const [i, label] of labels.entries()) {
    const done = yield* Operate(server, id, label, i % 2 === 0 ? -amount : amount)
    if (done === null) yield* Note(`${label} could not be changed: refused, or no answer.`)
  }
  const ended = end === 'commit' ? yield* Commit(server, id) : yield* Abort(server, id)
  yield* Show('outcome', ended)
  for (const label of labels) {
    const seen = yield* ReadLabelled(server, label)
    yield* Show(`sees ${label}`, seen ?? 'no answer')
  }
}

const count = (value: number): number => Math.max(1, Math.min(INTENTIONS_MAX, Math.round(value)))

export const transactionServerPart: Part = {
  name: 'transaction-server',
  args: {
    accounts: { type: 'number', default: 2, says: 'how many it keeps, 1 to 8' },
    room: { type: 'number', default: 8, says: 'entries that its list has room for, 1 to 8' },
    flag: {
      type: 'word',
      default: 'after-list',
      words: ['after-list', 'before-list'],
      says: 'whether the flag is set when the list is complete, or before',
    },
    reply: {
      type: 'word',
      default: 'after-flag',
      words: ['after-flag', 'before-flag'],
      says: 'whether the client is told when the flag is stable, or before',
    },
    intentions: {
      type: 'word',
      default: 'absolute',
      words: ['absolute', 'relative'],
      says: 'whether an entry says what an account becomes, or what is added to it',
    },
  },
  create: (args) =>
    transactionServer(accountsOf(count(args.number('accounts'))), {
      flag: args.word('flag') === 'before-list' ? 'before-list' : 'after-list',
      reply: args.word('reply') === 'before-flag' ? 'before-flag' : 'after-flag',
      intentions: args.word('intentions') === 'relative' ? 'relative' : 'absolute',
      room: count(args.number('room')),
      stable: { copies: 'one-after-the-other', readBack: true, compares: true },
    }),
}

export const transferClientPart: Part = {
  name: 'transfer-client',
  args: {
    server: { type: 'process', says: 'who keeps the accounts' },
    operations: { type: 'number', default: 2, says: 'how many accounts are changed, 1 to 8' },
    amount: { type: 'number', default: 5, says: 'what goes from one to the next' },
    end: {
      type: 'word',
      default: 'commit',
      words: ['commit', 'abort'],
      says: 'how it ends the transaction',
    },
  },
  create: (args) =>
    transferClient({
      server: args.process('server'),
      operations: count(args.number('operations')),
      amount: args.number('amount'),
      end: args.word('end') === 'abort' ? 'abort' : 'commit',
    }),
}
