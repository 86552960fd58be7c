/** The engine by itself: runs with and without recording, a trace that arrives, and places in it. */

import { Field } from '../src/trace/fields.ts'
import type { Chunk } from '../src/trace/record.ts'
import { Trace } from '../src/trace/trace.ts'
import { defaultTuple, runScenario } from '../src/worker/run.ts'
import { exchange } from '../src/worker/trial.ts'
import { median, quantile, row } from './statistics.ts'

const EXCHANGES = 11_000
const ROUNDS = 5

function time(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

export default function bench(): void {
  const document = exchange(EXCHANGES)
  const recorded: number[] = []
  const bare: number[] = []
  let chunks: Chunk[] = []
  let records = 0
  for (let round = 0; round < ROUNDS; round++) {
    chunks = []
    recorded.push(
      time(() => {
        records = runScenario(
          document,
          defaultTuple(document),
          { level: 'everything' },
          { chunk: (chunk) => void chunks.push(chunk) },
        ).records
      }),
    )
    bare.push(time(() => void runScenario(document, defaultTuple(document), { level: 'nothing' })))
  }
  row('records of the run', records.toLocaleString('en'))
  row(
    'V exchanges a second, not recorded',
    Math.round((EXCHANGES / median(bare)) * 1000).toLocaleString('en'),
  )
  row('recording everything, against nothing', `${(median(recorded) / median(bare)).toFixed(2)} ×`)
  arrival(chunks)
}

function arrival(chunks: readonly Chunk[]): void {
  const trace = new Trace()
  const gaps = chunks.map((chunk) => time(() => trace.append(chunk)))
  row('a chunk arrives: median', `${median(gaps).toFixed(2)} ms`)
  row('a chunk arrives: longest', `${quantile(gaps, 1).toFixed(2)} ms`, 'goal: under 16')
  const client = trace.find('A.client')
  const seeks: number[] = []
  for (let i = 0; i < 2000; i++) {
    const at = (trace.simulatedNs * i) / 2000
    seeks.push(
      time(() => void trace.value(client, Field.state, trace.prefix({ time: at, ordinal: -1 }))),
    )
  }
  row('state of a thing anywhere in it: 95th percentile', `${quantile(seeks, 0.95).toFixed(4)} ms`)
}
