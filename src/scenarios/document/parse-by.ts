/** Parsing by a schema; what is wrong is told in a sentence with its place. */
import * as v from 'valibot'
import { placeOf } from './plain.ts'
import { Refusal } from './refusal.ts'
import type { Schema } from './words.ts'

/** Parses, or refuses with the first thing that is wrong and where. */
export function parseBy<T>(schema: Schema<T>, input: unknown): T {
  const result = v.safeParse(schema, input, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = (issue.path ?? []).map((item) => item.key as string | number)
  throw tell(input, path, issue)
}

function tell(input: unknown, path: readonly (string | number)[], issue: v.BaseIssue<unknown>) {
  // Names the thing that the key is missing from or strange to, and then the key.
  const last = path[path.length - 1]
  if (issue.expected === 'never')
    return new Refusal(placeOf(input, path.slice(0, -1)), `${last} is not known here`)
  const missing = issue.type === 'strict_object' || issue.type === 'loose_object'
  const problem = missing && issue.received === 'undefined' ? 'is missing' : issue.message
  const key = typeof last === 'string' ? last : undefined
  if (key === undefined) return new Refusal(placeOf(input, path), problem)
  const above = placeOf(input, path.slice(0, -1))
  return new Refusal(above, `${key} ${problem}`)
}
