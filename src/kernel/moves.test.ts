/** Moving data: SOSP 1983 as facts/v-system §1 and §5 have it. */
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { pageRead } from '../scenarios/page-read/document.ts'
import { programLoad } from '../scenarios/program-load/document.ts'
import { IgnoreReason, Kind, MoveResult } from '../trace/kinds.ts'
import { records, room, type Trial, trial } from '../worker/trial.ts'
import { type ProcessorPreset, type Stage, SUN_PRESETS } from './costs.ts'

interface Setting {
  readonly processor?: string
  readonly preset?: string
  readonly server?: 'S' | 'A'
  readonly options?: Record<string, string | number>
}

function twoHosts(setting: Setting, server: object, client: object): ScenarioDocument {
  const { processor = 'sun10', preset = 'eth3', options = {} } = setting
  return room({
    network: { preset },
    options,
    hosts: [
      { name: 'A', metre: 100, processor, buffers: 8 },
      { name: 'S', metre: 150, processor, role: 'file-server' },
    ],
    processes: [
      { name: 'server', host: setting.server ?? 'S', ...server },
      { name: 'client', host: 'A', ...client },
    ] as never,
  })
}

function paging(args: Record<string, string | number>, setting: Setting = {}) {
  const { segments = 'on', pageBytes = 512, trespass = 'none', ...client } = args
  return twoHosts(
    { ...setting, options: { segments: String(segments), ...setting.options } },
    { program: 'page-server', args: { segments, pageBytes, trespass } },
    { program: 'page-client', args: { server: { process: 'server' }, pageBytes, ...client } },
  )
}

function loading(kilobytes: number, unitKilobytes: number, setting: Setting = {}) {
  return twoHosts(
    setting,
    { program: 'program-server', args: { kilobytes, unitKilobytes } },
    { program: 'program-loader', args: { server: { process: 'server' }, kilobytes } },
  )
}

function spanMs({ trace }: Trial, kind: number, which = 0): number {
  const open = records(trace, kind)[which] as number
  return (trace.time(trace.closeOf(open)) - trace.time(open)) / 1e6
}
const near = (value: number, published: number, percent: number) =>
  expect(Math.abs(value / published - 1) * 100, `${value} for ${published}`).toBeLessThan(percent)

/** The one Send of a page or a load, and the one move. */
const sendMs = (document: ScenarioDocument) => spanMs(trial(document), Kind.sendOpen)
const moveMs = (document: ScenarioDocument) => spanMs(trial(document), Kind.moveOpen)
const cpuMs = (document: ScenarioDocument) => Number(trial(document).summary.metrics.cpuBusyMs)
const frames = (document: ScenarioDocument) => records(trial(document).trace, Kind.packetOut).length

describe('published, 10 MHz, 3 Mb/s', () => {
  test.each([
    ['page read', paging({}), 5.56, 8],
    ['page write', paging({ direction: 'write' }), 5.6, 8],
    ['page read without segments', paging({ segments: 'off' }), 8.1, 15],
    ['page write without segments', paging({ segments: 'off', direction: 'write' }), 8.1, 15],
    ['page on one machine', paging({}, { server: 'A' }), 1.31, 3],
    ['64 KB in units of 1 KB', loading(64, 1), 518, 15],
    ['64 KB in one unit', loading(64, 64), 335, 15],
    ['64 KB in one unit on one machine', loading(64, 64, { server: 'A' }), 60, 16],
  ])('%s', (_, document, published, percent) => {
    near(sendMs(document), published, percent)
  })
  test.each([
    ['MoveTo of 1 KB', loading(1, 1), 8.0, 5],
    ['MoveFrom of 1 KB', paging({ segments: 'off', direction: 'write', pageBytes: 1024 }), 8.0, 5],
    ['MoveTo of 1 KB on one machine', loading(1, 1, { server: 'A' }), 0.95, 3],
  ])('%s', (_, document, published, percent) => {
    near(moveMs(document), published, percent)
  })
  test.each([
    ['with segments, read', paging({}), 2],
    ['with segments, write', paging({ direction: 'write' }), 2],
    ['without, read', paging({ segments: 'off' }), 4],
    ['without, write', paging({ segments: 'off', direction: 'write' }), 4],
  ])('packets for a page %s', (_, document, count) => {
    expect(frames(document)).toBe(count)
  })
  test('a load never takes longer in larger units', () => {
    const times = [1, 2, 4, 8, 16, 32, 64].map((unit) => sendMs(loading(64, unit)))
    expect(times).toEqual([...times].sort((x, y) => y - x))
  })
})

describe('blast against its rivals, 64 KB', () => {
  const by = (bulk: string, preset = 'eth10', processor = 'sun85') =>
    sendMs(loading(64, 64, { preset, processor, options: { bulk } }))
  test('stop-and-wait takes 1.78 times as long with the copy costs of 1985', () => {
    near(by('stop-and-wait') / by('blast'), 1.78, 10)
  })
  test('a window comes close, and not before', () => {
    for (const [preset, processor] of [
      ['eth10', 'sun85'],
      ['eth3', 'sun10'],
      ['eth3', 'sun8'],
    ]) {
      expect(by('window', preset, processor)).toBeGreaterThanOrEqual(by('blast', preset, processor))
      expect(by('window', preset, processor)).toBeLessThan(
        0.85 * by('stop-and-wait', preset, processor),
      )
    }
  })
})

describe('a packet of a move is lost', () => {
  const sent = (options: Record<string, string>, lost = 40) => {
    const t = trial(loading(64, 64, { options }), {
      interventions: [{ time: 0, action: 'lose', target: `A.client/send1/DATA.${lost}` }],
    })
    const result = records(t.trace, Kind.moveClose).map((i) => t.trace.a(i))
    return [records(t.trace, Kind.packetOut, /DATA/).length - 64, result, t.summary.violations]
  }
  test.each([
    ['blast', 'whole', 40, 64],
    ['blast', 'go-back-n', 40, 25],
    ['blast', 'selective', 40, 1],
    ['blast', 'go-back-n', 64, 1],
    ['window', 'go-back-n', 40, 4],
    ['window', 'selective', 40, 1],
    ['stop-and-wait', 'go-back-n', 40, 1],
  ])('%s, %s, packet %i: %i sent again', (bulk, onError, lost, again) => {
    expect(sent({ bulk, onError }, lost)).toEqual([again, [MoveResult.done], []])
  })
})

/** Each parameter of the preset that moves are made of, and a row that hangs on it. */
describe('a tenth more of a parameter', () => {
  const write = paging({ direction: 'write' })
  const rows: readonly (readonly [keyof ProcessorPreset, () => number, number])[] = [
    ['move', () => moveMs(loading(1, 1)), 0.0169],
    ['movePacket', () => moveMs(loading(1, 1)), 0.048],
    ['segment', () => sendMs(paging({})), 0.015],
    ['copyBytes', () => moveMs(loading(1, 1, { server: 'A' })), 0.078],
    ['toInterface', () => moveMs(loading(1, 1)), 0.177],
    ['fromInterface', () => sendMs(write), 0.109],
    ['protocolIn', () => sendMs(paging({})), 0.029],
    ['afterMove', () => cpuMs(loading(1, 1)), 0.218],
    ['afterMoved', () => cpuMs(loading(1, 1)), 0.11],
    ['afterSegment', () => cpuMs(paging({})), 0.034],
    ['afterSegmentReply', () => cpuMs(paging({})), 0.075],
  ]
  const presets = SUN_PRESETS as Record<string, ProcessorPreset>
  test.each(rows)('%s moves its row', (name, row, byMs) => {
    const usual = presets.sun10 as ProcessorPreset
    const before = row()
    const stage = usual[name] as Stage
    presets.sun10 = {
      ...usual,
      [name]: { ...stage, nanos: stage.nanos * 1.1, nanosPerByte: stage.nanosPerByte * 1.1 },
    }
    try {
      expect(row() - before).toBeGreaterThan(0.8 * byMs)
      expect(row() - before).toBeLessThan(1.25 * byMs)
    } finally {
      presets.sun10 = usual
    }
  })
})

describe('processor time, 10 MHz', () => {
  const busy = (document: ScenarioDocument, metric: string) =>
    Number(
      trial({ ...document, metrics: [{ name: metric, kind: 'run', label: '' }] }).summary.metrics[
        metric
      ],
    )
  test.each([
    ['page read', paging({}), 2.5, 3.28],
    ['page write', paging({ direction: 'write' }), 2.58, 3.32],
  ])('%s', (_, document, client, server) => {
    near(busy(document, 'clientCpuMs'), client, 10)
    near(busy(document, 'serverCpuMs'), server, 10)
  })
  test.each([
    ['MoveTo', loading(1, 1, { options: { segments: 'off' } }), 3.17, 4.95],
    ['MoveFrom', paging({ segments: 'off', direction: 'write', pageBytes: 1024 }), 3.32, 4.78],
  ])('%s of 1 KB, less the exchange around it', (_, document, client, server) => {
    near(busy(document, 'clientCpuMs') - 1.44, client, 10)
    near(busy(document, 'serverCpuMs') - 1.79, server, 10)
  })
})

/** Moves are numbered anew in each life of a machine, and in one life each move has its own number. */
describe('a late packet of another move', () => {
  const at = (time: number, action: string, target: string, amount?: number) => ({
    time,
    action,
    target,
    ...(amount === undefined ? {} : { amount }),
  })
  const results = ({ trace }: Trial) => records(trace, Kind.moveClose).map((i) => trace.a(i))
  test('an acknowledgement of a former life’s move ends no move of this one', () => {
    const run = trial(programLoad, {
      switches: { unitKB: 1, windowPackets: 12, onError: 'whole' },
      seed: 934,
      interventions: [
        at(6_321_084, 'delay', '*.3', 300_000),
        at(93_074_114, 'reboot', 'F'),
        at(1_096_693, 'slow', 'W', 1),
      ],
    })
    expect(run.summary.violations).toEqual([])
    expect(ignoredFor(run, IgnoreReason.staleIncarnation)).toBeGreaterThan(0)
  })
  test('a rebooted server’s MoveFrom is not taken for that of its former life', () => {
    const run = trial(pageRead, {
      switches: { segments: 'off', direction: 'write' },
      interventions: [at(4_000_000, 'reboot', 'F')],
    })
    expect(run.summary.violations).toEqual([])
    expect(results(run).filter((result) => result === MoveResult.done).length).toBe(4)
  })
  test('a late refusal of the move before refuses nothing that has not been asked', () => {
    const run = trial(pageRead, {
      switches: { pageBytes: 4096, trespass: 'outside', headers: 'ip-like' },
      interventions: [at(186_816, 'slow', 'F', 1), at(107_547_872, 'pause', 'F', 1000)],
    })
    expect(run.summary.violations).toEqual([])
  })
  test('data of the move before, in the same exchange, is not placed over that of this one', () => {
    const run = trial(loading(32, 2), {
      interventions: [at(0, 'delay', 'A.client/send1/DATA.1', 60_000)],
    })
    const { trace } = run
    const late = records(trace, Kind.placed, /DATA\.1$/)
    expect([late.length, run.summary.violations]).toEqual([0, []])
    expect(ignoredFor(run, IgnoreReason.oldSequence)).toBe(1)
  })
})

function ignoredFor({ trace }: Trial, reason: number): number {
  return records(trace, Kind.ignored).filter((i) => trace.b(i) === reason).length
}
