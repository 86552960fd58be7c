// A makefile of ten thousand targets on 256 machines: it is made, and each target once.
import { expect, test } from 'vitest'
import { trial } from '../../worker/trial.ts'
import { HOST_LIMITS, loadDocument } from '../document/load.ts'
import { largeMake } from './large.ts'

const OBJECTS = Number(process.env.MAKE_TARGETS ?? 500)

test(`${OBJECTS} objects on 256 machines`, () => {
  const { summary } = trial(largeMake(OBJECTS, 256), {}, 'nothing')
  expect(summary.endReason).toBe('quiescent')
  expect(summary.metrics).toMatchObject({ targetsRebuilt: 0, criticalPathSeconds: 9 })
  const { makespanSeconds, workSeconds } = summary.metrics
  expect(Number(makespanSeconds)).toBeGreaterThan(Number(workSeconds) / 256)
})

test('ten thousand objects on 253 processors are a file that can be opened', () => {
  const load = loadDocument(JSON.stringify(largeMake(10_000, 253)), { hosts: HOST_LIMITS.file })
  expect(load.ok ? '' : load.sentence).toBe('')
})
