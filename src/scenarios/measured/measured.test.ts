/** Documents without a card are documents like the others: they load, run to their end and keep their promises. */
import { expect, test } from 'vitest'
import { known } from '../../worker/known.ts'
import { trial } from '../../worker/trial.ts'
import { measured } from '../catalogue.ts'
import { HOST_LIMITS, loadDocument } from '../document/load.ts'

test.each(measured.map((document) => [document.id, document] as const))('%s', (_, document) => {
  const load = loadDocument(document, { hosts: HOST_LIMITS.library }, known())
  expect(load).toMatchObject({ ok: true })
  const { summary } = trial(document, {}, 'summaries')
  expect(summary.endReason).toBe('quiescent')
  expect(summary.violations).toEqual([])
  for (const { name } of document.metrics) expect(summary.metrics[name]).not.toBeNull()
})
