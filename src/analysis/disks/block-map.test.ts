// A whole disk, block by block: at any instant, asked in any order, what has been done to each.
import { describe, expect, test } from 'vitest'
import { halfDoneWork } from '../../scenarios/half-done-work/document.ts'
import { Kind } from '../../trace/kinds.ts'
import type { DiskSetup, HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { BLOCK_MARKS } from './block-history.ts'
import { blockMapAt, nextOtherPlace, PLACES_MAX, placeSays } from './block-map.ts'

type Switches = Readonly<Record<string, SwitchValue>>

function run(switches: Switches = {}, interventions: readonly Intervention[] = []) {
  const { trace, setup } = trial(halfDoneWork, { switches, interventions })
  const host = setup.hosts.find(({ name }) => name === 'F') as HostSetup
  return { trace, disk: host.disks?.[0] as DiskSetup }
}
const prefixAt = (trace: Trace, ms: number) => trace.prefix({ time: ms * 1e6, ordinal: -1 })
const mapAt = ({ trace, disk }: ReturnType<typeof run>, ms: number) => {
  const map = blockMapAt(trace, disk, prefixAt(trace, ms))
  if (!map) throw new Error('There is no map.')
  return map
}
const act = (ms: number, action: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target: 'F/disk',
  ...(amount === undefined ? {} : { amount }),
})
const byMark = (counts: readonly number[]) =>
  Object.fromEntries(BLOCK_MARKS.map((mark, i) => [mark, counts[i]]))

describe('a disk of a hundred files and their pages', () => {
  const its = run({ failAtMs: 0 })

  test('is all as it was before anybody has looked', () => {
    const map = mapAt(its, 0)
    expect([map.blocks, map.perPlace]).toEqual([202, 1])
    expect(byMark(map.counts)).toMatchObject({ untouched: 202, read: 0, written: 0 })
  })
  test('is the same at an instant wherever one comes from', () => {
    const times = [0, 30, 90, 170, 300, 450, 5000]
    const seen = times.map((ms) => [...mapAt(run({ failAtMs: 0 }), ms).places].join(''))
    for (const i of [6, 2, 5, 0, 6, 3, 1, 4, 0])
      expect([i, [...mapAt(its, times[i] as number).places].join('')]).toEqual([i, seen[i]])
    expect(new Set(seen).size).toBeGreaterThan(4)
  })
  test('has as many written blocks as the head has written', () => {
    const { trace } = its
    const writes = records(trace, Kind.diskOpen, /F/).filter((i) => trace.b(i) === 1)
    const blocks = new Set(writes.map((i) => trace.a(i)))
    expect(blocks.size).toBeGreaterThan(3)
    expect(byMark(mapAt(its, 1e6).counts).written).toBe(blocks.size)
  })
  test('says of a place what was done there, and when', () => {
    const { trace } = its
    const [open] = records(trace, Kind.diskOpen, /F/).filter((i) => trace.b(i) === 1)
    const block = trace.a(open as number)
    const during = trace.time(open as number) / 1e6 + 1
    const says = (ms: number) => placeSays(trace, mapAt(its, ms), block, prefixAt(trace, ms))
    expect(says(0)).toBe(`Block ${block}: as it was.`)
    expect(says(during)).toMatch(/The head is writing here\.$/)
    expect(says(during + 60)).toMatch(/^Block \d+(, .*)?: written at [\d.]+ ms\.$/)
  })
})

describe('what else can become of a block', () => {
  const whatOf = (ms: number, acts: readonly Intervention[]) =>
    byMark(mapAt(run({ failAtMs: 0 }, acts), ms).counts)
  test('it decays, and a write makes it good', () => {
    expect(whatOf(20, [act(10, 'decay', 150)])).toMatchObject({ decayed: 1, untouched: 200 })
  })
  test('it is torn where the power goes', () => {
    const at = run({ failAtMs: 0 })
    const [open] = records(at.trace, Kind.diskOpen, /F/).filter((i) => at.trace.b(i) === 1)
    const close = records(at.trace, Kind.diskClose, /F/).find((i) => i > (open as number))
    const ms = Math.ceil(at.trace.time(close as number) / 1e6) + 1
    const torn = run({ failAtMs: 0 }, [act(1, 'tear')])
    expect(byMark(mapAt(torn, ms).counts)).toMatchObject({ torn: 1 })
  })
  test('another disk has no block that was ever written; and back it is the old one', () => {
    const its = run({ failAtMs: 0 }, [act(400, 'replace')])
    expect(byMark(mapAt(its, 401).counts)).toMatchObject({ blank: 202, untouched: 0 })
    expect(mapAt(its, 401).lost).toBe(false)
    const before = byMark(mapAt(its, 399).counts)
    expect(before.blank).toBe(0)
    expect(before).toEqual(whatOf(399, []))
  })
  test('all of it is lost', () => {
    expect(mapAt(run({ failAtMs: 0 }, [act(400, 'wreck')]), 401).lost).toBe(true)
  })
})

describe('ten thousand blocks', () => {
  const its = run({ filesOnDisk: 5000, failAtMs: 170, recovery: 'scan' })
  test('each has a place of its own, and a full scan reads the inodes', () => {
    const map = mapAt(its, 1e6)
    expect([map.blocks, map.perPlace, map.places.length]).toEqual([10_002, 1, 10_002])
    expect(byMark(map.counts).read).toBeGreaterThan(4990)
  })
  test('of more, several share one, and what is worst is shown', () => {
    const many = run({ filesOnDisk: 10_000, failAtMs: 0 }, [act(10, 'decay', 15_001)])
    const map = mapAt(many, 20)
    expect([map.blocks, map.perPlace]).toEqual([20_001, 2])
    expect(map.places.length).toBeLessThanOrEqual(PLACES_MAX)
    expect(BLOCK_MARKS[map.places[7500] as number]).toBe('decayed')
    expect(nextOtherPlace(map, 7000, 1)).toBe(7500)
    expect(nextOtherPlace(map, 7600, -1)).toBe(7500)
    expect(nextOtherPlace(map, 7600, 1)).toBe(map.places.length - 1)
    expect(placeSays(many.trace, map, 7500, 9)).toMatch(/^Blocks 15000 to 15001: decayed/)
  })
})
