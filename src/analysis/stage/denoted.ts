/**
 * What a name denotes at a server, and which version a reader has, as they stand on the machines’ cards: an arrow
 * that is solid where all agree, and dashed where some other server’s name, or by now the name, says otherwise.
 */
import { EntityType } from '../../trace/entities.ts'
import { Field } from '../../trace/fields.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { versionShort, versionWord } from '../version-name.ts'
import type { StageBranch } from './branches.ts'
import type { StageIndex } from './stage-index.ts'

/** A server's; a reader has its `file`. */
const NAME = 'name'

export function denotedAt(
  trace: Trace,
  index: StageIndex,
  host: EntityId,
  hosts: readonly { readonly entity: EntityId }[],
  prefix: number,
): StageBranch | null {
  const versionOf = (entity: EntityId) => trace.value(entity, Field.denotes, prefix) ?? 0
  const [entity] = index.on(host, EntityType.copy)
  if (entity === undefined) return null
  const changedAt = trace.lastChange(entity, Field.denotes, prefix)
  const version = versionOf(entity)
  if (changedAt === NONE || version === 0) return null
  const names = hosts
    .flatMap((each) => index.on(each.entity, EntityType.copy))
    .filter((each) => trace.localName(each) === NAME && versionOf(each) !== 0)
  const isName = trace.localName(entity) === NAME
  const agrees = isName
    ? names.every((each) => versionOf(each) === version)
    : names.some((each) => versionOf(each) === version)
  const word = versionWord(version)
  const short = versionShort(version)
  return {
    entity,
    name: short,
    state: agrees ? 'committed' : 'active',
    changedAt,
    holds: [],
    words: isName ? [`name → ${short}`, `→ ${short}`, short] : [`has ${short}`, short],
    says: isName
      ? `The name denotes ${word}${agrees ? '' : ', and another at the other server'}`
      : `Has read ${word}${agrees ? '' : ', which the name does not denote'}`,
  }
}
