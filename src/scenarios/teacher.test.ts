/** A scenario as a teacher writes it, in a file and without code: e2e/fixtures/teacher.scenario.json. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { known } from '../worker/known.ts'
import { records, trial } from '../worker/trial.ts'
import { HOST_LIMITS, loadDocument } from './document/load.ts'

const file = new URL('../../e2e/fixtures/teacher.scenario.json', import.meta.url)

test('two hosts, a loop, a crash and a lost frame load and run', () => {
  const load = loadDocument(readFileSync(file, 'utf8'), { hosts: HOST_LIMITS.file }, known())
  expect(load).toMatchObject({ ok: true })
  if (!load.ok) return
  const { trace, summary } = trial(load.document)
  expect(summary.endReason).toBe('quiescent')
  expect(summary.didNotApply).toEqual([])
  expect(summary.violations).toEqual([])
  expect(records(trace, Kind.lost, /send2\/SEND\.1$/)).toHaveLength(1)
  expect(records(trace, Kind.crash)).toHaveLength(1)
  expect(records(trace, Kind.sendOpen)).toHaveLength(6)
  expect(summary.metrics).toMatchObject({ sendFailures: expect.any(Number) })
  const shown = (name: string) => trace.value(trace.find(name), Field.value, trace.length)
  const failed = shown('Ann.asker/failed') as number
  expect(failed).toBeGreaterThan(0)
  expect(failed).toBe(summary.metrics.sendFailures)
  // The count begins again with the second incarnation, and holds what was asked after it.
  expect(shown('Bob.counter#2/count')).toBeLessThan(6 - failed)
})
