// Metrics and the fingerprint are the same whatever is recorded: they see emissions, not the trace.
import { expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { lostReply } from '../scenarios/lost-reply/document.ts'
import { messageExchange } from '../scenarios/message-exchange/document.ts'
import type { RecordingLevel } from '../trace/record.ts'
import type { Intervention, RunTuple } from '../trace/tuple.ts'
import { defaultTuple, runScenario } from '../worker/run.ts'
import { METRICS } from './metrics.ts'

const LEVELS: readonly RecordingLevel[] = ['everything', 'summaries', 'nothing']
const crash: Intervention[] = [
  { time: 8_000_000, action: 'crash', target: 'S' },
  { time: 30_000_000, action: 'reboot', target: 'S' },
]

const all = (document: ScenarioDocument): ScenarioDocument => ({
  ...document,
  warmUpMs: 3,
  metrics: Object.keys(METRICS).map((name) => ({ name, kind: 'run', label: name })),
})

test.each<[string, ScenarioDocument, Partial<RunTuple>]>([
  ['eight clients', messageExchange, { switches: { clients: 8, exchanges: 20 } }],
  ['a crash', messageExchange, { switches: { exchanges: 20 }, interventions: crash }],
  ['loss', lostReply, { switches: { lossPercent: 30, requests: 10, duplicateTable: 'off' } }],
])('three levels measure the same: %s', (_, document, tuple) => {
  const [first, ...others] = LEVELS.map((level) => {
    const { metrics, fingerprint, violations } = runScenario(
      all(document),
      { ...defaultTuple(document), ...tuple },
      { level, checks: true },
    )
    expect(Object.values(metrics)).not.toContain(Number.NaN)
    return { metrics, fingerprint, violations }
  })
  for (const other of others) expect(other).toEqual(first)
  expect(first?.metrics.exchangeMs).toBeGreaterThan(0)
})
