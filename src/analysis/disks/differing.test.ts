import { expect, test } from 'vitest'
import { intentionsList } from '../../scenarios/intentions-list/document.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { blockRows, type Future, promiseRows } from './differing.ts'

const at = (ms: number, switches: Readonly<Record<string, SwitchValue>>): Future => {
  const { trace, setup } = trial(intentionsList, { switches })
  return { trace, setup, prefix: trace.prefix({ time: ms * 1e6, ordinal: -1 }) }
}
const differing = (one: Future, two: Future) =>
  blockRows(one, two).flatMap((row) => (row.differs ? [[row.label, row.one, row.two]] : []))

test('two futures differ in what is on their disks: by one flag at first', () => {
  const [before, after] = [{ cutAfter: 0.5 }, { cutAfter: 4 }]
  expect(differing(at(1400, before), at(1400, after))).toEqual([])
  expect(differing(at(1510, before), at(1510, after)).slice(0, 1)).toEqual([
    ['commit flag, disk 1', 'not set', 'set'],
  ])
  const rest = differing(at(2500, before), at(2500, after))
  expect(rest).toContainEqual(['page A, disk 2', '10', '5'])
})

test('and in their promises', () => {
  const rows = promiseRows(at(3000, { flag: 'before' }), at(3000, {}))
  expect(rows.find(({ id }) => id === 'list-complete-at-flag')).toEqual({
    id: 'list-complete-at-flag',
    one: 'broken',
    two: 'kept',
  })
})
