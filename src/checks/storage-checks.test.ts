// Each check of stable storage with its mechanism on, and with the mechanism off.
import { describe, expect, test } from 'vitest'
import { stableStorage } from '../scenarios/stable-storage/document.ts'
import { Kind } from '../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../trace/tuple.ts'
import { runScenario } from '../worker/run.ts'
import { records, trial } from '../worker/trial.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const CHECKS = ['old-or-new', 'pair-equal', 'never-back', 'checksum-heeded']
const run = (switches: Switches = {}, interventions: readonly Intervention[] = [], seed = 1) =>
  trial(stableStorage, { switches, interventions, seed })
const broken = (...asked: Parameters<typeof run>) => [
  ...new Set(run(...asked).summary.violations.map(({ check }) => check)),
]
const at = (ms: number, action: string, target = 'S', amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})

test('all is well, and every check has looked', () => {
  const all = run()
  expect(all.summary.violations).toEqual([])
  const looked = records(all.trace, Kind.exercised).map((i) =>
    all.trace.localName(all.trace.entity(i)),
  )
  for (const check of CHECKS) expect(looked).toContain(check)
})

describe('sounds when its mechanism is off', () => {
  test('old-or-new: copies written at once', () => {
    expect(broken({ copies: 'concurrent' })).toContain('old-or-new')
    expect(broken()).toEqual([])
  })
  test('old-or-new: a write that nobody reads back, spoiled, and the other one cut', () => {
    const cut = [at(301, 'tear', 'S/disk1')]
    expect(broken({ readBack: 'off', cutAfter: 2 }, cut)).toContain('old-or-new')
    expect(broken({ readBack: 'on', cutAfter: 5 }, cut)).toEqual([])
  })
  test('pair-equal: no comparison at recovery', () => {
    expect(broken({ cleanupCompares: 'off', cutAfter: 2.5 })).toEqual(['pair-equal'])
    expect(broken({ cutAfter: 2.5 })).toEqual([])
  })
  test('never-back: without the comparison, when the new copy is lost later', () => {
    const later = [at(700, 'decay', 'S/disk1', 1), at(710, 'reboot')]
    expect(broken({ cleanupCompares: 'off', cutAfter: 2.5 }, later)).toContain('never-back')
    expect(broken({ cutAfter: 2.5 }, later)).toEqual([])
  })
  test('checksum-heeded: disks that do not check', () => {
    expect(broken({ checksums: 'off' })).toContain('checksum-heeded')
  })
})

/** Faults of all kinds, each drawn from the seed: cuts and failures, spoiled writes, decay, lost disks. */
function swarm(seed: number): Intervention[] {
  let state = seed * 2654435761
  const draw = (limit: number) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    return (state >>> 8) % limit
  }
  const acts: Intervention[] = []
  let ms = draw(400)
  for (let n = draw(4); n >= 0; n--) {
    acts.push(at(ms + draw(1_000_000) / 1e6, draw(4) ? 'crash' : 'halt'))
    acts.push(at(ms + 20, 'reboot'))
    ms += 20 + draw(300)
  }
  // One misfortune of a disk in an interval: more than one to a pair is beyond what two disks can mend.
  const disk = `S/disk${1 + draw(2)}`
  const when = draw(600)
  if (draw(3) === 0) acts.push(at(when, 'tear', disk))
  return acts
}

test('with all fixes on, nothing sounds over 300 seeds of faults; one of them off, it does', () => {
  const sounds = (seed: number, switches: Switches) =>
    runScenario(
      stableStorage,
      {
        scenario: 'stable-storage',
        revision: 1,
        seed,
        switches: { cutAfter: 0, ...switches },
        interventions: swarm(seed),
      },
      { level: 'nothing', checks: true, derived: false },
    ).violations.map(({ check }) => check)
  let concurrent = 0
  let unread = 0
  for (let seed = 1; seed <= 300; seed++) {
    expect([seed, sounds(seed, {})]).toEqual([seed, []])
    if (sounds(seed, { copies: 'concurrent' }).includes('old-or-new')) concurrent++
    if (sounds(seed, { cleanupCompares: 'off' }).includes('pair-equal')) unread++
  }
  expect(concurrent).toBeGreaterThan(0)
  expect(unread).toBeGreaterThan(0)
}, 60_000)
