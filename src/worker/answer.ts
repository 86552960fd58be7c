/** One of the lab's questions, answered: metrics and no trace. */
import { BadInput } from '../engine/assert.ts'
import type { Answer, Answers, Question } from '../lab/question.ts'
import { distinct, keyOf, tupleOf } from '../lab/question.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunSummary } from '../trace/setup.ts'
import { runScenario } from './run.ts'

/** `checks` has the checkers watch, which costs as much again; without them nothing counts as broken. */
export function answer(question: Question, document: ScenarioDocument, checks = false): Answer {
  try {
    const tuple = tupleOf(question, document)
    return answerOf(runScenario(document, tuple, { level: 'nothing', checks }))
  } catch (error) {
    if (error instanceof BadInput) return { sentence: error.message }
    throw error
  }
}

/** A run that a budget or a fault of ours ended has measured nothing. */
export function answerOf({ endReason, metrics, fingerprint }: RunSummary): Answer {
  if (endReason === 'quiescent' || endReason === 'time') return { metrics, fingerprint }
  return { sentence: `This run did not come to its end: ${endReason}.` }
}

export function answerAll(
  questions: readonly Question[],
  find: (id: string) => ScenarioDocument | undefined,
  checks = false,
): Answers {
  const answers = new Map<string, Answer>()
  for (const question of distinct(questions)) {
    const document = find(question.scenario)
    if (document) answers.set(keyOf(question), answer(question, document, checks))
  }
  return answers
}
