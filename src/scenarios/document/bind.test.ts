import { describe, expect, test } from 'vitest'
import { bindDocument } from './bind.ts'
import type { BoundScenario } from './bound.ts'
import type { ScenarioDocument } from './document.ts'
import { HOST_LIMITS, loadDocument } from './load.ts'
import { sample } from './sample.ts'
import { changedSwitches, type Values } from './switches.ts'

function bound(switches: Values = {}, document: ScenarioDocument = sample): BoundScenario {
  const bind = bindDocument(document, switches)
  if (!bind.ok) throw new Error(bind.sentence)
  return bind.bound
}
function sentence(switches: Values, document: ScenarioDocument = sample): string {
  const bind = bindDocument(document, switches)
  return bind.ok ? 'it binds' : bind.sentence
}
const identities = ({ processes }: BoundScenario) => processes.map(({ identity }) => identity)

test('the defaults', () => {
  const { switches, network, kernel, untilNs, promised, metrics } = bound()
  expect(switches).toEqual({ clock: '10', table: 'kept', clients: 1, waitMs: 10 })
  expect(network).toEqual({ preset: 'eth3', metres: 500, lossPercent: 0, options: {} })
  expect(kernel).toEqual({ dialect: 'v', options: { duplicateTable: true } })
  expect(untilNs).toBe(100_000_000)
  expect(promised).toEqual({ 'executed-at-most-once': true })
  expect(metrics).toEqual(['exchangeMs'])
})

test('a machine and its processes may be there on one side of a switch only', () => {
  const when = [{ switch: 'table', is: '=', value: 'off' }] as const
  const [host, server] = [sample.hosts.at(-1), sample.processes.at(-1)]
  if (!host || !server) throw new Error('The sample has machines and processes.')
  const document = {
    ...sample,
    hosts: [...sample.hosts, { ...host, name: 'R', metre: 90, when }],
    processes: [...sample.processes, { ...server, name: 'spare', host: 'R', when }],
  } as ScenarioDocument
  const names = (switches: Values) => bound(switches, document).hosts.map(({ name }) => name)
  expect(names({})).not.toContain('R')
  expect(names({ table: 'off' })).toContain('R')
  expect(identities(bound({}, document))).toEqual(identities(bound()))
  expect(identities(bound({ table: 'off' }, document))).toContain('R.spare')
  const loads = (value: string) => {
    const other = [{ switch: 'table', is: '=', value }]
    const hosts = [...sample.hosts, { ...host, name: 'R', metre: 90, when: other }]
    const load = loadDocument({ ...sample, hosts }, { hosts: HOST_LIMITS.link })
    return load.ok ? '' : load.sentence
  }
  expect(loads('off')).toBe('')
  expect(loads('gone')).toMatch(/^hosts\[\d\] "R": when: table/)
})

test('a run may be as long as switches say together', () => {
  const until = (timeMs: object) => ({ ...sample, until: { timeMs } }) as typeof sample
  const end = (timeMs: object, waitMs: number) => {
    const bind = bindDocument(until(timeMs), { waitMs })
    return bind.ok ? bind.bound.untilNs : bind.sentence
  }
  const loads = (timeMs: object) => loadDocument(until(timeMs), { hosts: HOST_LIMITS.link }).ok
  const minutes = { product: [60_000, { switch: 'waitMs' }] }
  expect(end(minutes, 3)).toBe(180e9)
  expect(end({ sum: [{ switch: 'waitMs' }, 5] }, 3)).toBe(8e6)
  expect(loads(minutes)).toBe(true)
  for (const strange of ['missing', 'table'])
    expect(loads({ product: [2, { switch: strange }] })).toBe(false)
})

test('a switch reaches options, hosts, arguments and scripts', () => {
  const run = bound({ clock: '8', table: 'off', waitMs: 12.5 })
  expect(run.kernel.options).toEqual({ duplicateTable: false })
  expect(run.hosts[0]).toMatchObject({ name: 'C1', part: 'C', number: 1, processor: 'sun8' })
  expect(run.processes[1]?.args).toEqual({ server: { process: 'F.server' }, waitMs: 12.5 })
  expect(run.processes[3]?.args.do).toMatchObject([
    { send: { to: { process: 'F.server' }, message: 'hello', value: 12.5 }, as: 'answer' },
    { repeat: { times: 1 } },
    { else: [{ destroy: { process: 'F.server' } }] },
    {},
    { exit: true },
  ])
  expect(run.promised).toEqual({ 'executed-at-most-once': false })
})

test('repeated hosts and processes keep their names when there are more', () => {
  expect(identities(bound())).toEqual(['F.server', 'C1.client', 'C1.client2', 'F.teacher'])
  const three = bound({ clients: 3 })
  expect(three.hosts.map(({ name, metre }) => [name, metre])).toEqual([
    ['C1', 10],
    ['C2', 30],
    ['C3', 50],
    ['F', 400],
  ])
  for (const name of identities(bound())) expect(identities(three)).toContain(name)
  expect(three.processes[1]?.startNs).toBe(1_500_000)
})

test('overrides go on top of switches', () => {
  const bind = bindDocument(sample, { clients: 2, waitMs: 5 }, { clients: 3 })
  expect(bind.ok && bind.bound.switches).toMatchObject({ clients: 3, waitMs: 5 })
})

test.each<[Values, string]>([
  [{ clock: '9' }, 'clock takes 8 or 10, not 9'],
  [{ clock: 'x'.repeat(100) }, `clock takes 8 or 10, not "${'x'.repeat(40)}…"`],
  [{ clock: 8 }, 'it binds'],
  [{ clients: '3' }, 'it binds'],
  [{ clients: 9 }, 'clients takes 1 to 8, not 9'],
  [{ clients: 1.5 }, 'clients takes 1 to 8 in whole numbers, not 1.5'],
  [{ clients: 'many' }, 'clients takes 1 to 8, not many'],
  [{ clients: true }, 'clients takes 1 to 8, not true'],
  [{ clients: Number.NaN }, 'clients takes 1 to 8, not NaN'],
  [{ waitMs: 0.25 }, 'it binds'],
  [{ waitMs: -1 }, 'waitMs takes 0 to 100 ms, not -1'],
  [{ wait: 1 }, 'this scenario has no switch "wait"; it has clock, table, clients and waitMs'],
  [{ toString: 1 } as unknown as Values, /no switch "toString"/.source],
  [{ clients: 8, waitMs: 100 }, 'The clients would wait for ever.'],
])('%j: %s', (switches, expected) => {
  if (expected.startsWith('no switch')) expect(sentence(switches)).toContain(expected)
  else expect(sentence(switches)).toBe(expected)
})

describe('names of processes', () => {
  const asking = (server: unknown, count = 2): ScenarioDocument =>
    ({
      ...sample,
      hosts: [{ ...sample.hosts[0], count }, sample.hosts[1]],
      processes: [
        { name: 'server', host: 'C', program: 'echo-server' },
        { name: 'near', host: 'C', program: 'asker', args: { server } },
        { name: 'far', host: 'F', program: 'asker', args: { server: { process: 'C2.server' } } },
      ],
    }) as ScenarioDocument
  const given = (document: ScenarioDocument) =>
    bound({}, document).processes.map(({ args }) => args.server)

  test('mean the one on the same host, before any other', () => {
    expect(given(asking({ process: 'server' }))).toEqual([
      undefined,
      undefined,
      { process: 'C1.server' },
      { process: 'C2.server' },
      { process: 'C2.server' },
    ])
  })
  test('may mean all of them, as a list', () => {
    const all = [{ process: 'C1.server' }, { process: 'C2.server' }]
    expect(given(asking({ processes: 'server' }))[2]).toEqual(all)
  })
  test('must mean one', () => {
    const far = asking({ process: 'server' })
    const document = { ...far, processes: far.processes.map((p) => ({ ...p })) }
    Object.assign(document.processes[2] as object, { args: { server: { process: 'server' } } })
    expect(sentence({}, document)).toBe(
      'processes[2] "far": args.server: "server" is 2 processes; say which one, such as C1.server, or use "processes"',
    )
    expect(sentence({}, asking({ process: 'server' }, 1))).toContain('no process "C2.server"')
  })
  test('of two parts of one name on two machines each has its own arguments', () => {
    const document = asking({ process: 'server' })
    const twins = {
      ...document,
      processes: document.processes.map((part) =>
        part.name === 'far' ? { ...part, name: 'near' } : part,
      ),
    }
    expect(given(twins)).toEqual(given(document))
  })
})

test('a tap that a switch pushes off the cable is told by name', () => {
  const short = { ...sample, network: { ...sample.network, metres: 100 } }
  const document = { ...short, hosts: short.hosts.slice(0, 1), processes: [] }
  expect(sentence({ clients: 5 }, document)).toBe('it binds')
  expect(sentence({ clients: 6 }, document)).toBe(
    'hosts[0] "C": the tap of C6 at 110 m is beyond the end of the cable at 100',
  )
})

test('only what was turned away from its default is for a link to say', () => {
  expect(changedSwitches(sample, { table: 'kept', clients: 4, clock: '8' })).toEqual({
    clock: '8',
    clients: 4,
  })
})
