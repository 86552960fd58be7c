/** One account on stable storage: the server that keeps it, who puts new balances, and who looks after the disks. */
import type { Program, Step } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Delay,
  Executed,
  GetTime,
  NameBlock,
  NameContent,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import {
  Cleanup,
  StableGet,
  StablePut,
  type StableWays,
} from '../services/stable-storage/stable.ts'
import type { Part } from './part.ts'

/** The page that holds the account: on each disk the block of this number. */
const ACCOUNT = 1
const DISKS = [1, 2]
const DAY_NS = 86_400e9

function balanceBytes(balance: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, balance)
  return bytes
}
function balanceIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0)
}

/** For the onlooker: what such bytes say. */
function* explain(balance: number): Step<void> {
  for (const disk of DISKS)
    yield* NameContent(ACCOUNT, balanceBytes(balance), String(balance), disk)
}

/** Its memory is filled from the disks before anybody is served. */
export function* stableStore(ways: StableWays): Program {
  for (const disk of DISKS) yield* NameBlock(ACCOUNT, 'account', disk)
  yield* explain(0)
  yield* Cleanup([ACCOUNT], ways)
  yield* read()
  for (;;) {
    const { from, message: request } = yield* Receive()
    let done = true
    if (request.code === Request.stablePut) {
      yield* explain(request.value)
      done = yield* StablePut(ACCOUNT, balanceBytes(request.value), ways)
      if (done) yield* Show('account', request.value)
    } else if (request.code === Request.cleanup) yield* Cleanup([ACCOUNT], ways)
    else done = yield* read()
    yield* Executed(from)
    yield* Reply(message(done ? Result.ok : Result.refused), from)
  }
}

function* read(): Step<boolean> {
  const bytes = yield* StableGet(ACCOUNT)
  yield* Show('account', bytes ? balanceIn(bytes) : 'no good copy')
  return bytes !== null
}

/** Puts one balance after the other, each so many disk accesses after the one before began, and then asks. */
export function* stableClient(store: Pid, balances: readonly number[], everyNs: number): Program {
  for (const [i, balance] of balances.entries()) {
    const early = i * everyNs - (yield* GetTime())
    if (early > 0) yield* Delay(early)
    yield* Send(store, message(Request.stablePut, balance))
  }
  yield* Send(store, message(Request.stableGet))
}

/** Where blocks decay: now and then, for so many days, has the copies compared and the account read. */
export function* stableKeeper(store: Pid, everyNs: number, days: number): Program {
  while ((yield* GetTime()) + everyNs <= days * DAY_NS) {
    yield* Delay(everyNs)
    yield* Send(store, message(Request.cleanup))
    yield* Send(store, message(Request.stableGet))
  }
}

const ON_OFF = ['on', 'off']

export const stableStorePart: Part = {
  name: 'stable-store',
  args: {
    copies: {
      type: 'word',
      default: 'one-after-the-other',
      words: ['one-after-the-other', 'concurrent'],
      says: 'whether the second copy waits until the first is safe',
    },
    readBack: {
      type: 'word',
      default: 'on',
      words: ON_OFF,
      says: 'whether what was written is read again',
    },
    compares: {
      type: 'word',
      default: 'on',
      words: ON_OFF,
      says: 'whether Cleanup compares two good copies',
    },
  },
  create: (args) =>
    stableStore({
      copies: args.word('copies') === 'concurrent' ? 'concurrent' : 'one-after-the-other',
      readBack: args.word('readBack') === 'on',
      compares: args.word('compares') === 'on',
    }),
}

export const stableClientPart: Part = {
  name: 'stable-client',
  args: {
    store: { type: 'process', says: 'who keeps the account' },
    first: { type: 'number', default: 100, says: 'the balance it puts first' },
    second: { type: 'number', default: 70, says: 'the balance it puts then' },
    diskMs: { type: 'number', says: 'time of a disk access, ms' },
    accesses: { type: 'number', default: 12, says: 'accesses from one put to the next' },
  },
  create: (args) =>
    stableClient(
      args.process('store'),
      [args.number('first'), args.number('second')],
      Math.round(args.number('accesses') * args.number('diskMs') * 1e6),
    ),
}

export const stableKeeperPart: Part = {
  name: 'stable-keeper',
  args: {
    store: { type: 'process', says: 'who keeps the account' },
    everyHours: { type: 'number', default: 6, says: 'from one Cleanup to the next' },
    days: { type: 'number', default: 10, says: 'how long it goes on' },
    decayPerDay: {
      type: 'number',
      default: 1,
      says: 'blocks that decay; where none do, it ends at once',
    },
  },
  create: (args) =>
    stableKeeper(
      args.process('store'),
      Math.round(Math.max(0.01, args.number('everyHours')) * 3600e9),
      args.number('decayPerDay') > 0 ? args.number('days') : 0,
    ),
}
