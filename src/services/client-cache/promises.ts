/**
 * The promises of one workstation: for which copies the server has said that it will tell of changes. They have a
 * process of their own, because a break must be received at any time, and whoever opens a file waits for the server.
 */
import type { Program, Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { JoinGroup, Receive, Reply, Show } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { fileOf, versionOf } from './versions.ts'

class Promises {
  /** The version of each copy that it is told about when it gets old. */
  private readonly held = new Map<number, number>()
  /** The newest version that it was told of: a promise for an older one comes too late. */
  private readonly told = new Map<number, number>()

  get count(): number {
    return this.held.size
  }

  /** Whether a copy is known to be old: without a promise it may be current, or not. */
  isOld(value: number): boolean {
    return versionOf(value) < (this.told.get(fileOf(value)) ?? 0)
  }

  *carryOut({ code, value }: Message): Step<boolean> {
    const file = fileOf(value)
    const version = versionOf(value)
    if (code === Request.askPromise) return this.held.get(file) === version
    if (code === Request.serverRestarted) {
      for (const each of [...this.held.keys()]) yield* this.giveUp(each)
      return true
    }
    if (code === Request.breakPromise) {
      this.told.set(file, Math.max(version, this.told.get(file) ?? 0))
      yield* this.giveUp(file)
      return true
    }
    if (code !== Request.notePromise || this.isOld(value)) return false
    const had = this.held.has(file)
    this.held.set(file, version)
    if (!had) yield* Tell(Kind.believes, null, file, 1)
    return true
  }

  private *giveUp(file: number): Step<void> {
    if (!this.held.delete(file)) return
    yield* Tell(Kind.believes, null, file, 0)
  }
}

export function* keepPromises(group: Pid): Program {
  const promises = new Promises()
  yield* JoinGroup(group)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const before = promises.count
    const done = yield* promises.carryOut(request)
    if (promises.count !== before) yield* Show('promises', promises.count)
    const old = promises.isOld(request.value) ? 1 : 0
    yield* Reply(message(done ? Result.ok : Result.refused, old), from)
  }
}
