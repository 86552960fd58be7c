/**
 * The engine by itself: blocking programs on it, against a heap with nothing around it and against SimPy where
 * that is installed; V on it, with and without recording; and a trace that arrives. Whatever is compared is
 * run in turns, so that a busy machine slows both.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Field } from '../src/trace/fields.ts'
import type { Chunk } from '../src/trace/record.ts'
import { Trace } from '../src/trace/trace.ts'
import { TraceWriter } from '../src/trace/writer.ts'
import { defaultTuple, runScenario } from '../src/worker/run.ts'
import { exchange } from '../src/worker/trial.ts'
import { type Outcome, phold, pholdBare } from './models/phold.ts'
import { ring, ringBare } from './models/ring.ts'
import { Workload } from './models/workload.ts'
import { median, quantile, row } from './statistics.ts'

const ROUNDS = 7
const ENTITIES = 1024
const EVENTS = 1_000_000
const PROCESSES = 100
const HOPS = 2_000_000
const EXCHANGES = 11_000

/** ms */
function time(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const whole = (figure: number): string => Math.round(figure).toLocaleString('en')

/** Runs each in turn, and gives back how many a second each did: the median of the rounds after the first. */
function speeds<Name extends string>(
  count: number,
  works: Readonly<Record<Name, () => void>>,
): Record<Name, number> {
  const names = Object.keys(works) as Name[]
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const took = time(works[name])
      if (round > 0) times.get(name)?.push(took)
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, (count / median(times.get(name) as number[])) * 1000]),
  ) as Record<Name, number>
}

export default function bench(): void {
  const ours = { phold: pholds(), ring: rings() }
  simpy(ours)
  exchanges()
}

function pholds(): number {
  const workload = new Workload(ENTITIES)
  const outcomes = new Set<string>()
  const seen = ({ events, checksum }: Outcome): void => void outcomes.add(`${events} ${checksum}`)
  const { bare, recorded, unrecorded } = speeds(EVENTS, {
    bare: () => seen(pholdBare(workload, ENTITIES, EVENTS)),
    recorded: () => seen(phold(workload, ENTITIES, EVENTS, new TraceWriter(() => {}))),
    unrecorded: () => seen(phold(workload, ENTITIES, EVENTS, null)),
  })
  if (outcomes.size > 1) throw new Error('PHOLD came out differently on the bare heap.')
  row('PHOLD, 1,024 entities: bare heap, events a second', whole(bare))
  row('  programs, a record an event', whole(recorded))
  row('  against the bare heap', (recorded / bare).toFixed(2), 'goal: at least 0.25')
  row('  programs, not recorded', whole(unrecorded))
  return recorded
}

function rings(): number {
  const { bare, programs } = speeds(HOPS, {
    bare: () => void ringBare(PROCESSES, HOPS),
    programs: () => void ring(PROCESSES, HOPS),
  })
  row('ring of 100 processes: hops a second', whole(programs), 'goal: at least 5,000,000')
  row('  against a bare heap with one event in it', (programs / bare).toFixed(3))
  return programs
}

/** SimPy's processes on the same models, if it is here. */
function simpy(ours: { readonly phold: number; readonly ring: number }): void {
  const model = join(process.cwd(), 'bench/models/simpy_models.py')
  const sizes = [ENTITIES, EVENTS / 5, PROCESSES, HOPS / 10].map(String)
  const { status, stdout } = spawnSync('python3', [model, ...sizes], { encoding: 'utf8' })
  if (status !== 0) return row('SimPy', 'not installed')
  const [version, events, hops] = stdout.split(' ')
  row('SimPy', version as string)
  row('  PHOLD, events a second', whole(Number(events)))
  row(
    '  ours, recorded, against it',
    `${(ours.phold / Number(events)).toFixed(1)} ×`,
    'goal: at least 10',
  )
  row('  ring, hops a second', whole(Number(hops)))
  row('  ours against it', `${(ours.ring / Number(hops)).toFixed(1)} ×`, 'goal: at least 10')
}

function exchanges(): void {
  const document = exchange(EXCHANGES)
  let chunks: Chunk[] = []
  let records = 0
  const { unrecorded, recorded } = speeds(EXCHANGES, {
    unrecorded: () => void runScenario(document, defaultTuple(document), { level: 'nothing' }),
    recorded: () => {
      chunks = []
      const sink = { chunk: (chunk: Chunk) => void chunks.push(chunk) }
      const tuple = defaultTuple(document)
      records = runScenario(document, tuple, { level: 'everything' }, sink).records
    },
  })
  row('V exchanges a second, not recorded', whole(unrecorded))
  row('  recorded', whole(recorded))
  row('  recording everything, against nothing', `${(unrecorded / recorded).toFixed(2)} ×`)
  row('  records an exchange', (records / EXCHANGES).toFixed(1))
  row('  records a second', whole((recorded * records) / EXCHANGES))
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
