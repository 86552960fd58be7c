/**
 * Delayed writes are done in time by a process of their own, for a server that waits in a Receive cannot also watch
 * the clock: it asks the server to write what is due, sleeps until more will be, and while nothing is in memory
 * alone it waits for the server's word that something is again.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import { Delay, Note, Receive, Reply, Send } from '../../kernel/system-calls.ts'
import type { CachedBlocks } from './cached-blocks.ts'

/** The server's side. */
export class Updates {
  private readonly blocks: CachedBlocks
  /** Who has asked. */
  private updater: Pid = NO_PROCESS
  private asleep = true

  constructor(blocks: CachedBlocks) {
    this.blocks = blocks
  }

  /** Writes what is due, and tells the one who asked when to come again: in so many µs, or with 0 when called. */
  *answer(updater: Pid): Step<void> {
    const next = yield* this.blocks.writeDue()
    this.updater = updater
    this.asleep = next === null
    yield* Reply(message(Result.ok, next === null ? 0 : Math.ceil(next / 1000)), updater)
  }

  /** After a write: whoever sleeps while nothing is due is called. */
  *written(): Step<void> {
    const next = yield* this.blocks.writeDue()
    if (next === null || !this.asleep || this.updater === NO_PROCESS) return
    this.asleep = false
    yield* Send(this.updater, message(Request.writeDue))
  }
}

export function* update(server: Pid): Program {
  for (;;) {
    const { message: answer, result } = yield* Send(server, message(Request.writeDue))
    if (!answer) return yield* Note(`Nobody writes what is due: ${result}`)
    if (answer.value > 0) yield* Delay(answer.value * 1000)
    else yield* Reply(message(Result.ok), (yield* Receive()).from)
  }
}
