/** A run with everything in hand, for tests: the whole trace, the setup and the summary. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RecordingLevel } from '../trace/record.ts'
import type { RunSetup, RunSummary } from '../trace/setup.ts'
import { Trace } from '../trace/trace.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { defaultTuple, type RunOptions, runScenario } from './run.ts'

export interface Trial {
  readonly trace: Trace
  readonly setup: RunSetup
  readonly summary: RunSummary
}

export function trial(
  document: ScenarioDocument,
  tuple: Partial<RunTuple> = {},
  level: RecordingLevel = 'everything',
  options: Partial<RunOptions> = {},
): Trial {
  const trace = new Trace()
  let setup: RunSetup | undefined
  const full = { ...defaultTuple(document), ...tuple }
  const summary = runScenario(
    document,
    full,
    { level, ...options },
    {
      setup: (given) => {
        setup = given
      },
      chunk: (chunk) => trace.append(chunk),
    },
  )
  return { trace, setup: setup as RunSetup, summary }
}

type Host = Partial<ScenarioDocument['hosts'][number]> & {
  readonly name: string
  readonly metre: number
}
type Process = Partial<ScenarioDocument['processes'][number]> & {
  readonly name: string
  readonly host: string
  readonly program: string
}

export interface Room {
  readonly network?: Partial<ScenarioDocument['network']>
  readonly options?: Record<string, string | number>
  readonly hosts: readonly Host[]
  readonly groups?: ScenarioDocument['groups']
  readonly processes: readonly Process[]
  readonly timeMs?: number
  readonly checks?: readonly string[]
  readonly metrics?: readonly string[]
}

/** A document with nothing in it but machines and parts. */
export function room(parts: Room): ScenarioDocument {
  return {
    format: 1,
    id: 'trial',
    revision: 1,
    title: 'Trial',
    section: 'Communication',
    wave: 1,
    minutes: 1,
    asks: 'What happens?',
    from: 'a test',
    switches: [],
    network: { preset: 'eth3', metres: 500, ...parts.network },
    kernel: { dialect: 'v', options: parts.options ?? {} },
    hosts: parts.hosts.map((host) => ({ role: 'workstation', processor: 'sun10', ...host })),
    ...(parts.groups ? { groups: parts.groups } : {}),
    processes: parts.processes,
    until: parts.timeMs === undefined ? { quiescent: true } : { timeMs: parts.timeMs },
    checks: parts.checks ?? [],
    metrics: (parts.metrics ?? []).map((name) => ({ name, kind: 'run', label: name })),
    story: [],
    predictions: [],
  }
}

/** A client on A and a server on S, `exchanges` times. */
export function exchange(exchanges: number, parts: Partial<Room> = {}): ScenarioDocument {
  return room({
    hosts: [
      { name: 'A', metre: 100 },
      { name: 'S', metre: 150, role: 'server' },
    ],
    processes: [
      { name: 'server', host: 'S', program: 'server', restarts: true },
      {
        name: 'client',
        host: 'A',
        program: 'client',
        args: { server: { process: 'server' }, exchanges },
      },
    ],
    ...parts,
  })
}

/** Records of a kind, in words that a test can read: `0.709830 A.client/send1/SEND.1`. */
export function records(trace: Trace, kind: number, entity?: RegExp): readonly number[] {
  const found: number[] = []
  for (let i = 0; i < trace.length; i++) {
    if (trace.kind(i) === kind && (!entity || entity.test(trace.nameOf(trace.entity(i)))))
      found.push(i)
  }
  return found
}
