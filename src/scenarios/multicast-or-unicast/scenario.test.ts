import { describe, expect, test } from 'vitest'
import type { SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { multicastOrUnicast } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const metrics = (switches: Switches) =>
  trial(multicastOrUnicast, { switches }, 'nothing').summary.metrics

describe('one frame or n', () => {
  test.each([1, 2, 5, 8, 17, 32])('1 + n frames against 2n, with %i members', (members) => {
    expect(metrics({ members }).framesPerQuery).toBe(1 + members)
    expect(metrics({ members, transport: 'unicast' }).framesPerQuery).toBe(2 * members)
  })
  test('n exchanges take n times as long; replies to one Send come one after the other', () => {
    const alone = Number(metrics({ transport: 'unicast' }).firstReplyMs)
    expect(metrics({ transport: 'unicast' }).allRepliesMs).toBeCloseTo(8 * alone, 0)
    const sizes = [4, 8, 16, 32].map((members) => Number(metrics({ members }).allRepliesMs))
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(sizes[3]).toBeLessThan(32 * alone)
  })
})

describe('who pays', () => {
  test.each([
    ['exact', 0],
    ['hash', 1],
    ['none', 8],
  ])('with a filter that is %s, software at %i bystanders has to look', (filter, looks) => {
    expect(metrics({ filter }).softwareFiltered).toBe(looks)
  })
  test('groups with the same address are told apart by the kernel, whatever the filter', () => {
    expect(metrics({ idsSharing16Bits: 3 }).softwareFiltered).toBe(3)
  })
  test('the 3 Mb/s cable has no group addresses', () => {
    expect(metrics({ network: 'eth3' }).softwareFiltered).toBe(8)
  })
  test('unicast costs a bystander nothing, and nothing of the run hangs on how many there are', () => {
    expect(metrics({ transport: 'unicast', filter: 'none' }).bystanderCpuMs).toBe(0)
    const { allRepliesMs } = metrics({ bystanders: 0 })
    expect(metrics({ bystanders: 32, filter: 'none' }).allRepliesMs).toBe(allRepliesMs)
  })
})

test('loss, crashes and cuts break no promise', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 60; seed++) {
    const switches = {
      transport: seed % 2 ? 'group' : 'unicast',
      filter: ['exact', 'hash', 'none'][seed % 3] as string,
      idsSharing16Bits: seed % 5,
    }
    const interventions = [
      { time: seed * 1e6, action: seed % 4 ? 'crash' : 'reboot', target: `M${1 + (seed % 8)}` },
      { time: seed * 7e5, action: 'duplicate', target: '*/SEND.*' },
      { time: seed * 5e5, action: 'delay', target: '*/REPLY.*', amount: 3000 },
      { time: seed * 9e5, action: 'cut', target: 'cable', amount: 42 },
      { time: seed * 9e5 + 2e8, action: 'heal', target: 'cable' },
    ]
    const document = {
      ...multicastOrUnicast,
      network: { ...multicastOrUnicast.network, lossPercent: 10 },
    }
    const { summary } = trial(document, { seed, switches, interventions }, 'summaries')
    expect([seed, summary.violations]).toEqual([seed, []])
  }
})
