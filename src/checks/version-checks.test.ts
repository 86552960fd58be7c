// Each check of files that never change with its mechanism on, and with the mechanism off.
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { immutableVersions } from '../scenarios/immutable-versions/document.ts'
import { Kind } from '../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../trace/tuple.ts'
import { records, trial } from '../worker/trial.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (
  switches: Switches = {},
  interventions: readonly Intervention[] = [],
  document: ScenarioDocument = immutableVersions,
) => trial(document, { switches, interventions })
const broken = (...asked: Parameters<typeof run>) => [
  ...new Set(run(...asked).summary.violations.map(({ check }) => check)),
]

test('all is well over a day and a power cut, and every check has looked', () => {
  const all = run({ cutAtMs: 6000, laterHours: 26 })
  expect(all.summary.violations).toEqual([])
  const looked = records(all.trace, Kind.exercised).map((i) =>
    all.trace.localName(all.trace.entity(i)),
  )
  for (const check of immutableVersions.checks ?? []) expect(looked).toContain(check)
})

describe('sounds when its mechanism is off', () => {
  test('bytes-never-change, one-version-a-read: files are overwritten', () => {
    expect(broken({ files: 'in-place' })).toEqual(['bytes-never-change', 'one-version-a-read'])
    // In one request a read cannot fall on both sides of a save; the bytes have changed all the same.
    expect(broken({ files: 'in-place', fileKB: 12 })).toEqual(['bytes-never-change'])
  })
  test('saved-survives: answered before the disk', () => {
    expect(broken({ replyAfterDisk: 'off', cutAtMs: 6000 })).toEqual(['saved-survives'])
    expect(broken({ replyAfterDisk: 'on', cutAtMs: 6000 })).toEqual([])
  })
  test('reachable-kept: nobody says at F2 what a name denotes', () => {
    const processes = immutableVersions.processes.map((its) =>
      its.program === 'store-keeper' ? { ...its, args: { ...its.args, nameCount: 0 } } : its,
    )
    const careless = { ...immutableVersions, processes }
    expect(broken({ laterHours: 26 }, [], careless)).toEqual(['reachable-kept'])
  })
})
