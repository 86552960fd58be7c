/** Sentences of disks and their blocks, and the names that programs have given to them. */

import { Field } from '../trace/fields.ts'
import { DiskEnd } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { diskIndexOf, labelAt } from './disks/disk-index.ts'
import { thingName } from './names.ts'
import { count, length } from './numbers.ts'
import type { Say, Told } from './told.ts'

/** `page A`, or `block 12` where the program has not said what it keeps there. */
export function blockName(trace: Trace, disk: EntityId, block: number, before?: number): string {
  const named = diskIndexOf(trace, trace.length).blockAt(disk, block)
  return (named && labelAt(named, before ?? trace.length)) || `block ${block}`
}

/** What the program calls a block, as it has said in the first `before` records. */
export function blockLabel(trace: Trace, block: EntityId, before?: number): string | null {
  const number = Number(trace.localName(block).replace(/^\D+/, ''))
  const named = diskIndexOf(trace, trace.length).blockAt(trace.parentOf(block), number)
  return named ? labelAt(named, before ?? trace.length) : null
}

/** What the bytes in a block say, as a program on its machine has explained them; null where none has. */
export function contentWords(trace: Trace, block: EntityId, prefix: number): string | null {
  const hash = trace.value(block, Field.blockContent, prefix)
  if (hash === undefined) return null
  return diskIndexOf(trace, prefix).meaning(block, hash, prefix)
}

const access = ({ trace, index, entity, a, b }: Told): string =>
  `${b === 1 ? 'write' : 'read'} ${blockName(trace, entity, a, index)}`

const ENDS: Readonly<Record<number, string>> = {
  [DiskEnd.done]: 'has done it',
  [DiskEnd.powerLost]: '**loses its power** at work',
  [DiskEnd.torn]: '**loses its power** in the middle of a block, which is **torn**',
  [DiskEnd.badChecksum]: 'has read a block whose **checksum is wrong**',
  [DiskEnd.diskLost]: '**is lost** at work',
}

type Disks =
  | 'diskQueued'
  | 'diskOpen'
  | 'diskClose'
  | 'diskDropped'
  | 'blockNamed'
  | 'contentNamed'
  | 'blockTorn'
  | 'blockDecayed'
  | 'diskLost'
  | 'diskReplaced'

export const DISK_SENTENCES: Readonly<Record<Disks, Say>> = {
  diskQueued: (told) => `${thingName(told.trace, told.entity)} is asked to ${access(told)}.`,
  diskOpen: (told) => `${thingName(told.trace, told.entity)} sets out to **${access(told)}**.`,
  diskClose: ({ trace, index, entity, a }) => {
    const open = trace.span(index)
    const after =
      open === NONE ? '' : `, ${length(trace.time(index) - trace.time(open))} after it began`
    return `${thingName(trace, entity)} ${ENDS[a] ?? 'has done it'}${after}.`
  },
  diskDropped: (told) =>
    `${thingName(told.trace, told.entity)} **loses** the request to ${access(told)}: it still waited when its machine stopped.`,
  blockNamed: ({ trace, entity, a, b }) =>
    `block ${a} of ${thingName(trace, trace.parentOf(entity))} is **${trace.string(b)}**.`,
  contentNamed: ({ trace, entity, b }) =>
    `${thingName(trace, entity)} will say **${trace.string(b)}** when it holds certain bytes.`,
  blockTorn: ({ trace, index, entity, a, b }) =>
    `${blockName(trace, entity, a, index)} on ${thingName(trace, entity)} is **torn**: ${count(b, 'byte')} are new, the rest is not.`,
  blockDecayed: ({ trace, index, entity, a }) =>
    `${blockName(trace, entity, a, index)} on ${thingName(trace, entity)} **decays**: its checksum is wrong from now on.`,
  diskLost: ({ trace, entity }) =>
    `${thingName(trace, entity)} **is lost**, with all that was on it.`,
  diskReplaced: ({ trace, entity }) =>
    `${thingName(trace, entity)} is **a new one**: nothing on it has been written yet.`,
}
