import { describe, expect, test } from 'vitest'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { type Trial, trial } from '../../worker/trial.ts'
import { fileServerCache } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(fileServerCache, { switches, ...rest }, 'summaries')
const metric = (name: string, switches: Switches = {}) =>
  Number(run(switches).summary.metrics[name])
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]

describe('what memory buys', () => {
  test('more of it, shorter reads, until what is much used is in it', () => {
    const reads = [0, 128, 256, 512, 1024].map((cacheKB) => metric('readMs', { cacheKB }))
    expect(reads[0]).toBeGreaterThan(1.5 * (reads[3] as number))
    expect(reads.slice(0, 4)).toEqual([...reads.slice(0, 4)].sort((x, y) => y - x))
    expect(reads[4]).toBeGreaterThan(0.95 * (reads[3] as number))
  })
  test('the bottleneck walks from the disk to the processor', () => {
    const share = (switches: Switches) =>
      metric('diskBusyPercent', switches) / metric('serverCpuPercent', switches)
    expect(share({ cacheKB: 0 })).toBeGreaterThan(3)
    expect(share({ writes: 'delayed', cacheKB: 512 })).toBeLessThan(1)
  })
  test('ten times the processor is worth little without it', () => {
    const gain = (cacheKB: number) =>
      1 - metric('readMs', { cacheKB, cpuSpeedup: 10 }) / metric('readMs', { cacheKB })
    expect(gain(0)).toBeLessThan(0.15)
    expect(gain(512)).toBeGreaterThan(gain(0) + 0.08)
  })
  test('larger blocks pay up to 8 or 16 KB only', () => {
    const perRead = (blockKB: number) => blockKB / metric('readMs', { blockKB, cacheKB: 0 })
    const speeds = [0.5, 1, 2, 4, 8, 16, 32].map(perRead)
    const gains = speeds.slice(1).map((speed, i) => speed / (speeds[i] as number))
    expect(Math.min(...gains.slice(0, 3))).toBeGreaterThan(1.2)
    expect(gains.at(-1)).toBeLessThan(1.2)
    expect(gains.at(-1)).toBeLessThan(Math.min(...gains.slice(0, 3)))
  })
})

describe('what it puts at risk', () => {
  test('delayed writes that the power takes; and their lamps say so', () => {
    const delayed = run({ writes: 'delayed' })
    expect(delayed.summary.metrics.bytesLost).toBeGreaterThan(4096)
    expect(broken(delayed).sort()).toEqual(['answered-survives', 'last-write-read'])
  })
  test('nothing where the delay is over, where there is no cache, or where the power stays', () => {
    for (const more of [
      { delaySeconds: 3 },
      { delaySeconds: 0 },
      { cacheKB: 0 },
      { power: 'stays' },
    ])
      expect([more, metric('bytesLost', { writes: 'delayed', ...more })]).toEqual([more, 0])
  })
  test('nothing that was written through, at whatever instant the power goes', {
    timeout: 120_000,
  }, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const time = 1.2e9 + seed * 97_300_017
      const interventions: Intervention[] = [{ time, action: 'reboot', target: 'F' }]
      const { summary } = run({ power: 'stays' }, { seed, interventions })
      expect([seed, summary.violations, summary.metrics.bytesLost]).toEqual([seed, [], 0])
    }
  })
})

test('dirty-within-delay sounds where nobody sees to the delay', () => {
  const { processes, ...rest } = fileServerCache
  const alone = { ...rest, processes: processes.filter(({ name }) => name !== 'update') }
  const switches = { writes: 'delayed', delaySeconds: 3, power: 'stays', cacheKB: 8192 }
  const check = (document: typeof fileServerCache) => broken(trial(document, { switches }))
  expect(check(fileServerCache)).toEqual([])
  expect(check({ ...alone, checks: ['dirty-within-delay'] })).toEqual(['dirty-within-delay'])
})

test('loss, crashes of clients and any delay break no promise that was made', {
  timeout: 120_000,
}, () => {
  let written = 0
  for (let seed = 1; seed <= 60; seed++) {
    const interventions: Intervention[] = [
      { time: (1000 + seed * 71) * 1e6, action: 'lose', target: '*' },
      { time: (1000 + seed * 43) * 1e6, action: 'duplicate', target: '*/SEND.*' },
      { time: (1000 + seed * 59) * 1e6, action: 'crash', target: 'C2' },
    ]
    const switches = {
      writes: seed % 2 ? 'delayed' : 'through',
      delaySeconds: [5, 10, 30][seed % 3] as number,
      cacheKB: [0, 16, 64, 512][seed % 4] as number,
      clients: 2 + (seed % 4),
      blockKB: [0.5, 4, 8][seed % 3] as number,
      power: 'stays',
    }
    const { summary } = run(switches, { seed, interventions })
    expect([seed, summary.violations, summary.endReason]).toEqual([seed, [], 'quiescent'])
    written += Number(summary.metrics.writeMs)
  }
  expect(written).toBeGreaterThan(0)
})
