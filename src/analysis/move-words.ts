/** Sentences of moving data: MoveTo, MoveFrom, segments, Forward. */

import { EntityType } from '../trace/entities.ts'
import { ContentSide, MoveRefusal, MoveResult } from '../trace/kinds.ts'
import type { Trace } from '../trace/trace.ts'
import { exchangeName, frameName, processName, timerName } from './names.ts'
import { count, length } from './numbers.ts'
import type { Told } from './told.ts'

const ENDED: Readonly<Record<number, string>> = {
  [MoveResult.done]: 'is **done**',
  [MoveResult.refused]: 'is **refused**',
  [MoveResult.noSuchProcess]: 'ends: there is **no such process**',
  [MoveResult.noAnswer]: 'ends: there was **no answer**',
  [MoveResult.notBlocked]: 'ends: the other process **does not wait** for this one',
  [MoveResult.destroyed]: 'ends with the process that asked for it',
  [MoveResult.crashed]: 'ends with the power of its machine',
}
const REFUSED: Readonly<Record<number, string>> = {
  [MoveRefusal.notBlocked]: 'that process is not blocked on it',
  [MoveRefusal.noGrant]: 'no segment was granted',
  [MoveRefusal.wrongRight]: 'the segment was granted for the other direction',
  [MoveRefusal.outsideSegment]: 'it would go outside the granted segment',
  [MoveRefusal.outsideMemory]: 'it would go outside its own memory',
  [MoveRefusal.tooLong]: 'a reply carries no more than one packet of it',
}
const SIDES: Readonly<Record<number, string>> = {
  [ContentSide.source]: 'where it comes from',
  [ContentSide.destination]: 'where it went',
  [ContentSide.sent]: 'as it left with the Send',
  [ContentSide.taken]: 'as the receiver has it',
}
const RIGHTS = ['nothing', 'read', 'write', 'read and write']

/** `Move 1 of Send 2 of A’s client`, or what its parent is called. */
export function moveName(trace: Trace, entity: number): string {
  const move = trace.within(entity, EntityType.move)
  const number = /(\d+)$/.exec(trace.localName(entity))?.[1] ?? ''
  return trace.typeOf(entity) === EntityType.move
    ? `move ${number} of ${exchangeName(trace, move)}`
    : exchangeName(trace, entity)
}

export const MOVE_SENTENCES = {
  granted: ({ trace, entity, a, b }: Told) =>
    `${exchangeName(trace, entity)} lets its receiver **${RIGHTS[b % 4] ?? 'use'}** ${count(Math.floor(b / 4), 'byte')} at ${a}.`,
  moveOpen: ({ trace, entity, a, b }: Told) =>
    `${moveName(trace, entity)} begins: **${count(b, 'byte')}**, between its server and ${processName(trace, a)}.`,
  moveClose: ({ trace, entity, a }: Told) => `${moveName(trace, entity)} ${ENDED[a] ?? 'ends'}.`,
  moveRefused: ({ trace, entity, a }: Told) =>
    `the kernel **refuses** ${processName(trace, entity)} a move: ${REFUSED[a] ?? 'it is not granted'}.`,
  moveRange: ({ trace, entity, a, b }: Told) =>
    `${moveName(trace, entity)} is to ${b % 2 === 1 ? 'write' : 'read'} ${count(Math.floor(b / 2), 'byte')} at ${a}.`,
  segmentWritten: ({ trace, entity, a, b }: Told) =>
    `the kernel **puts ${count(b, 'byte')} in place** at ${a} in ${processName(trace, entity)}’s memory.`,
  segmentRead: ({ trace, entity, a, b }: Told) =>
    `the kernel takes ${count(b, 'byte')} from ${a} in ${processName(trace, entity)}’s memory.`,
  carried: ({ trace, entity, a, b }: Told) =>
    `${frameName(trace, entity)} carries **${count(a, 'byte')}** for address ${b}.`,
  content: ({ trace, entity, a, b }: Told) =>
    `the bytes of ${moveName(trace, entity)}, ${SIDES[b] ?? 'somewhere'}, have the sum ${(a >>> 0).toString(16)}.`,
  forwarded: ({ trace, entity, a, b }: Told) =>
    `${processName(trace, a)} **passes ${exchangeName(trace, entity)} on**${b < 0 ? '' : ` to ${processName(trace, b)}`}.`,
  heard: ({ trace, entity, a }: Told) =>
    `${timerName(trace, entity)} begins again, ${length(a * 1000)}: the other side is at work.`,
  resumed: ({ trace, entity, a, b }: Told) =>
    `${moveName(trace, entity)} goes on from packet ${a + 1}; **${count(b, 'packet')}** of it are sent again.`,
  placed: ({ trace, entity, b }: Told) =>
    `the kernel copies ${count(b, 'byte')} of ${frameName(trace, entity)} straight to where they belong.`,
}
