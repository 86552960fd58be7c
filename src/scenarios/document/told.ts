/** The story as it is told with the switches as they are turned: beats whose `when` does not hold are left out. */
import type { Beat, ScenarioDocument } from './document.ts'
import { holds, type Values } from './switches.ts'

/** `turned` may hold some switches alone, as a link does; the rest stand at their defaults. */
export function toldStory(document: ScenarioDocument, turned: Values = {}): readonly Beat[] {
  const values: Record<string, Values[string]> = {}
  for (const each of document.switches) {
    const value = turned[each.key] ?? each.default
    values[each.key] = each.kind === 'number' ? Number(value) : String(value)
  }
  return document.story.filter(({ when = [] }) =>
    when.every((condition) => holds(condition, values)),
  )
}
