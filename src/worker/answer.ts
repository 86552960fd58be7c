/** One of the lab's questions, answered: metrics and no trace. */
import { BadInput } from '../engine/assert.ts'
import type { Answer, Answers, Question } from '../lab/question.ts'
import { answerOf, distinct, keyOf, tupleOf } from '../lab/question.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { runScenario } from './run.ts'

export function answer(question: Question, document: ScenarioDocument): Answer {
  const { checks = false } = question
  try {
    const tuple = tupleOf(question, document)
    return answerOf(runScenario(document, tuple, { level: 'nothing', checks }))
  } catch (error) {
    if (error instanceof BadInput) return { sentence: error.message }
    throw error
  }
}

export function answerAll(
  questions: readonly Question[],
  find: (id: string) => ScenarioDocument | undefined,
): Answers {
  const answers = new Map<string, Answer>()
  for (const question of distinct(questions)) {
    const document = find(question.scenario)
    if (document) answers.set(keyOf(question), answer(question, document))
  }
  return answers
}
