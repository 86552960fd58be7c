/** The map of a file server's disk over power cuts at any instant, a full disk, and what is not there. */
import { describe, expect, test } from 'vitest'
import { Kind, PageRefusal } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

type Args = Record<string, string | number>
interface Setting {
  readonly recovery?: 'scan' | 'replay'
  readonly disk?: {
    readonly preset?: string
    readonly files?: number
    readonly filePages?: number
    readonly blockBytes?: number
  }
  /** A client of pages, one and a half seconds later. */
  readonly client?: Args
  /** Six users who add a page to a file each, and look two seconds later what is in it. */
  readonly saves?: boolean
  readonly interventions?: readonly Intervention[]
}

const FILE = 0x10000
const SAVERS = [0, 1, 2, 3, 4, 5]

function serve(setting: Setting): Trial {
  const { recovery = 'scan', disk = {}, client, saves = false, interventions = [] } = setting
  const server = { process: 'files' }
  const saver = (file: number) => ({
    name: `saver${file}`,
    host: 'A',
    startMs: 100,
    program: 'file-saver',
    args: { server, file, blockKB: 0.5, mark: file + 1, waitMs: 2000 },
  })
  const document = room({
    hosts: [
      { name: 'A', metre: 50 },
      {
        name: 'F',
        metre: 150,
        role: 'file-server',
        disk: { preset: 'constant', accessMs: 5, files: 6, filePages: 0, ...disk },
      },
    ],
    options: { alienRetentionMs: 2000 },
    processes: [
      { name: 'files', host: 'F', program: 'file-server', args: { recovery }, restarts: true },
      ...(saves ? SAVERS.map(saver) : []),
      ...(client
        ? [
            {
              name: 'client',
              host: 'A',
              startMs: 1500,
              program: 'page-client',
              args: { server, ...client },
            },
          ]
        : []),
    ],
    checks: ['last-write-read', 'answered-survives'],
    metrics: ['sendFailures', 'recoveryMs'],
  })
  return trial(document, { interventions }, 'everything', { checks: true })
}

const reboot = (ms: number): Intervention[] => [{ time: ms * 1e6, action: 'reboot', target: 'F' }]
const refusals = ({ trace }: Trial) =>
  records(trace, Kind.pageRefused).map((i) => [trace.a(i), trace.b(i)])
const broken = ({ summary }: Trial) => summary.violations.map(({ says }) => says)

const said = ({ trace }: Trial) =>
  records(trace, Kind.note)
    .map((i) => trace.string(trace.b(i)))
    .join(' ')

describe('a power cut at any instant of adding pages', () => {
  test.each(['scan', 'replay'] as const)(
    'loses nothing that was answered for, by %s',
    (recovery) => {
      let torn = 0
      let redone = 0
      for (let ms = 100; ms < 210; ms += 1.87) {
        const run = serve({ recovery, saves: true, interventions: reboot(ms) })
        expect([ms, broken(run), refusals(run)]).toEqual([ms, [], []])
        expect([ms, records(run.trace, Kind.readDone).length]).toEqual([ms, SAVERS.length])
        const tears = records(run.trace, Kind.blockTorn).map((i) => run.trace.a(i))
        torn += tears.filter((block) => block >= 1 && block <= 6).length
        redone += records(run.trace, Kind.inodeRedone).length
      }
      // Cuts in the midst of an inode were among them, and it was written once more.
      expect(torn).toBeGreaterThan(0)
      expect(redone).toBeGreaterThanOrEqual(torn)
    },
  )
  test('a start that reads every inode takes longer with every file; one that replays does not', () => {
    const ms = (recovery: 'scan' | 'replay', files: number) =>
      Number(
        serve({ recovery, disk: { files }, interventions: reboot(1500) }).summary.metrics
          .recoveryMs,
      )
    expect(ms('scan', 40) - ms('scan', 10)).toBeGreaterThan(29 * 5)
    expect(ms('replay', 40)).toBe(ms('replay', 10))
    expect(ms('replay', 10)).toBeLessThan(ms('scan', 3))
  })
})

describe('what there is nothing to do about has an answer', () => {
  test('a file and a page that are not there', () => {
    const noFile = serve({ client: { firstPage: 7 * FILE } })
    expect(refusals(noFile)).toEqual([[7 * FILE, PageRefusal.noSuchFile]])
    expect(said(noFile)).toContain('there is no such file')
    const noPage = serve({ disk: { filePages: 2 }, client: { firstPage: FILE, pages: 4 } })
    expect(refusals(noPage)).toEqual([
      [FILE + 2, PageRefusal.noSuchPage],
      [FILE + 3, PageRefusal.noSuchPage],
    ])
    const gap = serve({ client: { firstPage: FILE + 5, direction: 'write' } })
    expect(refusals(gap)).toEqual([[FILE + 5, PageRefusal.noSuchPage]])
  })
  test('a full disk: what was there is there still, and a page that is there can be written', () => {
    // 12,800 sectors of 512 bytes are 400 blocks, and 397 of them are taken; one more is the map’s own.
    const disk = { preset: 'fixed-heads', files: 3, filePages: 131, blockBytes: 16_384 }
    const adds = { firstPage: 131, direction: 'write', pageBytes: 16_384 }
    const full = serve({ disk, client: { ...adds, pages: 3 } })
    expect(refusals(full)).toEqual([[133, PageRefusal.diskFull]])
    expect(said(full)).toContain('the disk is full')
    expect(refusals(serve({ disk, client: { ...adds, firstPage: 0 } }))).toEqual([])
  })
  test('an inode that has decayed: its file is refused, the others are served', () => {
    for (const recovery of ['scan', 'replay'] as const) {
      const decay = { time: 990e6, action: 'decay', target: 'F/disk', amount: 2 }
      const its = { recovery, disk: { filePages: 1 }, interventions: [decay, ...reboot(1000)] }
      const lost = serve({ ...its, client: { firstPage: FILE } })
      expect(refusals(lost)).toEqual([[FILE, PageRefusal.unreadable]])
      expect(said(lost)).toContain('The inode of file 1 cannot be read')
      expect(refusals(serve({ ...its, client: { firstPage: 2 * FILE } }))).toEqual([])
    }
  })
  test('a first block that cannot be read: nobody is served, and it says why', () => {
    const decay = { time: 1, action: 'decay', target: 'F/disk', amount: 0 }
    const run = serve({ client: {}, interventions: [decay] })
    expect(records(run.trace, Kind.mapRead)).toEqual([])
    expect(run.summary.metrics.sendFailures).toBe(1)
    expect(said(run)).toContain('first block of the disk cannot be read')
  })
})
