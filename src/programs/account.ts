/**
 * An account: the operation that shows whether a request was carried out once, twice or never. Adding five twice
 * is ten; setting the balance twice is the same as once.
 */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS } from '../kernel/pid.ts'
import {
  Compute,
  Delay,
  Executed,
  GetPid,
  Note,
  Receive,
  Reply,
  Send,
  SetPid,
  Show,
} from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

const OPERATIONS = ['add', 'set'] as const

interface Asking {
  readonly logicalId: number
  readonly operation: string
  readonly amount: number
  readonly requests: number
  readonly thinkNs: number
}

export function* accountClient({
  logicalId,
  operation,
  amount,
  requests,
  thinkNs,
}: Asking): Program {
  const account = yield* GetPid(logicalId, 'both')
  if (account === NO_PROCESS) return yield* Note('Nobody keeps the account.')
  let answers = 0
  let failures = 0
  for (let n = 1; n <= requests; n++) {
    const code = operation === 'add' ? Request.add : Request.write
    const answer = yield* Send(account, message(code, amount))
    if (answer.message) {
      yield* Show('answers', ++answers)
      yield* Show('balance seen', answer.message.value)
    } else {
      yield* Show('failures', ++failures)
      yield* Note(`Send failed: ${answer.result}. Was it done or not?`)
    }
    if (thinkNs > 0 && n < requests) yield* Delay(thinkNs)
  }
}

export function* accountServer(logicalId: number, opening: number, serviceNs: number): Program {
  let balance = opening
  yield* SetPid(logicalId, 'both')
  yield* Show('balance', balance)
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* Compute(serviceNs)
    balance = request.code === Request.add ? balance + request.value : request.value
    yield* Show('balance', balance)
    yield* Executed(from)
    yield* Reply(message(Result.ok, balance), from)
  }
}

export const accountClientPart: Part = {
  name: 'account-client',
  args: {
    logicalId: {
      type: 'number',
      default: 1,
      says: 'the name under which the account is registered',
    },
    operation: {
      type: 'word',
      default: 'add',
      words: OPERATIONS,
      says: 'add an amount, or set the balance',
    },
    amount: { type: 'number', default: 5, says: 'how much' },
    requests: { type: 'number', default: 1, says: 'how often' },
    thinkMs: { type: 'number', default: 0, says: 'pause between two requests, ms' },
  },
  create: (args) =>
    accountClient({
      logicalId: args.number('logicalId'),
      operation: args.word('operation'),
      amount: args.number('amount'),
      requests: args.number('requests'),
      thinkNs: Math.round(args.number('thinkMs') * 1e6),
    }),
}

export const accountServerPart: Part = {
  name: 'account-server',
  args: {
    logicalId: {
      type: 'number',
      default: 1,
      says: 'the name under which the account is registered',
    },
    operation: {
      type: 'word',
      default: 'add',
      words: OPERATIONS,
      says: 'what its clients ask for',
    },
    balance: { type: 'number', default: 100, says: 'what is in it at the start' },
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
  },
  create: (args) =>
    accountServer(
      args.number('logicalId'),
      args.number('balance'),
      Math.round(args.number('serviceMicros') * 1000),
    ),
}
