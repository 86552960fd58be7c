/**
 * What a program must take along to be at home anywhere: who resolves its names, where its lines are shown, what is
 * open for it, and whose it is. In its memory it is a block of words; a word that is 0 was not handed over, and the
 * machine that it runs on fills it in from its own.
 */
import { logicalHostOf, type Pid } from '../kernel/pid.ts'

export interface Context {
  readonly names: Pid
  readonly terminal: Pid
  /** Number of an open file at the file server: the standard input. */
  readonly input: number
  readonly user: number
}
export const CONTEXT_BYTES = 16
export const CONTEXT_PARTS = ['names', 'terminal', 'files', 'user'] as const

export function writeContext(bytes: Uint8Array, context: Context, leftBehind: string): void {
  const { names, terminal, input, user } = context
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = [names, terminal, input, user]
  for (const [i, word] of words.entries())
    view.setUint32(4 * i, leftBehind === CONTEXT_PARTS[i] ? 0 : word)
}

export function readContext(bytes: Uint8Array, ofTheHost: Context): Context {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = (i: number) => view.getUint32(4 * i)
  return {
    names: (word(0) || ofTheHost.names) as Pid,
    terminal: (word(1) || ofTheHost.terminal) as Pid,
    input: word(2) || ofTheHost.input,
    user: word(3) || ofTheHost.user,
  }
}

/** Machines' users are numbered as their processes of one name are, from 1. */
export function userOf(self: Pid, homes: readonly Pid[]): number {
  return homes.findIndex((each) => logicalHostOf(each) === logicalHostOf(self)) + 1
}

/** Names that every user has, and the files that they stand for. */
export const Name = { rates: 1, input: 2, report: 3 } as const
export function fileOf(user: number, name: number): number {
  return user * 10 + name
}
