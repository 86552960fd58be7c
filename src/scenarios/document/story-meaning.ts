/** What a story says about the rest of its document: questions, conditions on switches, figures drawn from the run. */
import { placeholderParts } from '../../trace/placeholder.ts'
import type { Condition, Prediction, ScenarioDocument } from './document.ts'
import { either, Refusal, shown } from './refusal.ts'

export function checkBeats(document: ScenarioDocument): void {
  document.story.forEach(({ id, ask, when, text, title }, i) => {
    const place = `story[${i}] ${shown(id)}`
    if (ask !== undefined && !document.predictions.some((each) => each.id === ask))
      throw new Refusal(place, `it asks ${shown(ask)}, but no prediction has this id`)
    for (const condition of when ?? []) checkCondition(document, condition, `${place}: when`)
    if (placeholderParts(title).some((part) => typeof part !== 'string'))
      throw new Refusal(place, 'title takes no figure of the run; put it in the text')
    checkFigures(document, i, text, place)
  })
}

/** A comparison that no value of the switch could ever meet is a slip of the author's. */
export function checkCondition(
  document: ScenarioDocument,
  { switch: key, is, value }: Condition,
  place: string,
): void {
  const found = document.switches.find((each) => each.key === key)
  if (!found) throw new Refusal(place, `there is no switch ${shown(key)}`)
  if (found.kind === 'number') {
    if (typeof value !== 'number')
      throw new Refusal(place, `${key} is a number, and is compared with ${shown(value)}`)
    return
  }
  const words = found.values.map((each) => each.value)
  if (!words.includes(value as string))
    throw new Refusal(place, `${key} takes ${either(words)}, not ${shown(value)}`)
  if (is !== '=' && is !== '!=')
    throw new Refusal(place, `${key} is a word, so it is compared with = or !=, not ${is}`)
}

function checkFigures(document: ScenarioDocument, beat: number, text: string, place: string): void {
  for (const part of placeholderParts(text)) {
    if (typeof part === 'string') continue
    const { kind, name } = part
    const written = shown(`{${kind}:${name}}`)
    const no = (problem: string): never => {
      throw new Refusal(place, `text has ${written}, and ${problem}`)
    }
    if (kind === 'switch') {
      if (!document.switches.some(({ key }) => key === name))
        no(`there is no switch ${shown(name)}`)
    } else if (kind === 'metric') {
      if (!document.metrics.some((each) => each.kind === 'run' && each.name === name))
        no(`${shown(name)} is not among the metrics of this document`)
      const asked = document.story.slice(beat).find((each) => gives(document, each.ask, name))
      if (asked) no(`the question ${shown(asked.ask as string)} asks for it`)
    } else no(`a figure is {metric:…} or {switch:…}`)
  }
}

/** A question about another run gives nothing away. */
function gives(document: ScenarioDocument, ask: string | undefined, metric: string): boolean {
  const question: Prediction | undefined = document.predictions.find(({ id }) => id === ask)
  if (!question || question.metric !== metric) return false
  const { overrides, interventions, untilMs } = question
  return overrides === undefined && interventions === undefined && untilMs === undefined
}
