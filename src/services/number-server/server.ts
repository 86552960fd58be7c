/**
 * A server of numbers in files: get, put, and have the cache written. A put may belong to a transaction: then it waits
 * in memory, under the transaction’s identifier, until that commits or aborts.
 */
import type { Program, Step } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { Executed, Note, Receive, Reply, SetPid, Show } from '../../kernel/system-calls.ts'
import { tellRefusal } from '../refusal.ts'
import { INTENTIONS_MAX, type Intention } from './number-blocks.ts'
import { NumberFiles, type Ways } from './number-files.ts'

export interface Serving extends Ways {
  readonly logicalId: number
}

const REFUSED = message(Result.refused)
const OK = message(Result.ok)
/** Text of an answer where a file holds no number yet. */
export const NEVER_WRITTEN = 'never written'

export function* numberServer(serving: Serving): Program {
  yield* SetPid(serving.logicalId, 'both')
  const files = yield* NumberFiles.mount(serving)
  if (!files) return yield* Note('There is no disk to serve from.')
  const server = new NumberServer(files)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const { answer, then } = yield* server.answer(request)
    yield* Executed(from)
    yield* Reply(answer, from)
    // What is committed is carried out when its client has been told.
    yield* files.carryOut(then)
  }
}

interface Answered {
  readonly answer: Message
  readonly then: readonly Intention[]
}
const said = (answer: Message, then: readonly Intention[] = []): Answered => ({ answer, then })
const NONE_SUCH = 'there is no such transaction, or none any more'
const NO_FILE = 'it is not there, or the disk cannot read it'

class NumberServer {
  private readonly files: NumberFiles
  private readonly open = new Map<number, Intention[]>()
  private last = 0

  constructor(files: NumberFiles) {
    this.files = files
  }

  *answer({ code, value, text }: Message): Step<Answered> {
    switch (code) {
      case Request.getNumber:
        return yield* this.get(value)
      case Request.putNumber:
        return yield* this.put(value, text)
      case Request.sync:
        yield* this.files.flush()
        return said(OK)
      case Request.begin:
        this.open.set(++this.last, [])
        yield* Show('transaction', `${this.last} has begun`)
        return said(message(Result.ok, this.last))
      case Request.commit:
        return yield* this.commit(value)
      case Request.abort:
        yield* Show('transaction', `${value} is aborted`)
        if (!this.open.delete(value)) return yield* this.refuse('to abort', value, NONE_SUCH)
        return said(OK)
      default:
        return said(REFUSED)
    }
  }

  private *refuse(what: string, which: number, why: string): Step<Answered> {
    yield* tellRefusal(`${what} ${which}`, why, which)
    return said(REFUSED)
  }

  private *get(file: number): Step<Answered> {
    const number = yield* this.files.get(file)
    if (number === undefined) return yield* this.refuse('to read file', file, NO_FILE)
    return said(number === null ? message(Result.ok, 0, NEVER_WRITTEN) : message(Result.ok, number))
  }

  /** `text` says which file and of which transaction, `16 of 1`; without one the number is written now. */
  private *put(number: number, text: string): Step<Answered> {
    const [file = -1, transaction] = text.split(' of ').map(Number)
    if (transaction === undefined) {
      if (yield* this.files.put(file, number)) return said(OK)
      return yield* this.refuse('to write file', file, NO_FILE)
    }
    const list = this.open.get(transaction)
    if (!list || list.length === INTENTIONS_MAX) {
      const why = list ? 'its list is full' : NONE_SUCH
      return yield* this.refuse('a write of transaction', transaction, why)
    }
    // A file that is not there must be told now: after the commitment it is too late.
    if ((yield* this.files.get(file)) === undefined)
      return yield* this.refuse('to write file', file, NO_FILE)
    list.push({ file, number })
    return said(OK)
  }

  private *commit(transaction: number): Step<Answered> {
    const list = this.open.get(transaction)
    if (!list) return yield* this.refuse('to commit transaction', transaction, NONE_SUCH)
    this.open.delete(transaction)
    if (!(yield* this.files.commit(transaction, list)))
      return yield* this.refuse(
        'to commit transaction',
        transaction,
        'the disk does not take its list',
      )
    yield* Show('transaction', `${transaction} is committed`)
    return said(OK, list)
  }
}
