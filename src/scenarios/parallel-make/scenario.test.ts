import { describe, expect, test } from 'vitest'
import { makeGraph } from '../../makefile/graph.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { type Trial, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { parallelMake } from './document.ts'
import { LUA_FILES, LUA_MAKEFILE } from './lua-graph.ts'

type Switches = Readonly<Record<string, SwitchValue>>
/** Without the companion on one processor that each run would bring along. */
const alone: ScenarioDocument = {
  ...parallelMake,
  metrics: parallelMake.metrics.filter(({ kind }) => kind === 'run'),
}
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, document = alone) =>
  trial(document, { switches, ...rest }, 'summaries')
/** No checker watches: that is what most of a run’s time goes into. */
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(alone, { switches, ...rest }, 'nothing').summary.metrics
const seconds = (switches: Switches) => Number(metrics(switches).makespanSeconds)
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
/** The same with other arguments of its programs. */
const withArgs = (program: string, args: Record<string, SwitchValue>): ScenarioDocument => ({
  ...alone,
  processes: alone.processes.map((each) =>
    each.program === program ? { ...each, args: { ...each.args, ...args } } : each,
  ),
})

describe('what comes out', () => {
  test('is the same on any number of processors, in any order and for every seed', () => {
    const sums = new Set([
      ...[1, 2, 7, 64].map((processors) => metrics({ processors }).programState),
      metrics({ order: 'longest-first' }).programState,
      metrics({ cacheKB: 4096 }).programState,
      metrics({}, { seed: 2 }).programState,
    ])
    expect([...sums]).toHaveLength(1)
  })
  test('is another one where a dependency is missing, but on one processor', () => {
    const right = metrics().programState
    expect(metrics({ graph: 'missing', processors: 1 }).programState).toBe(right)
    expect(metrics({ graph: 'missing' }).programState).not.toBe(right)
  })
})

describe('how long it takes', () => {
  test('is never less than the longest way, the work shared out, or the file server', () => {
    for (const processors of [1, 4, 16]) {
      const its = metrics({ processors })
      const took = Number(its.makespanSeconds)
      expect(took).toBeGreaterThan(Number(its.criticalPathSeconds))
      expect(took).toBeGreaterThan(Number(its.workSeconds) / processors)
      expect(took).toBeGreaterThan(Number(its.fileServerSeconds))
    }
  })
  test('falls with processors until the biggest file or the file server holds it up', () => {
    const takes = [1, 2, 4, 8].map((processors) => seconds({ processors }))
    expect(takes).toEqual([...takes].sort((one, two) => two - one))
    expect(seconds({ processors: 32 })).toBeGreaterThan(0.7 * seconds({ processors: 16 }))
    expect(seconds({ order: 'longest-first' })).toBeLessThan(0.85 * seconds({}))
  })
  test('of the link’s end: 20 sources, two tables, a library, a program', () => {
    const { trace } = run()
    let given = 0
    for (let i = 0; i < trace.length; i++) if (trace.kind(i) === Kind.jobGiven) given++
    expect(given).toBe(23)
  })
})

describe('a processor that dies in the middle of a job', () => {
  const at = (ms: number, action: string): Intervention => ({
    time: ms * 1e6,
    action,
    target: 'P2',
  })
  test.each(['crash', 'reboot'])(
    '%s: the job is done again, once, and nothing else is',
    (action) => {
      const t = run({}, { interventions: [at(6000, action)] })
      expect(t.summary.metrics).toMatchObject({
        targetsRebuilt: 1,
        programState: metrics().programState,
      })
      expect(broken(t)).toEqual([])
    },
  )
  test('all of them but one, one after the other: that one does the rest', () => {
    const interventions = ['P1', 'P2', 'P3'].map((target, i) => ({
      time: (4 + 3 * i) * 1e9,
      action: 'crash',
      target,
    }))
    const t = run({}, { interventions })
    expect(t.summary.metrics.programState).toBe(metrics().programState)
    expect(broken(t)).toEqual([])
  })
})

describe('an edit when all is made', () => {
  const LUA = { program: 'lua', ioMsPerCompile: 60 }
  test.each([
    [{ touched: 'one' }, 3],
    [{ touched: 'most' }, 22],
    [{ ...LUA, touched: 'some' }, 14],
    [{ ...LUA, touched: 'most' }, 29],
  ])('%j: %i jobs are done again, and all is made of what is there now', (switches, jobs) => {
    const t = run(switches)
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics).toMatchObject({ jobsMadeAgain: jobs, targetsRebuilt: 0 })
  })
  test('what comes out is another program, the same on any number of processors', () => {
    const small = { touched: 'one', files: 6, ioMsPerCompile: 60 }
    const [one, four] = [1, 4].map((processors) => metrics({ ...small, processors }).programState)
    expect(one).toBe(four)
    expect(one).not.toBe(metrics({ ...small, touched: 'nothing' }).programState)
    // As after a make of everything: who leaves out what is up to date leaves out nothing else.
    const all = trial(withArgs('file-server', { times: 'off' }), { switches: small }, 'nothing')
    expect(all.summary.metrics).toMatchObject({ jobsMadeAgain: 9, programState: one })
  })
  test('a file server that has lost its memory knows no times: everything is made again', () => {
    const small = { touched: 'one', files: 6, ioMsPerCompile: 60 }
    const { makespanSeconds } = metrics(small)
    const time = Math.round((Number(makespanSeconds) + 1.5) * 1e9)
    const reboot = { interventions: [{ time, action: 'reboot', target: 'F' }] }
    const t = run(small, reboot)
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics.jobsMadeAgain).toBe(9)
  })
  test('a processor that dies in the second make: its job is done again, once', () => {
    const { makespanSeconds } = metrics({ touched: 'most' })
    const time = Math.round((Number(makespanSeconds) + 8) * 1e9)
    const t = run({ touched: 'most' }, { interventions: [{ time, action: 'crash', target: 'P2' }] })
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics).toMatchObject({ jobsMadeAgain: 22, targetsRebuilt: 1 })
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  test('prerequisites-first and same-output, where the makefile leaves a dependency out', () => {
    expect(broken(run({ graph: 'missing', files: 6 }))).toEqual([
      'prerequisites-first',
      'same-output',
    ])
    expect(broken(run({ graph: 'missing', processors: 1, files: 6 }))).toEqual([])
  })
  test('nothing-older, where the makefile does not say what must be made again', () => {
    const small = { graph: 'missing', processors: 1, files: 6, touched: 'one' }
    expect(broken(run(small))).toEqual(['nothing-older'])
  })
  test('made-once, where a job stays on the list until it is done', () => {
    const small = { files: 4, cpuMsPerCompile: 200, ioMsPerCompile: 60, processors: 2 }
    const twice = run(small, {}, withArgs('make-master', { leaves: 'when-done' }))
    expect(broken(twice)).toEqual(['made-once', 'virtual-processors'])
  })
  test('speedup-bounded, where a file that is there is taken as it is', () => {
    const lazy = run({}, {}, withArgs('builder', { existing: 'taken' }))
    expect(broken(lazy)).toContain('speedup-bounded')
  })
})

describe('makefiles', () => {
  test('Lua’s graph: 26 sources, two libraries, one program', () => {
    const { files, order } = makeGraph(
      LUA_MAKEFILE.join('\n'),
      '',
      new Map([
        ['CPU', '1'],
        ['FACTOR', '1'],
      ]),
    )
    expect([files.length, order.length]).toEqual([LUA_FILES, 26 + 2 + 1])
    const t = run({ program: 'lua', ioMsPerCompile: 60 })
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics.targetsRebuilt).toBe(0)
  })
  test('a bad one is one sentence', () => {
    const bad = withArgs('make-master', {})
    const processes = bad.processes.map((each) =>
      each.program === 'make-master'
        ? { ...each, args: { ...each.args, makefile: ['a: b', '\tx', 'b: a', '\tx'] } }
        : each,
    )
    expect(() => run({}, {}, { ...bad, processes })).toThrow(
      'Line 3 of the makefile: a circle of prerequisites: a needs b needs a.',
    )
  })
})
