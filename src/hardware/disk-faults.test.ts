// What a cut, decay, the loss of a disk and the failure of a processor leave on the platter.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { NONE } from '../trace/record.ts'
import { Disk, type DiskAnswer } from './disk.ts'
import { DISK_PRESETS, type DiskPreset } from './disk-presets.ts'
import { Platter } from './platter.ts'

const BLOCK = 2048
const SECTOR_NS = 520_833
const TRANSFER_NS = 4 * SECTOR_NS

function build(decayPerDay = 0, seed = 1) {
  const sim = new Simulation(seed, 'nothing', null, true)
  const host = sim.entity(EntityType.host, NONE, 'S')
  const preset = { ...(DISK_PRESETS.constant as DiskPreset), accessNs: 25_000_000 }
  const disk = new Disk(sim, host, preset, { blockBytes: BLOCK, decayPerDay })
  const limits = { eventsMax: 1e6, eventsAtOneInstantMax: 1000 }
  const run = (untilNs: number | null = null) => sim.run({ ...limits, untilNs })
  const at = (time: number, act: () => void, cut = Number.POSITIVE_INFINITY) =>
    sim.intervene({ time, cut, act })
  const read = (block: number): DiskAnswer => {
    let answer: DiskAnswer | undefined
    disk.read(block, (given) => {
      answer = given
    })
    run()
    return answer as DiskAnswer
  }
  return { sim, disk, run, at, read }
}
const filled = (value: number) => new Uint8Array(BLOCK).fill(value)

/** Block 7 holds ones; a write of twos begins at 100 ms and is cut `afterNs` later. Its transfer is the end of it. */
function cutWrite(afterNs: number, cut?: number) {
  const { disk, run, at, read, sim } = build()
  disk.write(7, filled(1), () => {})
  run(100_000_000)
  let told = false
  disk.write(7, filled(2), () => {
    told = true
  })
  at(100_000_000 + afterNs, () => disk.powerOff(), cut)
  run()
  const content = disk.contentOf(7).slice()
  disk.powerOn()
  sim.cause = NONE
  return { told, content, answer: read(7) }
}
const TRANSFER = 25_000_000 - TRANSFER_NS

describe('a write that the power cuts', () => {
  test.each([0, 1, 10_000_000, TRANSFER])('%d ns after it began: not at all', (after) => {
    const { answer, told } = cutWrite(after)
    expect(told).toBe(false)
    expect(answer).toEqual({ status: 'good', bytes: filled(1) })
  })
  test.each([1, 0.5 * SECTOR_NS, 1.5 * SECTOR_NS, 3.999 * SECTOR_NS])(
    '%d ns into its transfer: torn, new as far as the head has come',
    (into) => {
      const { answer, content } = cutWrite(TRANSFER + Math.round(into))
      expect(answer).toEqual({ status: 'bad', bytes: null })
      const passed = Math.floor((Math.round(into) / SECTOR_NS) * 512)
      expect(content.subarray(0, passed).every((byte) => byte === 2)).toBe(true)
      expect(content.subarray(passed + 1).every((byte) => byte === 1)).toBe(true)
    },
  )
  test('between two sectors: torn, though every sector is whole', () => {
    const { answer, content } = cutWrite(TRANSFER + 2 * SECTOR_NS)
    expect(answer.status).toBe('bad')
    expect(new Set(content)).toEqual(new Set([1, 2]))
  })
  test('when the last sector has passed: good, whether anybody is told or not', () => {
    expect(cutWrite(25_000_000)).toMatchObject({ told: true, answer: { status: 'good' } })
    // Before the controller’s own event of that instant.
    const untold = cutWrite(25_000_000, 0)
    expect(untold).toMatchObject({ told: false, answer: { status: 'good', bytes: filled(2) } })
  })
  test('the same bytes over themselves are torn as well, but not between two sectors', () => {
    const over = (into: number) => {
      const { disk, run, at, read } = build()
      disk.write(7, filled(1), () => {})
      run(100_000_000)
      disk.write(7, filled(1), () => {})
      at(100_000_000 + TRANSFER + into, () => disk.powerOff())
      run()
      disk.powerOn()
      return read(7).status
    }
    expect(over(100)).toBe('bad')
    expect(over(SECTOR_NS)).toBe('good')
  })
  test('a read that is cut spoils nothing', () => {
    const { disk, run, at, read } = build()
    disk.write(7, filled(1), () => {})
    run(100_000_000)
    disk.read(7, () => {})
    at(100_000_000 + TRANSFER + 5, () => disk.powerOff())
    run()
    disk.powerOn()
    expect(read(7)).toEqual({ status: 'good', bytes: filled(1) })
  })
  test('a torn block is good again when it has been written', () => {
    const platter = new Platter(8, true)
    platter.tear(0, Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9), 3, true)
    expect(platter.damageOf(0)).toBe('torn')
    // However often the same cut hits the same byte.
    for (let i = 0; i < 20; i++) platter.tear(0, Uint8Array.of(9, 9, 9, 0, 0, 0, 0, 0), 3, true)
    expect(platter.isGood(0)).toBe(false)
    platter.write(0, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    expect(platter.damageOf(0)).toBe(null)
  })
})

describe('decay', () => {
  test('makes a block bad until it is written again, and no other', () => {
    const { disk, read } = build()
    for (const block of [3, 4]) disk.write(block, filled(block), () => {})
    expect(read(3).status).toBe('good')
    expect(disk.decay(3)).toBe(true)
    expect(disk.decay(3)).toBe(true)
    expect(read(3).status).toBe('bad')
    expect(read(4)).toEqual({ status: 'good', bytes: filled(4) })
    disk.write(3, filled(5), () => {})
    expect(read(3)).toEqual({ status: 'good', bytes: filled(5) })
    expect(disk.decay(disk.blocks)).toBe(false)
  })
  test('comes at its rate, from the seed, to blocks in use', () => {
    const after10Days = (seed: number) => {
      const { disk, run } = build(5, seed)
      for (let block = 0; block < 1000; block++) disk.write(block, filled(1), () => {})
      run()
      run(10 * 86_400e9)
      const bad: number[] = []
      for (let block = 0; block < 2000; block++)
        if (disk.contentOf(block).some((byte) => byte > 1)) bad.push(block)
      return bad
    }
    const counts = [1, 2, 3, 4, 5, 6].map((seed) => after10Days(seed))
    const mean = counts.reduce((sum, bad) => sum + bad.length, 0) / 6
    expect(mean).toBeGreaterThan(38)
    expect(mean).toBeLessThan(62)
    expect(counts.flat().every((block) => block < 1000)).toBe(true)
    expect(after10Days(1)).toEqual(counts[0])
    expect(counts[1]).not.toEqual(counts[0])
  })
})

describe('a lost disk', () => {
  test('answers so, also to what it was about and to what waited', () => {
    const { disk, run, at, read } = build()
    const told: string[] = []
    for (const block of [1, 2]) disk.read(block, ({ status }) => told.push(status))
    at(10_000_000, () => void disk.lose())
    run()
    expect(told).toEqual(['lost', 'lost'])
    expect(read(1).status).toBe('lost')
    expect(disk.lose()).toBe(false)
  })
  test('a new one in its place has no checksum anywhere until it is written', () => {
    const { disk, run, read } = build()
    disk.write(1, filled(1), () => {})
    run()
    disk.replace()
    expect(read(1).status).toBe('bad')
    expect(read(2).status).toBe('bad')
    disk.write(2, filled(2), () => {})
    expect(read(2)).toEqual({ status: 'good', bytes: filled(2) })
  })
})

test('a processor that fails lets its disk end what it is about, and what waits is gone', () => {
  const { disk, run, at, read } = build()
  for (const block of [1, 2]) disk.write(block, filled(block), () => {})
  at(TRANSFER + 7, () => disk.hostStopped())
  run()
  disk.powerOn()
  expect(read(1)).toEqual({ status: 'good', bytes: filled(1) })
  expect(read(2)).toEqual({ status: 'good', bytes: filled(0) })
})
