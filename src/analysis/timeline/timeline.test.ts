import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Trace } from '../../trace/trace.ts'
import { Axis } from '../axis.ts'
import { ArrowKind } from './arrows.ts'
import { BUCKETS } from './density.ts'
import { firstDifference } from './first-difference.ts'
import { TimelineIndex } from './index.ts'
import { spanTexts, spanWords } from './labels.ts'
import { overviewTicks } from './overview.ts'
import { PointKind, Points } from './points.ts'
import { layout } from './rows.ts'
import { RunByHand as Hand, type RunByHand, smallRun } from './run-by-hand.ts'
import { SpanKind, Spans } from './spans.ts'
import type { HostTrack, ProcessTrack } from './tracks.ts'

function indexed(run: RunByHand): TimelineIndex {
  const index = new TimelineIndex(run.trace, run.hosts)
  index.update()
  return index
}
const host = (index: TimelineIndex, name: string) =>
  index.hosts.find((h) => h.name === name) as HostTrack
const ends = (spans: Spans) =>
  Array.from({ length: spans.count }, (_, i) =>
    [spans.start[i], spans.end[i]].map((t) => (t as number) / 1000),
  )

describe('the index', () => {
  const index = indexed(smallRun())
  const a = host(index, 'A')
  const f = host(index, 'F')
  const client = a.processes[0] as ProcessTrack
  const server = f.processes[0] as ProcessTrack

  test('has an exchange on its client and the serving of it on its server', () => {
    expect(ends(client.sends)).toEqual([
      [1000, 3500],
      [5000, 107_500],
    ])
    expect(ends(server.serves)).toEqual([
      [2000, 2500],
      [106_000, 106_500],
    ])
    expect(spanTexts(index, client.sends, 0, index.trace.time(index.trace.length - 1))[0]).toBe(
      'Send 1 to F.fs',
    )
    expect(spanWords(index, client.sends, 1, 50e6)).toContain('not ended')
  })
  test('parts the processor into kernel and user, the user on the process as well', () => {
    expect([...a.cpu.kind.slice(0, 3)]).toEqual([SpanKind.user, SpanKind.kernel, SpanKind.kernel])
    expect(ends(client.runs)).toEqual([[100, 1000]])
  })
  test('has timers under their Send', () => {
    expect(client.timers.count).toBe(3)
    expect(ends(client.timers)[1]).toEqual([5000, 105_000])
  })
  test('has transmissions in their hue, heard by all', () => {
    expect([...a.transmits.kind.slice(0, 3)]).toEqual([
      SpanKind.request,
      SpanKind.request,
      SpanKind.request,
    ])
    expect(f.transmits.kind[0]).toBe(SpanKind.reply)
    expect(index.carrier.count).toBe(5)
    expect(f.receives.count).toBe(2)
  })
  test('has an arrow from each frame to its taker, a lost one to nowhere', () => {
    const kinds = [...index.frameArrows.kind.slice(0, index.frameArrows.count)]
    expect(kinds).toEqual([
      ArrowKind.request,
      ArrowKind.reply,
      ArrowKind.lost,
      ArrowKind.request,
      ArrowKind.reply,
    ])
    expect(index.messageArrows.count).toBe(4)
  })
  test('has no power between crash and reboot', () => {
    expect(ends(f.dead)).toEqual([[160_000, 200_000]])
  })
  test('grows as the trace grows', () => {
    const run = smallRun()
    const whole = new TimelineIndex(run.trace, run.hosts)
    const length = run.trace.length
    for (let n = 0; n <= length; n += 7) {
      Object.assign(run.trace, { length: Math.min(n, length) })
      whole.update()
    }
    Object.assign(run.trace, { length })
    whole.update()
    expect(ends((host(whole, 'A').processes[0] as ProcessTrack).sends)).toEqual(ends(client.sends))
  })
})

describe('rows', () => {
  const index = indexed(smallRun())
  const sizes = { lane: 27, process: 28, sub: 22, divide: 12 }
  const ask = {
    layer: 'message' as const,
    from: 0,
    to: 210e6,
    keep: new Set<string>(),
    narrow: false,
    sizes,
  }

  test('a machine opens into its processes, processor and wire; quiet ones fold', () => {
    const { rows, height } = layout([index], { ...ask, isOpen: (h) => h.name === 'A' })
    expect(rows.map((r) => r.kind)).toEqual(['process', 'processor', 'wire', 'lane', 'quiet'])
    expect(rows.at(-1)?.label).toBe('1 quiet machine: P')
    expect(height).toBe(28 + 22 + 22 + 27 + 22)
  })
  test('the coarsest layer shows processes alone, a narrow screen one lane each', () => {
    const open = { ...ask, isOpen: () => true }
    expect(layout([index], { ...open, layer: 'transaction' }).rows.map((r) => r.kind)).toEqual([
      'process',
      'process',
      'quiet',
    ])
    expect(layout([index], { ...open, narrow: true }).rows.map((r) => r.kind)).toEqual([
      'lane',
      'lane',
      'quiet',
    ])
  })
  test('what is on the screen stays there', () => {
    const kept = layout([index], { ...ask, keep: new Set(['0 P']), isOpen: () => false })
    expect(kept.rows.map((r) => r.kind)).toEqual(['lane', 'lane', 'lane'])
  })
  test('two futures stack', () => {
    const { rows } = layout([index, index], { ...ask, isOpen: () => false })
    expect(rows.map((r) => r.future)).toEqual([0, 0, 0, 1, 1, 1, 1])
  })
})

describe('ticks of the whole run', () => {
  test('closer than 5 px merge with a count, and never across a wide stretch', () => {
    const points = new Points()
    for (let i = 0; i < 4; i++) points.push(100 + i * 3, PointKind.reply, i, 0)
    points.push(300, PointKind.request, 4, 0)
    const axis = new Axis([{ from: 0, to: 1000, scale: 1 }], 1000)
    const ticks = overviewTicks(points, axis, 1000)
    expect(ticks.map((t) => [t.kind, t.count])).toEqual([
      [PointKind.reply, 4],
      [PointKind.request, 1],
    ])
    const dense = new Points()
    for (let i = 0; i < 1000; i++) dense.push(i, PointKind.reply, i, 0)
    expect(overviewTicks(dense, axis, 1000).length).toBeGreaterThan(4)
  })
  test('counts keep off one another, however large they are written', () => {
    const points = new Points()
    for (let i = 0; i < 360; i++)
      points.push(20 * Math.floor(i / 30) + (i % 30) / 10, PointKind.reply, i, 0)
    const axis = new Axis([{ from: 0, to: 1000, scale: 1 }], 1000)
    for (const large of [1, 1.6]) {
      const ticks = overviewTicks(points, axis, 1000, large)
      expect(ticks.length).toBeGreaterThan(3)
      const half = (count: number): number => Math.max(8, String(count).length * 3 * large + 4)
      ticks.slice(1).forEach(({ x, count }, i) => {
        const before = ticks[i] as (typeof ticks)[number]
        expect(x - half(count)).toBeGreaterThanOrEqual(before.x + half(before.count))
      })
    }
  })
  test('a wall of replies is a few counts, and no loss among them moves', () => {
    const points = new Points()
    for (let i = 0; i < 120; i++) points.push(i * 8, PointKind.reply, i, 0)
    for (const time of [400, 420]) points.push(time, PointKind.loss, time, 0)
    const axis = new Axis([{ from: 0, to: 960, scale: 1 }], 960)
    const ticks = overviewTicks(points, axis, 960)
    const losses = ticks.filter(({ kind }) => kind === PointKind.loss)
    expect(losses.map(({ x, count }) => [x, count])).toEqual([
      [400, 1],
      [420, 1],
    ])
    expect(ticks.length - losses.length).toBeLessThan(14)
    expect(ticks.length - losses.length).toBeGreaterThan(4)
  })
  test('the stronger hides the weaker, and nothing is told beyond the veil', () => {
    const points = new Points()
    points.push(100, PointKind.request, 0, 0)
    points.push(101, PointKind.crash, 1, 0)
    points.push(500, PointKind.loss, 2, 0)
    const axis = new Axis([{ from: 0, to: 1000, scale: 1 }], 1000)
    expect(overviewTicks(points, axis, 400).map((t) => t.kind)).toEqual([PointKind.crash])
  })
})

describe('the first difference', () => {
  test('is where the runs part, not the intervention itself', () => {
    const found = firstDifference(smallRun(true).trace, smallRun().trace, true)
    expect(found?.time).toBe(150e6)
    const { trace } = smallRun(true)
    expect(trace.kind(found?.first as number)).toBe(Kind.crash)
  })
  test('is none in equal runs, and none yet while one still grows', () => {
    expect(firstDifference(smallRun().trace, smallRun().trace, true)).toBeNull()
    const short = smallRun().trace
    Object.assign(short as { length: Trace['length'] }, { length: 20 })
    expect(firstDifference(short, smallRun().trace, false)).toBeNull()
    expect(firstDifference(short, smallRun().trace, true)).not.toBeNull()
  })
})

describe('a million records', () => {
  const spans = new Spans()
  const each = 1000
  for (let i = 0; i < 1_000_000; i++) {
    const kind = i % 4 === 0 ? SpanKind.user : SpanKind.kernel
    spans.close(spans.open(i * each, kind, i, 0), i * each + 800)
  }

  test('are counted and covered as they were written', () => {
    const fill = spans.density.fill(0, 1e9, { count: 0, kind: 0, share: 0 })
    expect(fill.count).toBe(1_000_000)
    expect(fill.kind).toBe(SpanKind.kernel)
    expect(spans.density.width * BUCKETS).toBeGreaterThan(1e9)
    const quarter = spans.density.fill(0, spans.density.width * 2048, fill)
    expect(quarter.count / 1_000_000).toBeCloseTo((spans.density.width * 2048) / 1e9, 2)
    expect(quarter.share).toBeCloseTo(0.8, 1)
  })
  test('fewer are counted as well: a narrow window has fewer pixels still', () => {
    const few = new Spans()
    for (let i = 0; i < 900; i++) few.close(few.open(i * 10, SpanKind.user, i, 0), i * 10 + 8)
    const fill = few.density.fill(0, 9000, { count: 0, kind: 0, share: 0 })
    expect(fill).toMatchObject({ count: 900, kind: SpanKind.user })
  })
  test('are counted once, whichever of them end late', () => {
    const late = new Spans()
    const slots = Array.from({ length: 3000 }, (_, i) => late.open(i * 10, SpanKind.user, i, 0))
    for (const slot of slots) if (slot % 3 > 0) late.close(slot, slot * 10 + 5)
    const fill = { count: 0, kind: 0, share: 0 }
    expect(late.density.fill(0, 1e6, fill).count).toBe(2000)
    for (const slot of slots) if (slot % 3 === 0) late.close(slot, slot * 10 + 5)
    expect(late.density.fill(0, 1e6, fill).count).toBe(3000)
  })
  test('are found by a window', () => {
    const found: number[] = []
    spans.each(500_000_000, 500_002_900, (slot) => found.push(slot))
    expect(found).toEqual([500_000, 500_001, 500_002])
  })
  test('arrows are capped, the lost first', () => {
    const run = new Hand()
    const a = run.machine('A', '', 'p')
    const b = run.machine('B', '', 'q')
    run.exchange(a, b, 0, 100)
    const { frameArrows } = indexed(run.finish(1000))
    for (let i = 1; i < 200_000; i++) {
      const kind = i % 20_000 === 0 ? ArrowKind.lost : ArrowKind.request
      frameArrows.push(kind, 1e6 + i * 10, 1e6 + i * 10 + 5, { from: 1, to: 2 }, i, i)
    }
    const { shown, all } = frameArrows.inView(0, 1e10, 5000)
    expect(shown.length).toBeLessThanOrEqual(5000)
    expect(all).toBe(200_001)
    expect(shown.filter((i) => frameArrows.kind[i] === ArrowKind.lost)).toHaveLength(9)
  })
})
