import { expect, test } from 'vitest'
import { intentionsList } from '../../scenarios/intentions-list/document.ts'
import { EntityType } from '../../trace/entities.ts'
import { Field } from '../../trace/fields.ts'
import { trial } from '../../worker/trial.ts'
import { stageAt } from './stage-at.ts'

test('a machine that has started again shows what its new programs hold, and nothing of the lost ones', () => {
  const run = trial(intentionsList)
  const { trace } = run
  const end = stageAt(run, trace.length, trace.time(trace.length - 1))
  const server = end.hosts.find(({ name }) => name === 'F')
  expect(trace.lastChange(trace.find('F'), Field.power, trace.length)).toBeGreaterThan(0)
  const names = server?.variables.map(({ name }) => name) ?? []
  expect(names).toContain('A')
  expect(new Set(names).size).toBe(names.length)
  for (const { entity } of server?.variables ?? [])
    expect(trace.nameOf(trace.within(entity, EntityType.process))).toBe('F.server#2')
  // Nobody waits for a process that is gone.
  expect(server?.processes.find(({ name }) => name === 'server')?.queue).toBe(0)
  // A's memory has had its power all the time: what its ended client held is still told.
  expect(end.hosts.find(({ name }) => name === 'A')?.variables.length).toBeGreaterThan(0)
})
