/** Who is on stage once the switches are set: repeated hosts and processes one by one, names called for. */
import type {
  BoundArgument,
  BoundHost,
  BoundOptions,
  BoundProcess,
  ProcessReference,
} from './bound.ts'
import { diskOf } from './disk.ts'
import type { HostPart, KernelPart, ProcessPart, ScenarioDocument } from './document.ts'
import { LIMITS } from './limits.ts'
import { parseBy } from './parse-by.ts'
import { type Placement, tapMetre } from './placement.ts'
import { Refusal, shown } from './refusal.ts'
import { scriptSchema } from './script.ts'
import { decide, decideNumber, decideText, holds, isBinding, type Values } from './switches.ts'
import { trafficOf } from './traffic.ts'

export const HOSTS_MAX = 1024
export const PROCESSES_MAX = 4096
const NANOS_PER_MS = 1_000_000

export function toNanos(milliseconds: number): number {
  return Math.round(milliseconds * NANOS_PER_MS)
}

export function decideOptions(
  options: KernelPart['options'],
  values: Values,
  place: string,
): BoundOptions {
  const decided: Record<string, BoundOptions[string]> = {}
  for (const [key, bound] of Object.entries(options ?? {}))
    decided[key] = decide(bound, values, `${place}: options.${key}`)
  return decided
}

export function castHosts(
  document: ScenarioDocument,
  values: Values,
  metres: number,
): readonly BoundHost[] {
  const hosts: BoundHost[] = []
  const names = new Set<string>()
  document.hosts.forEach((part, i) => {
    if (!isThere(part, values)) return
    const place = `hosts[${i}] ${shown(part.name)}`
    for (const host of castHost(part, values, metres, place)) {
      if (names.has(host.name)) throw new Refusal(place, `there are two hosts called ${host.name}`)
      names.add(host.name)
      hosts.push(host)
    }
    if (hosts.length > HOSTS_MAX) throw new Refusal('hosts', `there are more than ${HOSTS_MAX}`)
  })
  return hosts
}

const isThere = ({ when = [] }: HostPart | ProcessPart, values: Values): boolean =>
  when.every((condition) => holds(condition, values))

function castHost(
  part: HostPart,
  values: Values,
  metres: number,
  place: string,
): readonly BoundHost[] {
  const number = (key: 'count' | 'metre' | 'spacing', usual: number, max: number) =>
    decideNumber(part[key], values, {
      place: `${place}: ${key}`,
      usual,
      min: 0,
      max,
      whole: key === 'count',
    })
  const count = number('count', 1, LIMITS.count)
  const first = number('metre', 0, LIMITS.metres)
  const spacing = number('spacing', 0, LIMITS.metres)
  const rest = {
    part: part.name,
    role: part.role,
    processor: decideText(part.processor, values, `${place}: processor`),
    buffers:
      part.buffers === undefined
        ? null
        : decideNumber(part.buffers, values, {
            place: `${place}: buffers`,
            usual: 1,
            min: 1,
            max: 1024,
            whole: true,
          }),
    ...diskOf(part, values, place),
    ...trafficOf(part, values, count, place),
    options: decideOptions(part.options, values, place),
  }
  const placement =
    part.placement === undefined
      ? null
      : (decideText(part.placement, values, `${place}: placement`) as Placement)
  return Array.from({ length: count }, (_, i) => {
    const metre = placement ? tapMetre(placement, i, count, metres) : first + i * spacing
    const repeated = part.count !== undefined
    const name = repeated ? `${part.name}${i + 1}` : part.name
    if (metre > metres) {
      const tap = repeated ? `the tap of ${name} at ${metre} m` : `its tap at metre ${metre}`
      throw new Refusal(place, `${tap} is beyond the end of the cable at ${metres}`)
    }
    return { name, number: repeated ? i + 1 : 0, metre, ...rest }
  })
}

export function castProcesses(
  document: ScenarioDocument,
  values: Values,
  hosts: readonly BoundHost[],
): readonly BoundProcess[] {
  const cast: BoundProcess[] = []
  /** Of each process the part that it plays: a name is not enough, for two machines may have one of the same name. */
  const parts: number[] = []
  document.processes.forEach((part, i) => {
    if (!isThere(part, values)) return
    const place = `processes[${i}] ${shown(part.name)}`
    cast.push(...castProcess(part, values, hosts, document, place))
    while (parts.length < cast.length) parts.push(i)
    if (cast.length > PROCESSES_MAX)
      throw new Refusal('processes', `there are more than ${PROCESSES_MAX}`)
  })
  const names = new Set<string>()
  for (const { identity } of cast) {
    if (names.has(identity)) throw new Refusal('processes', `there are two called ${identity}`)
    names.add(identity)
  }
  return cast.map((process, i) => ({
    ...process,
    args: decideArguments(process, parts[i] as number, values, cast, document),
  }))
}

function castProcess(
  part: ProcessPart,
  values: Values,
  hosts: readonly BoundHost[],
  document: ScenarioDocument,
  place: string,
): readonly BoundProcess[] {
  const named = decideText(part.host, values, `${place}: host`)
  const on = hosts.filter((host) => host.part === named || host.name === named)
  if (on.some(({ traffic }) => traffic))
    throw new Refusal(place, `${named} is a station without a kernel and can run no process`)
  if (on.length === 0 && !document.hosts.some((host) => host.name === named))
    throw new Refusal(place, `there is no host ${shown(named)}`)
  const count = decideNumber(part.count, values, {
    place: `${place}: count`,
    usual: 1,
    min: 0,
    max: LIMITS.count,
    whole: true,
  })
  if (on.length * count > PROCESSES_MAX)
    throw new Refusal('processes', `there are more than ${PROCESSES_MAX}`)
  const startMs = decideNumber(part.startMs, values, {
    place: `${place}: startMs`,
    usual: 0,
    min: 0,
    max: LIMITS.milliseconds,
  })
  const user = part.user === undefined ? '' : decideText(part.user, values, `${place}: user`)
  return on.flatMap((host) =>
    Array.from({ length: count }, (_, i) => {
      const name = i === 0 ? part.name : `${part.name}${i + 1}`
      return {
        name,
        part: part.name,
        number: part.count === undefined ? 0 : i + 1,
        host: host.name,
        identity: `${host.name}.${name}`,
        program: part.program,
        args: {},
        startNs: toNanos(startMs),
        restarts: part.restarts ?? false,
        user,
      }
    }),
  )
}

function decideArguments(
  process: BoundProcess,
  index: number,
  values: Values,
  cast: readonly BoundProcess[],
  document: ScenarioDocument,
): BoundProcess['args'] {
  const part = document.processes[index] as ProcessPart
  const place = `processes[${index}] ${shown(part.name)}`
  const groups = (document.groups ?? []).map(({ name }) => name)
  const args: Record<string, BoundArgument> = {}
  for (const [key, argument] of Object.entries(part.args ?? {})) {
    const at = `${place}: args.${key}`
    const script = part.program === 'script' && key === 'do'
    const given = script ? checkedScript(argument, at) : argument
    const decided = decideDeep(given, { values, cast, process, groups, place: at })
    args[key] = script ? (checkedScript(decided, at) as BoundArgument) : decided
  }
  return args
}

/** Once as written and once as decided: a switch may have brought a word where a number is needed. */
function checkedScript(ops: unknown, place: string): unknown {
  try {
    return parseBy(scriptSchema, ops)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(`${place}${error.place}`, error.problem)
  }
}

interface Asking {
  readonly values: Values
  readonly cast: readonly BoundProcess[]
  readonly process: BoundProcess
  readonly groups: readonly string[]
  readonly place: string
}

/** Decides switches and looks up processes wherever they stand in an argument. */
function decideDeep(value: unknown, asking: Asking): BoundArgument {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value)) return value.map((item) => decideDeep(item, asking))
  if (typeof value !== 'object' || value === null)
    throw new Refusal(asking.place, `${shown(value)} is no argument`)
  if (isBinding(value)) return decideDeep(decide(value, asking.values, asking.place), asking)
  const keys = Object.keys(value)
  if (keys.length === 1 && keys[0] === 'process') {
    const name: unknown = decide(
      (value as { process: unknown }).process,
      asking.values,
      asking.place,
    )
    return findProcess(name, asking)
  }
  if (keys.length === 1 && keys[0] === 'processes') {
    const { processes } = value as { processes: unknown }
    return called(processes, asking).map(({ identity }) => ({ process: identity }))
  }
  const decided: Record<string, BoundArgument> = {}
  for (const [key, item] of Object.entries(value)) decided[key] = decideDeep(item, asking)
  return decided
}

const called = (name: unknown, { cast }: Asking) =>
  cast.filter((each) => each.part === name || each.name === name || each.identity === name)

/** A group by its name, or the one process of that name; among several the one on the asking process's own host. */
function findProcess(name: unknown, asking: Asking): ProcessReference {
  if (typeof name === 'string' && asking.groups.includes(name)) return { process: name }
  const all = called(name, asking)
  const near = all.filter((each) => each.host === asking.process.host)
  const found = all.length === 1 ? all[0] : near.length === 1 ? near[0] : undefined
  if (found) return { process: found.identity }
  if (all.length === 0)
    throw new Refusal(asking.place, `there is no process ${shown(name)} in this run`)
  const example = (all[0] as BoundProcess).identity
  throw new Refusal(
    asking.place,
    `${shown(name)} is ${all.length} processes; say which one, such as ${example}, or use "processes"`,
  )
}
