// The promises of one future, and of two beside one another.
import { expect, test } from 'vitest'
import { libraryDocument } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { type Trial, trial } from '../worker/trial.ts'
import { promisesAt } from './lamps.ts'

const document = libraryDocument('lost-reply') as ScenarioDocument

const run = (switches: Readonly<Record<string, SwitchValue>>): Trial =>
  trial(document, { switches })

const states = (futures: Parameters<typeof promisesAt>[0], id: string) =>
  promisesAt(futures)
    .find((its) => its.id === id)
    ?.lamps.map((lamp) => lamp?.state ?? null)

test('each future has a lamp of its own, at its own place in its own trace', () => {
  const kept = run({ duplicateTable: 'kept' })
  const off = run({ duplicateTable: 'off' })
  const ends = [kept, off].map((its) => ({ ...its, prefix: its.trace.length }))
  expect(states(ends, 'executed-at-most-once')).toEqual(['kept', 'broken'])
  expect(states([...ends].reverse(), 'executed-at-most-once')).toEqual(['broken', 'kept'])
  const begins = [
    { ...kept, prefix: kept.trace.length },
    { ...off, prefix: 0 },
  ]
  expect(states(begins, 'executed-at-most-once')).toEqual(['kept', 'not yet exercised'])
  expect(states(ends.slice(1), 'executed-at-most-once')).toEqual(['broken'])
})

test('what only one of the futures promises has no lamp in the other', () => {
  const one = run({})
  const [first, ...others] = one.setup.checks
  const whole = { ...one, prefix: one.trace.length }
  const fewer = { ...whole, setup: { ...one.setup, checks: others } }
  const id = first?.id ?? ''
  expect(states([whole, fewer], id)).toEqual([expect.any(String), null])
  expect(states([fewer, whole], id)).toEqual([null, expect.any(String)])
  expect(promisesAt([fewer, whole])).toHaveLength(one.setup.checks.length)
})
