/** What servers, clients and the writer of a replicated file have in common: its versions, and what they are called. */
import type { Step } from '../../engine/program.ts'
import { type Message, message } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Reply } from '../../kernel/system-calls.ts'
import type { Thing } from '../../kernel/things.ts'

/** 0 is the file as every server had it at the beginning; what the writer stores is numbered from 1. */
export type Version = number

/** One version of the whole file: a write replaces all of it. */
export interface Copy {
  readonly version: Version
  /** ASCII, 24 bytes at most: what a message holds. */
  readonly content: string
}
export const ORIGINAL: Copy = { version: 0, content: '' }

/** How the copies are kept alike. */
export type Scheme = 'lazy' | 'available-copies' | 'quorum'

/** A server’s copy, and the file as a client sees it. */
export const COPY: Thing = { type: 'copy', name: 'copy' }
export const FILE: Thing = { type: 'copy', name: 'file' }

export const inMessage = ({ value, text }: Message): Copy => ({ version: value, content: text })

export function* say(to: Pid, code: number, copy: Copy = ORIGINAL): Step {
  yield* Reply(message(code, copy.version, copy.content), to)
}
