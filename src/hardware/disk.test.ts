import { describe, expect, test } from 'vitest'
import { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { NONE } from '../trace/record.ts'
import { Disk, type DiskAnswer } from './disk.ts'
import { DISK_PRESETS, type DiskPreset } from './disk-presets.ts'

function build(preset: Partial<DiskPreset> & { readonly name: string }) {
  const sim = new Simulation(1, 'nothing', null, true)
  const host = sim.entity(EntityType.host, NONE, 'S')
  const own = { ...(DISK_PRESETS[preset.name] as DiskPreset), ...preset }
  const disk = new Disk(sim, host, own, { blockBytes: 512 })
  const limits = { untilNs: null, eventsMax: 1e6, eventsAtOneInstantMax: 1000 }
  return { sim, disk, run: (untilNs: number | null = null) => sim.run({ ...limits, untilNs }) }
}

/** Mean time of pages read one after the other, each anywhere, with a pause that is no multiple of a turn, ms. */
function meanAccessMs(name: string): number {
  const { sim, disk, run } = build({ name })
  const random = sim.random('blocks')
  let busy = 0
  let left = 400
  const again = (): void => {
    if (left-- === 0) return
    const began = sim.now
    disk.read(random.below(disk.blocks), () => {
      busy += sim.now - began
      sim.after(1_234_567, again, undefined)
    })
  }
  again()
  run()
  return busy / 400 / 1e6
}

describe('a page anywhere', () => {
  test('takes 15 to 20 ms with an arm', () => {
    const mean = meanAccessMs('arm')
    expect(mean).toBeGreaterThan(15)
    expect(mean).toBeLessThan(20)
  })
  test('takes 10 ms with a head for each track', () => {
    expect(Math.abs(meanAccessMs('fixed-heads') - 10)).toBeLessThan(0.5)
  })
  test('takes just what is asked of a constant disk', () => {
    const { sim, disk, run } = build({ name: 'constant', accessNs: 20_000_000 })
    disk.read(disk.blocks - 1, () => {})
    run()
    expect(sim.now).toBe(20_000_000)
  })
})

describe('arm and platter', () => {
  test('a block that is under the head takes its transfer, one just missed a turn', () => {
    const { sim, disk, run } = build({ name: 'arm', controllerNs: 0 })
    const times: number[] = []
    disk.read(0, () => {
      times.push(sim.now)
      disk.read(1, () => {
        times.push(sim.now)
        disk.read(1, () => times.push(sim.now))
      })
    })
    run()
    const { rotationNs, sectorsPerTrack } = disk.preset
    const sector = Math.round(rotationNs / sectorsPerTrack)
    expect(times).toEqual([sector, 2 * sector, 2 * sector + rotationNs])
  })
  test('the farther the arm has to go, the longer it takes; the platter then decides', () => {
    const from0 = (block: number) => {
      const { sim, disk, run } = build({ name: 'arm', rotationNs: 32 })
      disk.read(block, () => {})
      run()
      return sim.now
    }
    const perCylinder = 320
    expect(from0(perCylinder) - from0(0)).toBeGreaterThan(3_000_000)
    expect(from0(100 * perCylinder) - from0(perCylinder)).toBeGreaterThan(99 * 30_000 - 64)
  })
})

describe('requests', () => {
  test('are served in the order in which they came', () => {
    const { disk, run } = build({ name: 'arm' })
    const served: number[] = []
    for (const block of [90_000, 3, 50_000]) disk.read(block, () => void served.push(block))
    run()
    expect(served).toEqual([90_000, 3, 50_000])
  })
  test('another order is a function of what waits', () => {
    const { sim } = build({ name: 'arm' })
    const lowest = (waiting: readonly { readonly block: number }[]) =>
      waiting.reduce((best, { block }, i) => (block < (waiting[best]?.block ?? 0) ? i : best), 0)
    const host = sim.entity(EntityType.host, NONE, 'T')
    const options = { blockBytes: 512, schedule: lowest }
    const disk = new Disk(sim, host, DISK_PRESETS.arm as DiskPreset, options)
    const served: number[] = []
    for (const block of [9, 700, 3, 50]) disk.read(block, () => void served.push(block))
    sim.run({ untilNs: null, eventsMax: 1000, eventsAtOneInstantMax: 100 })
    expect(served).toEqual([9, 3, 50, 700])
  })
  test('read what was written, zeros where nothing was, and nothing beyond the end', () => {
    const { disk, run } = build({ name: 'arm' })
    const got: (number | null)[] = []
    const first = ({ bytes }: DiskAnswer) => void got.push(bytes && (bytes[0] as number))
    disk.write(7, Uint8Array.of(42), first)
    disk.read(7, first)
    disk.read(8, first)
    disk.read(disk.blocks, first)
    run()
    expect(got).toEqual([null, 42, 42, 0])
  })
})

test('a power cut loses what waits and what is under way; what was written stays', () => {
  const { sim, disk, run } = build({ name: 'constant', accessNs: 10_000_000 })
  const done: number[] = []
  for (const block of [1, 2, 3])
    disk.write(block, Uint8Array.of(block), () => void done.push(block))
  sim.intervene({ time: 15_000_000, cut: Number.POSITIVE_INFINITY, act: () => disk.powerOff() })
  sim.intervene({ time: 16_000_000, cut: Number.POSITIVE_INFINITY, act: () => disk.powerOn() })
  run(20_000_000)
  expect(done).toEqual([1])
  expect([1, 2, 3].map((block) => disk.contentOf(block)[0])).toEqual([1, 0, 0])
  disk.read(2, () => void done.push(2))
  run()
  expect(done).toEqual([1, 2])
})
