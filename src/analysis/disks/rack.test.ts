// Memory and disks at any instant of a run, and after every kind of fault.
import { describe, expect, test } from 'vitest'
import { stableStorage } from '../../scenarios/stable-storage/document.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { inspect } from '../inspect.ts'
import { whatIf } from '../what-if.ts'
import { blockSays, memoryOf, rackAt, rackRows } from './rack.ts'

function at(
  ms: number,
  interventions: readonly Intervention[] = [],
  switches: Readonly<Record<string, SwitchValue>> = {},
) {
  const { trace, setup } = trial(stableStorage, { switches, interventions })
  const prefix = trace.prefix({ time: ms * 1e6, ordinal: -1 })
  const host = setup.hosts[0] as (typeof setup.hosts)[number]
  const rack = rackAt(trace, host, prefix)
  const says = rack?.disks.map((disk) => disk.blocks.map((block) => blockSays(disk, block)))
  return {
    trace,
    setup,
    prefix,
    host,
    rack,
    says,
    looked: { trace, setup, prefix, time: ms * 1e6 },
  }
}
const act = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})

test('before a program has named a block there is nothing to show', () => {
  expect(at(0.1).rack).toBeNull()
  const { trace, host } = at(0.1)
  expect(rackRows(trace, host)).toBe(1)
})

describe('one after the other', () => {
  test.each([
    [60, 'account on Disk 1: 0', 'account on Disk 2: 0'],
    [90, 'account on Disk 1: 0, being written', 'account on Disk 2: 0'],
    [110, 'account on Disk 1: 100', 'account on Disk 2: 0'],
    [140, 'account on Disk 1: 100', 'account on Disk 2: 0, being written'],
    [200, 'account on Disk 1: 100', 'account on Disk 2: 100'],
    [330, 'account on Disk 1: torn', 'account on Disk 2: 100'],
    [550, 'account on Disk 1: 100', 'account on Disk 2: 100'],
  ])('at %d ms', (ms, first, second) => {
    expect(at(ms).says).toEqual([[first], [second]])
  })
  test('a crash takes the memory and leaves the disks', () => {
    const before = at(310)
    expect(memoryOf(before.trace, before.host.entity, before.prefix)).toMatchObject([
      { name: 'account', words: '100' },
    ])
    const after = at(330)
    expect(after.rack?.memory).toBe(false)
    expect(memoryOf(after.trace, after.host.entity, after.prefix)).toEqual([])
    expect(after.rack?.disks.map(({ word }) => word)).toEqual(['survives', 'survives'])
  })
})

describe('every other way to lose a block', () => {
  test.each([
    [[act(200, 'decay', 'S/disk2', 1)], 'account on Disk 2: decayed'],
    [[act(200, 'wreck', 'S/disk2')], 'account on Disk 2: lost'],
    [[act(200, 'replace', 'S/disk2')], 'account on Disk 2: never written'],
  ])('%o', (acts, says) => {
    expect(at(250, acts).says?.[1]).toEqual([says])
  })
})

test('the inspector and the menu know a block', () => {
  const { looked } = at(330)
  const block = inspect(looked, 'S/disk1/block1')
  expect(block).toMatchObject({ title: 'Account', badge: { word: 'torn' } })
  const menu = whatIf(looked, 'S/disk2/block1')
  expect(menu?.choices[0]).toMatchObject({
    label: 'Let this block decay',
    vain: null,
    intervention: { action: 'decay', target: 'S/disk2', amount: 1 },
  })
  expect(whatIf(looked, 'S/disk1/block1')?.choices[0]?.vain).not.toBeNull()
})
