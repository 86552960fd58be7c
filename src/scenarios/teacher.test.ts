/** A scenario as a teacher writes it, in a file and without code: e2e/fixtures/teacher.scenario.json. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Field } from '../trace/fields.ts'
import { Kind, MoveResult } from '../trace/kinds.ts'
import { known } from '../worker/known.ts'
import { records, room, trial } from '../worker/trial.ts'
import type { ScenarioDocument } from './document/document.ts'
import { HOST_LIMITS, loadDocument } from './document/load.ts'

function loaded(name: string): ScenarioDocument {
  const file = new URL(`../../e2e/fixtures/${name}.scenario.json`, import.meta.url)
  const load = loadDocument(readFileSync(file, 'utf8'), { hosts: HOST_LIMITS.file }, known())
  expect(load).toMatchObject({ ok: true })
  return (load as { document: ScenarioDocument }).document
}

test('two hosts, a loop, a crash and a lost frame load and run', () => {
  const { trace, summary } = trial(loaded('teacher'))
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

test('a message passed on, moves both ways, and segments with a message and a reply', () => {
  const { trace, summary } = trial(loaded('teacher-moves'))
  expect(summary.endReason).toBe('quiescent')
  expect(summary.violations).toEqual([])
  expect(records(trace, Kind.forwarded)).toHaveLength(1)
  const moves = records(trace, Kind.moveClose).map((i) => [trace.a(i), trace.b(i)])
  expect(moves).toEqual([
    [MoveResult.done, 64],
    [MoveResult.done, 3072],
  ])
  const shown = (name: string) => trace.value(trace.find(name), Field.value, trace.length)
  expect(shown('Bob.desk/came')).toBe(300)
  // After its reply nobody is blocked on it any more.
  expect(summary.metrics.movesRefused).toBe(1)
  // The cover’s 100 bytes, where the reader’s room begins.
  const written = records(trace, Kind.segmentWritten, /send1$/).map((i) => trace.b(i))
  expect(written).toContain(100)
})

test('a segment that is not there yet ends the script with a line', () => {
  const document = room({
    hosts: [{ name: 'A', metre: 10 }],
    processes: [
      {
        name: 'hasty',
        host: 'A',
        program: 'script',
        args: {
          do: [
            { send: { to: { process: 'hasty' }, grant: { segment: 'later', rights: 'read' } } },
            { allocate: { as: 'later', bytes: 10 } },
          ],
        } as never,
      },
    ],
  })
  const { trace } = trial(document)
  const [said] = records(trace, Kind.note)
  expect(trace.string(trace.b(said as number))).toBe('There is no segment later yet.')
  expect(records(trace, Kind.sendOpen)).toHaveLength(0)
})
