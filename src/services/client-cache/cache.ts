/**
 * Whole files in a client's memory: fetched when they are opened, stored when they are closed. Whether a copy may be
 * used again is the policy's: always, for a while, after asking, or as long as the server has promised to tell.
 */
import { contentHash } from '../../engine/content-hash.ts'
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Segment } from '../../kernel/memory.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { GetTime, Send } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { fileAndVersion, HEADER_BYTES, versionIn, versionOf } from './versions.ts'

export const POLICIES = ['none', 'time-out', 'check-on-open', 'callback'] as const
export type Policy = (typeof POLICIES)[number]

export interface ClientCaching {
  readonly policy: Policy
  /** How long a copy is used unasked, ns, where the policy is a time-out. */
  readonly timeoutNs: number
  readonly server: Pid
  /** Who keeps this machine's promises. */
  readonly promises: Pid
}

export interface Copy {
  bytes: Uint8Array
  version: number
  /** When the server last said that it is current, ns. */
  asOf: number
}

export class ClientCache {
  private readonly caching: ClientCaching
  /** What files come and go through. */
  private readonly room: Segment
  private readonly copies = new Map<number, Copy>()

  constructor(caching: ClientCaching, room: Segment) {
    this.caching = caching
    this.room = room
  }

  /** Null where the server does not answer. */
  *open(file: number): Step<Copy | null> {
    yield* Tell(Kind.fileOpening, null, file)
    const copy = this.copies.get(file)
    const found = copy && (yield* this.mayUse(file, copy)) ? copy : yield* this.fetch(file)
    if (!found) return null
    yield* Tell(Kind.fileOpened, null, file, found.version)
    yield* Tell(Kind.fileBytes, null, file, contentHash(found.bytes.subarray(HEADER_BYTES)))
    return found
  }

  /** Unasked, or after asking the server. */
  private *mayUse(file: number, copy: Copy): Step<boolean> {
    const { policy, timeoutNs, promises } = this.caching
    if (policy === 'none') return true
    if (policy === 'time-out' && (yield* GetTime()) - copy.asOf < timeoutNs) return true
    if (policy === 'callback') {
      const asked = message(Request.askPromise, fileAndVersion(file, copy.version))
      const { message: answer } = yield* Send(promises, asked)
      if (answer?.code === Result.ok) return true
      // It was told: there is nothing to ask.
      if (answer?.value === 1) return false
    }
    return yield* this.isCurrent(file, copy)
  }

  private *isCurrent(file: number, copy: Copy): Step<boolean> {
    yield* Tell(Kind.fileChecking, null, file, copy.version)
    const asOf = yield* GetTime()
    const request = message(Request.checkFile, fileAndVersion(file, copy.version), this.toBeTold)
    const answer = yield* Send(this.caching.server, request)
    if (answer.message?.code !== Result.ok) return false
    if (versionOf(answer.message.value) !== copy.version) return false
    copy.asOf = asOf
    yield* this.notePromise(file, copy.version)
    return true
  }

  private *fetch(file: number): Step<Copy | null> {
    const { room } = this
    const asOf = yield* GetTime()
    const grant = { rights: 'write', start: room.start, length: room.length } as const
    const request = message(Request.fetchFile, fileAndVersion(file, 0), this.toBeTold, grant)
    const answer = yield* Send(this.caching.server, request)
    if (answer.message?.code !== Result.ok) return null
    const copy = { bytes: room.bytes.slice(), version: versionIn(room.bytes), asOf }
    this.copies.set(file, copy)
    yield* this.notePromise(file, copy.version)
    return copy
  }

  /** Closes a file that was changed: all of it goes to the server. False where it is not known to be there. */
  *save(file: number, bytes: Uint8Array): Step<boolean> {
    const { room } = this
    room.bytes.set(bytes)
    yield* Tell(Kind.fileSaving, null, file, contentHash(bytes.subarray(HEADER_BYTES)))
    const asOf = yield* GetTime()
    const grant = { rights: 'read', start: room.start, length: room.length } as const
    const request = message(Request.storeFile, fileAndVersion(file, 0), this.toBeTold, grant)
    const answer = yield* Send(this.caching.server, request)
    if (answer.message?.code !== Result.ok) {
      this.copies.delete(file)
      return false
    }
    const version = versionOf(answer.message.value)
    this.copies.set(file, { bytes: bytes.slice(), version, asOf })
    yield* this.notePromise(file, version)
    yield* Tell(Kind.fileSaved, null, file, version)
    return true
  }

  private get toBeTold(): string {
    const { policy, promises } = this.caching
    return policy === 'callback' ? String(promises) : ''
  }

  private *notePromise(file: number, version: number): Step<void> {
    if (this.caching.policy !== 'callback') return
    yield* Send(this.caching.promises, message(Request.notePromise, fileAndVersion(file, version)))
  }
}
