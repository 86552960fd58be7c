import { expect, test } from 'vitest'
import { programLoad } from '../scenarios/program-load/document.ts'
import { Kind } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { records, trial } from '../worker/trial.ts'
import { TimelineIndex } from './timeline/index.ts'
import { runsFrom } from './timers.ts'

test('a timer runs from when the other side was last heard, for every view', () => {
  const { trace, setup } = trial(programLoad)
  const [set] = records(trace, Kind.timerSet, /send1\/timer1$/) as [number]
  const heard = records(trace, Kind.heard, /send1\/timer1$/)
  expect(heard.length).toBeGreaterThan(60)
  const timer = trace.entity(set)
  expect(runsFrom(trace, timer, set)).toBe(NONE)
  expect(runsFrom(trace, timer, set + 1)).toBe(set)
  expect(runsFrom(trace, timer, (heard[3] as number) + 1)).toBe(heard[3])
  const [at, longest] = [trace.length, trace.a(set) * 1000]
  // 64 packets take three times as long as the timer was set to; each lets it begin again.
  expect(trace.time(heard.at(-1) as number) - trace.time(set)).toBeGreaterThan(2 * longest)
  const index = new TimelineIndex(trace, setup.hosts)
  while (index.update(10_000));
  const wedges = index.hosts
    .flatMap((host) => host.processes)
    .find((p) => trace.nameOf(p.entity) === 'W.loader')?.timers
  const begun = [Kind.timerSet, Kind.heard].flatMap((kind) => records(trace, kind, /^W\.loader\//))
  expect(wedges?.count).toBe(begun.length)
  expect(runsFrom(trace, timer, at)).toBe(heard.at(-1))
})
