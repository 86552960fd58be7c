import { expect, test } from 'vitest'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { nobodyHoldsTheList } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions: readonly Intervention[] = []) =>
  trial(nobodyHoldsTheList, { switches, interventions }).summary

test('a crash is no message, and a list of one’s own is wrong at once', () => {
  expect(run().metrics).toMatchObject({ membershipFrames: 0, staleListEntries: 2 })
  expect(run({ list: 'no' }).metrics.staleListEntries).toBe(0)
})
test('another user is kept out of a restricted group alone', () => {
  expect(run().metrics.deniedJoins).toBe(1)
  expect(run({ group: 'open' }).metrics.deniedJoins).toBe(0)
})
test('a local group takes nobody from another machine', () => {
  expect(run({ place: 'local' }).metrics.deniedJoins).toBe(4)
})
test('two groups meet in one identifier only where neither could hear the other', () => {
  const cut = [
    { time: 950_000_000, action: 'cut', target: 'cable', amount: 300 },
    { time: 1_300_000_000, action: 'heal', target: 'cable' },
  ]
  expect(run({ numbers: 1 }).metrics.groupsPerId).toBe(1)
  expect(run({ numbers: 1 }, cut).metrics.groupsPerId).toBe(2)
  expect(run({}, cut).metrics.groupsPerId).toBe(1)
})
test.each([
  ['union-is-truth', 'ended', 'kept'],
  ['same-user', 'users', 'unchecked'],
])('%s sounds with %s %s', (check, key, value) => {
  expect(run().violations).toEqual([])
  expect(run({ [key]: value }).violations.map(({ check: id }) => id)).toContain(check)
})
test('loss, crashes, reboots and cuts break no promise', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 60; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: 7e8 + seed * ms * 1e6,
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const interventions = [
      at(3, seed % 2 ? 'crash' : 'reboot', 'C'),
      at(5, 'destroy', 'B.worker'),
      at(1, 'duplicate', '*/SEND.*'),
      at(2, 'delay', '*/GROUP-HERE.*', 150_000),
      at(4, 'cut', 'cable', 200),
      at(9, 'heal', 'cable'),
    ]
    const network = { ...nobodyHoldsTheList.network, lossPercent: 5 }
    const { summary } = trial(
      { ...nobodyHoldsTheList, network },
      { seed, switches: { joinRate: seed % 11, numbers: seed }, interventions },
      'summaries',
    )
    expect([seed, summary.violations]).toEqual([seed, []])
  }
})
