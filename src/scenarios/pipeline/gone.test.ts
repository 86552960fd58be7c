// A stage, its machine or the cable to it is gone, at many instants: whoever is left comes to an end and says why.
import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { pipeline } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const MS = 1_000_000
const RECORDS = 10
const alone: ScenarioDocument = {
  ...pipeline,
  metrics: pipeline.metrics.filter(({ kind }) => kind === 'run'),
}
const run = (interventions: readonly Intervention[], switches: Switches = {}, document = alone) =>
  trial(document, { switches: { records: RECORDS, ...switches }, interventions }, 'summaries')

const told = ({ trace }: Trial, kind: number) =>
  records(trace, kind).map((i) => trace.nameOf(trace.entity(i)))
const ends = (t: Trial) => [
  ...told(t, Kind.streamEnded),
  ...told(t, Kind.streamCut),
  ...told(t, Kind.pipeBroken),
]
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ says }) => says))]
/** A run of so many records takes about half a second. */
const INSTANTS = Array.from({ length: 40 }, (_, i) => Math.round((7 + 12.1 * i) * MS))
const SOME = INSTANTS.filter((_, i) => i % 5 === 0)
const STAGES = ['A.read', 'B.format', 'C.check', 'D.print']

describe.each(['A', 'B', 'C', 'D'])('machine %s', (host) => {
  const others = STAGES.filter((name) => !name.startsWith(host))
  test('goes: all others stop, and each says why', () => {
    for (const time of INSTANTS) {
      const t = run([{ time, action: 'crash', target: host }])
      expect([time, t.summary.endReason, broken(t)]).toEqual([time, 'quiescent', []])
      expect([time, others.filter((name) => !ends(t).includes(name))]).toEqual([time, []])
    }
  })
  test('is started again: nobody waits for ever', () => {
    for (const time of SOME) {
      const t = run([{ time, action: 'reboot', target: host }])
      const waits = broken(t).filter((says) => says.includes('waits'))
      expect([time, t.summary.endReason, waits]).toEqual([time, 'quiescent', []])
    }
  })
})

describe.each([...STAGES, 'B.to-format', 'C.to-check', 'D.to-print'])('process %s', (name) => {
  test('ends, and its machine does not: all others stop, and each says why', () => {
    for (const time of SOME) {
      const t = run([{ time, action: 'destroy', target: name }])
      expect([time, t.summary.endReason, broken(t)]).toEqual([time, 'quiescent', []])
      const silent = STAGES.filter((stage) => stage !== name && !ends(t).includes(stage))
      expect([time, silent]).toEqual([time, []])
    }
  })
})

/** Between the machines. */
const PLACES = [70, 150, 230]
const cut = (time: number, metre: number): Intervention => ({
  time,
  action: 'cut',
  target: 'ether',
  amount: metre,
})
const healed = (time: number): Intervention => ({ time, action: 'heal', target: 'ether' })

describe('the cable is cut', () => {
  test.each(PLACES)('at %d m and never mended: both sides come to an end', (metre) => {
    for (const time of SOME) {
      const t = run([cut(time, metre)])
      expect([time, t.summary.endReason, broken(t)]).toEqual([time, 'quiescent', []])
      expect([time, STAGES.filter((name) => !ends(t).includes(name))]).toEqual([time, []])
      const passedBy = (name: string) =>
        told(t, Kind.recordPassed).filter((each) => each === name).length
      const lost = passedBy('A.read') - passedBy('D.print')
      expect([time, t.summary.metrics.recordsLost]).toEqual([time, lost])
    }
  })
  test.each(PLACES)('at %d m and mended soon: nothing is lost', (metre) => {
    for (const time of SOME)
      for (const forMs of [50, 1000, 2500]) {
        const t = run([cut(time, metre), healed(time + forMs * MS)])
        const { endReason, metrics } = t.summary
        const now = [time, forMs, endReason, metrics.recordsLost, ...broken(t)]
        expect(now).toEqual([time, forMs, 'quiescent', 0])
        expect(told(t, Kind.streamEnded)).toEqual(STAGES)
      }
  })
  test('and mended when some have given up, and others have not: all come to an end', () => {
    for (const metre of PLACES)
      for (const forMs of [3000, 3200, 4000, 5000, 6500, 8000, 12_000]) {
        const t = run([cut(200 * MS, metre), healed((200 + forMs) * MS)])
        expect([metre, forMs, t.summary.endReason, broken(t)]).toEqual([
          metre,
          forMs,
          'quiescent',
          [],
        ])
        expect([forMs, STAGES.filter((name) => !ends(t).includes(name))]).toEqual([forMs, []])
      }
  })
})
