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
const SIMPY_ROUNDS = 5
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

/** Runs each in turn, and gives back how many a second each did in the rounds after the first. */
function speeds<Name extends string>(
  count: number,
  works: Readonly<Record<Name, () => void>>,
): Record<Name, number[]> {
  const names = Object.keys(works) as Name[]
  const done = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const speed = (count / time(works[name])) * 1000
      if (round > 0) done[name].push(speed)
    }
  }
  return done
}

/** Each round against its neighbour, since a machine that is busy is so for both. */
function against(speed: readonly number[], other: readonly number[]): number {
  return median(speed.map((each, round) => each / (other[round] as number)))
}

export default function bench(): void {
  const workload = new Workload(ENTITIES)
  pholds(workload)
  rings()
  simpy(workload)
  exchanges()
}

function pholds(workload: Workload): void {
  const outcomes = new Set<string>()
  const seen = ({ events, checksum }: Outcome): void => void outcomes.add(`${events} ${checksum}`)
  const { bare, recorded, unrecorded } = speeds(EVENTS, {
    bare: () => seen(pholdBare(workload, ENTITIES, EVENTS)),
    recorded: () => seen(phold(workload, ENTITIES, EVENTS, new TraceWriter(() => {}))),
    unrecorded: () => seen(phold(workload, ENTITIES, EVENTS, null)),
  })
  if (outcomes.size > 1) throw new Error('PHOLD came out differently on the bare heap.')
  row('PHOLD, 1,024 entities: bare heap, events a second', whole(median(bare)))
  row('  programs, a record an event', whole(median(recorded)))
  row('  against the bare heap', against(recorded, bare).toFixed(2), 'goal: at least 0.25')
  row('  programs, not recorded', whole(median(unrecorded)))
}

function rings(): void {
  const { bare, programs } = speeds(HOPS, {
    bare: () => void ringBare(PROCESSES, HOPS),
    programs: () => void ring(PROCESSES, HOPS),
  })
  row('ring of 100 processes: hops a second', whole(median(programs)), 'goal: at least 5,000,000')
  row('  against a bare heap with one event in it', against(programs, bare).toFixed(3))
}

/** SimPy's processes on the same models, if it is here, with ours before and after each. */
function simpy(workload: Workload): void {
  const model = join(process.cwd(), 'bench/models/simpy_models.py')
  const sizes = [ENTITIES, EVENTS / 5, PROCESSES, HOPS / 10].map(String)
  let version = ''
  const theirs = { phold: [] as number[], ring: [] as number[] }
  const ours = { phold: [] as number[], ring: [] as number[] }
  for (let round = 0; round < SIMPY_ROUNDS; round++) {
    const recorded = () => void phold(workload, ENTITIES, EVENTS, new TraceWriter(() => {}))
    ours.phold.push((EVENTS / time(recorded)) * 1000)
    const { status, stdout } = spawnSync('python3', [model, ...sizes], { encoding: 'utf8' })
    if (status !== 0) return row('SimPy', 'not installed')
    ours.ring.push((HOPS / time(() => void ring(PROCESSES, HOPS))) * 1000)
    const [word, events, hops] = stdout.split(' ')
    version = word as string
    theirs.phold.push(Number(events))
    theirs.ring.push(Number(hops))
  }
  const goal = 'goal: at least 10'
  row('SimPy', version)
  row('  PHOLD, events a second', whole(median(theirs.phold)))
  row('  ours, recorded, against it', `${against(ours.phold, theirs.phold).toFixed(1)} ×`, goal)
  row('  ring, hops a second', whole(median(theirs.ring)))
  row('  ours against it', `${against(ours.ring, theirs.ring).toFixed(1)} ×`, goal)
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
  row('V exchanges a second, not recorded', whole(median(unrecorded)))
  row('  recorded', whole(median(recorded)))
  row('  recording everything, against nothing', `${against(unrecorded, recorded).toFixed(2)} ×`)
  row('  records an exchange', (records / EXCHANGES).toFixed(1))
  row('  records a second', whole((median(recorded) * records) / EXCHANGES))
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
