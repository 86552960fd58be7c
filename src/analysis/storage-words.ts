/** Sentences of stable storage. */

import { EntityType } from '../trace/entities.ts'
import { CleanupRule, StableResult } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { blockName } from './disk-words.ts'
import { processName, thingName } from './names.ts'
import { count } from './numbers.ts'
import type { Say, Told } from './told.ts'

/** What a page is called on the first disk of the machine. */
export function pageName(trace: Trace, inside: EntityId, page: number, before?: number): string {
  const host = trace.within(inside, EntityType.host)
  const disk = trace.childrenOf(host).find((id) => trace.typeOf(id) === EntityType.disk)
  return disk === undefined ? `page ${page}` : blockName(trace, disk, page, before)
}

const RULES: Readonly<Record<number, string>> = {
  [CleanupRule.nothing]: 'both copies are **as they should be**',
  [CleanupRule.firstToSecond]: 'the **first** copy goes over the second',
  [CleanupRule.secondToFirst]: 'the first copy is bad: the **second** goes over it',
  [CleanupRule.bothBad]: '**neither copy can be read**',
}

type Storage =
  | 'stablePutOpen'
  | 'stablePutClose'
  | 'stableGetOpen'
  | 'stableGetClose'
  | 'cleanupOpen'
  | 'cleanupRule'
  | 'cleanupClose'

const who = ({ trace, entity }: Told): string => processName(trace, trace.parentOf(entity))
const page = ({ trace, entity, a, index }: Told): string => pageName(trace, entity, a, index)
/** The page that a span is about stands in its opening record. */
const pageOf = (told: Told): string => {
  const open = told.trace.span(told.index)
  return open === NONE ? 'the page' : page({ ...told, a: told.trace.a(open) })
}

export const STORAGE_SENTENCES: Readonly<Record<Storage, Say>> = {
  stablePutOpen: (told) =>
    `${who(told)} begins to **put ${page(told)}**, on one disk and the other.`,
  stablePutClose: (told) =>
    told.a === StableResult.done
      ? `${who(told)} has put ${pageOf(told)}: it **survives** from now on.`
      : `${who(told)} **could not put** ${pageOf(told)} on any disk.`,
  stableGetOpen: (told) => `${who(told)} gets ${page(told)}.`,
  stableGetClose: (told) =>
    told.a === StableResult.done
      ? `${who(told)} has ${pageOf(told)}.`
      : `${who(told)} finds **no good copy** of ${pageOf(told)}.`,
  cleanupOpen: (told) => `${who(told)} **compares the copies** of ${count(told.a, 'page')}.`,
  cleanupRule: (told) => `${page(told)}: ${RULES[told.b] ?? 'nothing is done'}.`,
  cleanupClose: (told) => `${thingName(told.trace, told.entity)} is over.`,
}
