/** Which phase of its protocol a scenario was in when each fault struck. */
import { readingOf } from '../analysis/columns.ts'
import { identityMatcher, kindNumber } from '../analysis/matching.ts'
import type { PhasePart } from '../scenarios/document/document.ts'
import type { Emission, FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/** How far a message transaction has come: for a document that names no phases. */
export const USUAL_PHASES: readonly PhasePart[] = [
  { name: 'nothing asked', begins: { kind: 'sendClose' } },
  { name: 'asked', begins: { kind: 'sendOpen' } },
  { name: 'at work', begins: { kind: 'received' } },
  { name: 'answered', begins: { kind: 'replied' } },
]
/** Until the first phase begins. */
export const BEFORE = 'before'

/** One intervention that struck, by its place among those of the run. */
export interface Hit {
  readonly place: number
  readonly phase: string
}

export function watchPhases(
  context: FoldContext,
  phases: readonly PhasePart[] = USUAL_PHASES,
): readonly Hit[] {
  const hits: Hit[] = []
  let phase = BEFORE
  for (const { name, begins } of phases) {
    const kind = kindNumber(begins.kind)
    if (kind === undefined) continue
    const isMeant = matcherOf(context, kind, begins)
    context.observe([kind], (emission) => {
      if (isMeant(emission)) phase = name
    })
  }
  context.observe([Kind.intervention], ({ entity }) => {
    const number = Number(context.localName(entity).split('@')[1])
    hits.push({ place: number - 1, phase })
  })
  return hits
}

function matcherOf(
  context: FoldContext,
  kind: number,
  { entity, where = {} }: PhasePart['begins'],
): (emission: Emission) => boolean {
  const isNamed = entity === undefined ? () => true : identityMatcher(entity)
  const conditions = Object.entries(where).map(([column, value]) =>
    conditionOf(context, kind, column === 'b' ? 'b' : 'a', value),
  )
  return (emission) =>
    conditions.every((holds) => holds(emission)) && isNamed(context.nameOf(emission.entity))
}

function conditionOf(
  context: FoldContext,
  kind: number,
  column: 'a' | 'b',
  value: number | string,
): (emission: Emission) => boolean {
  if (typeof value === 'number') return (emission) => emission[column] === value
  const reading = readingOf(kind, column)
  if (reading.as === 'enum') {
    const number = reading.names.indexOf(value)
    return (emission) => emission[column] === number
  }
  if (reading.as === 'entity') {
    const isNamed = identityMatcher(value)
    return (emission) => emission[column] >= 0 && isNamed(context.nameOf(emission[column]))
  }
  if (reading.as === 'string') {
    const id = context.stringId(value)
    return (emission) => emission[column] === id
  }
  return (emission) => String(emission[column]) === value
}
