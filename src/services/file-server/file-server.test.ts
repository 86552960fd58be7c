/** A file server and its disk: bytes, read-ahead, power, and the sequential read of the measurements. */
import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, trial } from '../../worker/trial.ts'

type Args = Record<string, string | number>
interface Setting {
  readonly disk?: { readonly preset: string; readonly accessMs?: number }
  readonly server?: Args
  readonly client?: Args
  readonly interventions?: readonly Intervention[]
  readonly clients?: number
}

function read({ disk, server, client, interventions = [], clients = 1 }: Setting) {
  const document = room({
    hosts: [
      { name: 'A', metre: 50 },
      {
        name: 'F',
        metre: 150,
        role: 'file-server',
        disk: disk ?? { preset: 'constant', accessMs: 15 },
      },
    ],
    options: { alienRetentionMs: 2000 },
    processes: [
      {
        name: 'files',
        host: 'F',
        program: 'file-server',
        args: { filePages: 64, ...server },
        restarts: true,
      },
      {
        name: 'client',
        host: 'A',
        count: clients,
        // By then the server has its map.
        startMs: 300,
        program: 'page-client',
        args: { server: { process: 'files' }, pages: 60, pageBytes: 512, ...client },
      },
    ],
    metrics: ['exchangeMs', 'framesPerExchange', 'sendFailures'],
  })
  return trial(document, { interventions })
}
const pageMs = (setting: Setting) => Number(read(setting).summary.metrics.exchangeMs)
const overDisk = (accessMs: number, server: Args = {}) =>
  (pageMs({ disk: { preset: 'constant', accessMs }, server }) / accessMs - 1) * 100

describe('sequential read with read-ahead (facts/v-system §5, row 8)', () => {
  test.each([15, 20])('a disk of %d ms: 10 to 15 percent over its time, ±4 points', (accessMs) => {
    const over = overDisk(accessMs)
    expect(over).toBeGreaterThan(6)
    expect(over).toBeLessThan(19)
  })
  test('a disk of 10 ms: 20 percent over', () => {
    expect(Math.abs(overDisk(10) - 20)).toBeLessThan(5)
  })
  test('without it the disk and the exchange follow each other', () => {
    const ahead = pageMs({})
    const after = pageMs({ server: { readAhead: 'off' } })
    expect(after - ahead).toBeGreaterThan(2)
    expect(after).toBeGreaterThan(15 + 5)
  })
  test('never below the disk’s own time', () => {
    for (const accessMs of [1, 5, 40])
      expect(pageMs({ disk: { preset: 'constant', accessMs } })).toBeGreaterThan(accessMs)
  })
})

describe('bytes', () => {
  /** Every block's content as its last operation left it, by its hash. */
  const blocks = (run: ReturnType<typeof read>): Map<number, number> => {
    const { trace } = run
    const found = new Map<number, number>()
    for (const close of records(trace, Kind.diskClose))
      found.set(trace.a(trace.span(close)), trace.b(close))
    return found
  }

  test.each(['on', 'off'])('what a client writes is on the disk, segments %s', (segments) => {
    const run = read({
      server: { segments, filePages: 0 },
      client: { direction: 'write', pages: 5 },
    })
    expect(run.summary.metrics.sendFailures).toBe(0)
    const data = [...blocks(run)].filter(([block]) => block > 9)
    // Behind the inodes is the block that says which of them is being written.
    expect(data.map(([block]) => block)).toEqual([10, 11, 12, 13, 14])
    expect(new Set(data.map(([, hash]) => hash)).size).toBe(5)
    expect(run.summary.violations).toEqual([])
  })
  test('come the same with segments and without, with read-ahead and without', () => {
    const wrote = { filePages: 0 }
    const same = ['on', 'off'].map((segments) => [
      ...blocks(read({ server: { ...wrote, segments }, client: { direction: 'write', pages: 3 } })),
    ])
    expect(same[1]).toEqual(same[0])
  })
  test('a page costs two packets with segments and four without', () => {
    const frames = (segments: string) =>
      read({ server: { segments, readAhead: 'off' }, disk: { preset: 'constant', accessMs: 1 } })
        .summary.metrics.framesPerExchange
    expect(frames('on')).toBe(2)
    expect(
      records(read({ server: { segments: 'off' }, client: { pages: 1 } }).trace, Kind.packetOut),
    ).toHaveLength(4)
  })
})

describe('a power cut', () => {
  const crash = (ms: number): Intervention[] => [{ time: ms * 1e6, action: 'reboot', target: 'F' }]

  test('leaves the file as far as it was written, and the next start finds it', () => {
    const run = read({
      server: { filePages: 0 },
      client: { direction: 'write', pages: 6 },
      interventions: crash(400),
    })
    expect(records(run.trace, Kind.diskClose).some((i) => run.trace.a(i) === 1)).toBe(true)
    // The client's kernel sends its request again, and the server's next life knows the file from its map.
    expect(run.summary.metrics.sendFailures).toBe(0)
    expect(run.summary.violations).toEqual([])
  })
  test('on a disk with an arm loses the request under way', () => {
    const run = read({ disk: { preset: 'arm' }, client: { pages: 10 }, interventions: crash(370) })
    const lost = records(run.trace, Kind.diskClose).filter((i) => run.trace.a(i) === 1)
    expect(lost).toHaveLength(1)
    expect(run.summary.violations).toEqual([])
  })
})

test('the stage, the timeline and the inspector are told of the disk', () => {
  const { setup, trace } = read({ client: { pages: 2 } })
  const disk = setup.hosts.find(({ name }) => name === 'F')?.disks?.[0]
  expect(disk).toMatchObject({ blockBytes: 512, tag: 'M' })
  expect(trace.nameOf(disk?.entity ?? -1)).toBe('F/disk')
  expect(setup.hosts.find(({ name }) => name === 'A')?.disks).toBeUndefined()
})
