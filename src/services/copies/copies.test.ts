/** Copies of a file on real machines: what they cost, what each fault leaves, and what each mutant breaks. */
import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

const CHECKS = ['reads-latest', 'serves-only-when-current', 'versions-monotone', 'minority-refuses']
const METRICS = [
  'staleReads',
  'readMs',
  'writeMs',
  'framesPerRead',
  'framesPerWrite',
  'writesRefused',
  'unavailableMs',
]

interface Setting {
  readonly n?: number
  readonly scheme?: 'lazy' | 'available-copies' | 'quorum'
  readonly r?: number
  readonly w?: number
  readonly catchUp?: 'on' | 'off'
  readonly readPercent?: number
  readonly operations?: number
  readonly lossPercent?: number
  readonly server?: Record<string, string | number>
  readonly courier?: Record<string, string | number>
  readonly whenShort?: string
  readonly seed?: number
  readonly interventions?: readonly Intervention[]
}

function copies(setting: Setting): Trial {
  const { n = 5, scheme = 'quorum', r = 3, w = 3, catchUp = 'on', lossPercent = 0 } = setting
  const all = { processes: 'copy' }
  const couriers = { processes: 'courier' }
  const writer = { process: 'writer' }
  const needing = { scheme, r, w, whenShort: setting.whenShort ?? 'refuses', replicas: all }
  const working = {
    ...needing,
    writer,
    readPercent: setting.readPercent ?? 80,
    operations: setting.operations ?? 10,
  }
  const document = room({
    network: { preset: 'eth10', lossPercent },
    options: { aliens: 32, retransmitMs: 40, retriesMax: 4 },
    hosts: [
      { name: 'A', metre: 30 },
      {
        name: 'S',
        metre: 100,
        spacing: 50,
        count: n,
        disk: { preset: 'constant', accessMs: 20 },
      },
      { name: 'B', metre: 470 },
    ],
    processes: [
      { name: 'writer', host: 'A', program: 'copy-writer', args: needing },
      {
        name: 'near',
        host: 'A',
        program: 'copy-client',
        startMs: 200,
        args: { ...working, mark: 'a' },
      },
      {
        name: 'far',
        host: 'B',
        program: 'copy-client',
        startMs: 215,
        args: { ...working, mark: 'b', order: 'last-to-first', shift: 3 },
      },
      {
        name: 'copy',
        host: 'S',
        program: 'copy-server',
        restarts: true,
        args: { scheme, catchUp, replicas: all, couriers, ...setting.server },
      },
      {
        name: 'courier',
        host: 'S',
        program: 'copy-courier',
        restarts: true,
        args: { scheme, replicas: all, couriers, writer, ...setting.courier },
      },
    ],
    checks: CHECKS,
    metrics: METRICS,
  })
  const { seed = 1, interventions = [] } = setting
  const level = setting.seed ? 'nothing' : 'everything'
  return trial(document, { seed, interventions }, level, { checks: true })
}
const metrics = (setting: Setting) => copies(setting).summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: Math.round(ms * 1e6),
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})
const down = (target: string, from: number, till: number, disk: 'kept' | 'new' = 'kept') => [
  at(from, 'crash', target),
  ...(disk === 'new' ? [at(from + 1, 'replace', `${target}/disk`)] : []),
  ...(till > 0 ? [at(till, 'reboot', target)] : []),
]

describe('what it costs', () => {
  test.each([1, 2, 3, 5, 7])('2r frames a read, 2r + 2w a write: n = %i', (n) => {
    for (let r = 1; r <= n; r++)
      for (let w = 1; w <= n; w++) {
        const its = metrics({ n, r, w, operations: 3, readPercent: 50 })
        expect([r, w, its.framesPerRead, its.framesPerWrite]).toEqual([r, w, 2 * r, 2 * r + 2 * w])
      }
  })
  test.each([1, 3, 5, 7])('available copies: 2 and 2n; lazily 2 and 2: n = %i', (n) => {
    expect(metrics({ n, scheme: 'available-copies' })).toMatchObject({
      framesPerRead: 2,
      framesPerWrite: 2 * n,
      staleReads: 0,
    })
    expect(metrics({ n, scheme: 'lazy' })).toMatchObject({ framesPerRead: 2, framesPerWrite: 2 })
  })
  test('a bigger read set makes reads longer, a bigger write set writes', () => {
    const ms = (r: number, w: number) => {
      const { readMs, writeMs } = metrics({ r, w })
      return [Number(readMs), Number(writeMs)] as const
    }
    expect(ms(4, 3)[0]).toBeGreaterThan(ms(2, 3)[0])
    expect(ms(3, 4)[1]).toBeGreaterThan(ms(3, 3)[1] + 20)
  })
})

describe('which version is read', () => {
  test('the newest, if and only if every read set must meet every write set', () => {
    for (const n of [1, 2, 3, 5, 7])
      for (let r = 1; r <= n; r++)
        for (let w = 1; w <= n; w++) {
          const run = copies({ n, r, w, operations: 4, readPercent: 50, seed: 1 })
          const stale = Number(run.summary.metrics.staleReads)
          expect([n, r, w, stale > 0]).toEqual([n, r, w, r + w <= n])
          expect([n, r, w, broken(run)]).toEqual([n, r, w, stale > 0 ? ['reads-latest'] : []])
        }
  })
  test('lazily it comes late', () => {
    const run = copies({ scheme: 'lazy' })
    expect(Number(run.summary.metrics.staleReads)).toBeGreaterThan(0)
    expect(broken(run)).toEqual(['reads-latest'])
    const versions = new Set(
      [1, 2, 3, 4, 5].map((s) => {
        const [last] = records(run.trace, Kind.copyStored, new RegExp(`^S${s}/`)).slice(-1)
        return run.trace.a(last as number)
      }),
    )
    expect(versions.size).toBe(1)
  })
})

describe('what a fault leaves', () => {
  /** The server next to A is away while three versions are written, and A reads it again. */
  const s1 = down('S1', 240, 700)
  /** The only server that both read sets of A and B have, with a new disk. */
  const s3 = down('S3', 450, 600, 'new')

  test('a server that was away: harmless where versions are compared, poison where it is read alone', () => {
    const away = { catchUp: 'off', interventions: s1 } as const
    expect(metrics({ ...away })).toMatchObject({ staleReads: 0, writesRefused: 0 })
    expect(broken(copies({ ...away }))).toEqual([])
    const alone = copies({ ...away, scheme: 'available-copies' })
    expect(Number(alone.summary.metrics.staleReads)).toBeGreaterThan(0)
    expect(broken(alone).sort()).toEqual(['reads-latest', 'serves-only-when-current'])
    const caughtUp = copies({ scheme: 'available-copies', interventions: s1 })
    expect(caughtUp.summary.metrics).toMatchObject({ staleReads: 0 })
    expect(broken(caughtUp)).toEqual([])
    const [serves] = records(caughtUp.trace, Kind.copyCaughtUp, /S1/).slice(-1)
    expect(caughtUp.trace.a(serves as number)).toBeGreaterThan(0)
  })
  test('a server with a new disk is poison to a quorum as well, until it has caught up', () => {
    const forgot = copies({ catchUp: 'off', interventions: s3 })
    expect(Number(forgot.summary.metrics.staleReads)).toBeGreaterThan(0)
    expect(broken(forgot).sort()).toEqual(['reads-latest', 'serves-only-when-current'])
    const caughtUp = copies({ interventions: s3 })
    expect(caughtUp.summary.metrics.staleReads).toBe(0)
    expect(broken(caughtUp)).toEqual([])
  })
  test('w = n stops at the first crash, r = 1 reads on', () => {
    const its = metrics({ r: 1, w: 5, interventions: down('S2', 260, 0) })
    expect(its.writesRefused).toBe(3)
    expect(its.staleReads).toBe(0)
    expect(its.readMs).toBeLessThan(5)
  })
  test('two crashes of five: 3 + 3 goes on, 4 + 2 reads no more', () => {
    const two = [...down('S4', 230, 0), ...down('S5', 231, 0)]
    expect(metrics({ interventions: two })).toMatchObject({ writesRefused: 0, unavailableMs: 0 })
    expect(Number(metrics({ r: 4, w: 2, interventions: two }).unavailableMs)).toBeGreaterThan(0)
  })
  test('of two sides the smaller reads and writes nothing; of available copies it reads old ones', () => {
    const parted = [at(240, 'cut', 'cable@225', 225), at(2600, 'heal', 'cable@225', 225)]
    const run = copies({ interventions: parted })
    expect(run.summary.metrics.staleReads).toBe(0)
    expect(broken(run)).toEqual([])
    expect(records(run.trace, Kind.copyReadRefused, /^B/).length).toBeGreaterThan(0)
    expect(records(run.trace, Kind.copyReadRefused, /^A/)).toEqual([])
    expect(records(run.trace, Kind.copyWriteRefused, /^B/).length).toBeGreaterThan(0)
    const available = copies({ scheme: 'available-copies', interventions: parted })
    expect(broken(available)).toEqual(['reads-latest'])
  })
  test('a crash at any instant of a write leaves the version before it or the one after', () => {
    const plain = copies({ operations: 4 })
    const write = records(plain.trace, Kind.diskOpen, /^S1/)
    const from = plain.trace.time(write[2] as number) / 1e6
    const found = new Set<number>()
    for (let ms = from - 2; ms < from + 24; ms += 1.37) {
      const run = copies({ operations: 6, interventions: down('S1', ms, ms + 300) })
      expect([ms, broken(run), run.summary.endReason]).toEqual([ms, [], 'quiescent'])
      const [again] = records(run.trace, Kind.copyFound, /^S1/).slice(-1)
      found.add(run.trace.a(again as number))
    }
    expect([...found].sort()).toEqual([0, 1])
  })
})

describe('what each mechanism is for: without it its check sounds', () => {
  test('going on with too few copies', () => {
    const interventions = [at(240, 'cut', 'cable@225', 225), at(2600, 'heal', 'cable@225', 225)]
    expect(broken(copies({ whenShort: 'goes-on', interventions }))).toContain('minority-refuses')
  })
  test('taking in whatever comes', () => {
    const interventions = down('S1', 250, 420)
    const lazy = { scheme: 'lazy', interventions, readPercent: 50, catchUp: 'off' } as const
    expect(broken(copies(lazy))).not.toContain('versions-monotone')
    expect(broken(copies({ ...lazy, server: { accepts: 'any' } }))).toContain('versions-monotone')
  })
  test('with all of it every lamp is lit and none is red', () => {
    const lit = new Set<string>()
    for (const interventions of [down('S1', 240, 700), down('S3', 450, 600, 'new')])
      for (const scheme of ['quorum', 'available-copies'] as const) {
        const run = copies({ scheme, interventions })
        expect(broken(run)).toEqual([])
        for (const i of records(run.trace, Kind.exercised))
          lit.add(run.trace.localName(run.trace.entity(i)))
      }
    for (const check of CHECKS) expect(lit).toContain(check)
  })
})

test('loss, delay, duplication, crashes, new disks and a cut of the cable break no promise', {
  timeout: 240_000,
}, () => {
  const ACTS = ['delay', 'duplicate', 'lose', 'corrupt']
  let refused = 0
  for (let seed = 1; seed <= 120; seed++) {
    const when = (n: number) => 150 + ((seed * n) % 700)
    const servers = ['S1', 'S2', 'S3', 'S4', 'S5']
    const who = servers[seed % 5] as string
    const other = servers[(seed * 3 + 1) % 5] as string
    const isNew = seed % 3 === 0
    const cuts = seed % 4 === 0
    const interventions = [
      at(when(7), ACTS[seed % 4] as string, '*', 20_000),
      at(when(11), ACTS[(seed + 1) % 4] as string, '*/SEND.*', 400_000),
      at(when(13), ACTS[(seed + 2) % 4] as string, '*/REPLY.*', 50_000),
      ...down(who, when(17), when(17) + 150 + seed, isNew ? 'new' : 'kept'),
      ...(other !== who && seed % 2 ? down(other, when(19), when(19) + 300) : []),
      ...(cuts
        ? [at(when(23), 'cut', 'cable@225', 225), at(when(23) + 900, 'heal', 'cable@225', 225)]
        : []),
    ].sort((x, y) => x.time - y.time)
    const scheme = seed % 3 === 1 ? 'available-copies' : 'quorum'
    const run = copies({
      seed,
      scheme,
      lossPercent: (seed * 7) % 16,
      readPercent: seed % 5 === 0 ? 50 : 80,
      interventions,
    })
    // Available copies take silence for a crash: beside that they promise what a server does that comes back.
    const sounded = broken(run).filter((check) => scheme === 'quorum' || check !== 'reads-latest')
    expect([seed, sounded, run.summary.endReason]).toEqual([seed, [], 'quiescent'])
    refused += Number(run.summary.metrics.writesRefused)
  }
  expect(refused).toBeGreaterThan(10)
})
