/** The switches of a sweep's runs: every fix on, and of the others now and then another value. */
import { RandomStream } from '../engine/random.ts'
import { bindDocument } from '../scenarios/document/bind.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { SwitchValue } from '../trace/tuple.ts'

type Turned = Readonly<Record<string, SwitchValue>>

export function fixesOn({ switches, swept = {} }: ScenarioDocument): Turned {
  const on: Record<string, SwitchValue> = {}
  for (const [key, [first]] of Object.entries(swept)) if (first !== undefined) on[key] = first
  for (const each of switches)
    if (each.kind === 'choice' && each.fix !== undefined && each.fix !== each.default)
      on[each.key] = each.fix
  return on
}

/**
 * One choice in four is another; a number stays, for it may make a run as long as it likes. Where the document says
 * which values to try, it is one of these.
 */
export function drawSwitches(document: ScenarioDocument, seed: number): Turned {
  const random = new RandomStream(seed, 'switches')
  const fixed = fixesOn(document)
  const drawn: Record<string, SwitchValue> = { ...fixed }
  for (const each of document.switches) {
    const isOther = random.below(4) === 0
    if (each.kind !== 'choice' || document.swept?.[each.key]) continue
    if (each.fix !== undefined || !isOther) continue
    const value = each.values[random.below(each.values.length)]?.value
    if (value !== undefined && value !== each.default) drawn[each.key] = value
  }
  for (const [key, values] of Object.entries(document.swept ?? {}))
    drawn[key] = values[random.below(values.length)] as SwitchValue
  // Choices that the document says do not go together.
  return bindDocument(document, drawn).ok ? drawn : fixed
}
