// Each check of names that are swapped with its mechanism on, and with the mechanism off.
import { describe, expect, test } from 'vitest'
import type { Argument, ScenarioDocument } from '../scenarios/document/document.ts'
import { swapTheName } from '../scenarios/swap-the-name/document.ts'
import { DirectoryMode, Kind } from '../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../trace/tuple.ts'
import { records, trial } from '../worker/trial.ts'
import { FakeRun } from './fake-run.ts'
import { replicasAgree } from './replicas-agree.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (
  switches: Switches = {},
  interventions: readonly Intervention[] = [],
  document: ScenarioDocument = swapTheName,
) => trial(document, { switches, interventions })
const broken = (...asked: Parameters<typeof run>) => [
  ...new Set(run(...asked).summary.violations.map(({ check }) => check)),
]
/** The scenario with another argument of one of its programs. */
function altered(program: string, args: Readonly<Record<string, Argument>>): ScenarioDocument {
  const processes = swapTheName.processes.map((its) =>
    its.program === program ? { ...its, args: { ...its.args, ...args } } : its,
  )
  return { ...swapTheName, processes }
}
const crash: readonly Intervention[] = [
  { time: 4_180_000_000, action: 'crash', target: 'D1' },
  { time: 4_600_000_000, action: 'reboot', target: 'D1' },
]

test('all is well over a crash, and every check has looked', () => {
  const all = run({}, crash)
  expect(all.summary.violations).toEqual([])
  const looked = records(all.trace, Kind.exercised).map((i) =>
    all.trace.localName(all.trace.entity(i)),
  )
  for (const check of swapTheName.checks ?? []) expect(looked).toContain(check)
})

describe('sounds when its mechanism is off', () => {
  test('no-lost-update: no comparison', () => {
    expect(broken({ comparison: 'off' })).toEqual(['no-lost-update'])
  })
  test('names-committed: the name before the file', () => {
    const hasty = altered('editor', { order: 'name-first' })
    expect(broken({}, [], hasty)).toEqual(['names-committed'])
  })
  test('roll-forward-idempotent: intentions that say what is done, carried out twice', () => {
    const relative = altered('directory', { intentions: 'relative' })
    expect(broken({ editors: 1 }, [], relative)).toEqual([])
    // Each block is read before it is written, so that carrying it out takes longer.
    const later = crash.map((its) => ({ ...its, time: its.time + 15e6 }))
    expect(broken({ editors: 1 }, later, relative)).toEqual(['roll-forward-idempotent'])
    expect(broken({ editors: 1 }, crash)).toEqual([])
  })
  test('replicas-agree: servers that serve together and differ', () => {
    const told = (second: number) => {
      const its = new FakeRun().check(replicasAgree)
      for (const [server, version] of [
        ['A.names', 7],
        ['B.names', second],
      ] as const)
        its
          .emit(Kind.intentionKept, server, 1)
          .emit(Kind.nameLinked, server, 1, version)
          .emit(Kind.directoryMode, server, DirectoryMode.twoCopies, 1)
      return its.told
    }
    expect(told(7)).toEqual([])
    expect(told(8)).toHaveLength(1)
  })
})
