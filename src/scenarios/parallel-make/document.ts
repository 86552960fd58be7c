/** Catalogue entry 41: a make on many processors, and the three things that it cannot be faster than. */
import type { Condition, ScenarioDocument } from '../document/document.ts'
import { LESSON_MAKEFILE } from './lesson-makefile.ts'
import { LUA_MAKEFILE } from './lua-graph.ts'
import { predictions, story } from './story.ts'
import { switches, VIRTUAL_MAX } from './switches.ts'

const PAGE_BYTES = 4096
/** A compile reads a source and a header and writes an object: three files of so many pages, 20 ms each. */
const MS_OF_THREE_PAGES = 60
const IO_STEPS = Array.from({ length: 33 }, (_, i) => i + 1)
const PAGES = {
  switch: 'ioMsPerCompile',
  map: Object.fromEntries(IO_STEPS.map((pages) => [String(pages * MS_OF_THREE_PAGES), pages])),
}
/** Enough for the largest of the makefiles. */
const FILES = 140
const MASTER = { process: 'master' }
const SERVER = { process: 'files' }
const FILES_OF_IT = { server: SERVER, filePages: PAGES, pageBytes: PAGE_BYTES }
/** The two worlds: processors that ask, and virtual ones, for each of which a run server names a machine. */
const ASK: readonly Condition[] = [{ switch: 'placement', is: '=', value: 'asks' }]
const NAMED: readonly Condition[] = [{ switch: 'placement', is: '=', value: 'run-server' }]
/** Jobs that a machine has room for. */
const PLACES = 8
const VIRTUAL = Array.from({ length: VIRTUAL_MAX }, (_, i) => i + 1)

export const parallelMake: ScenarioDocument = {
  format: 1,
  id: 'parallel-make',
  revision: 5,
  title: 'As long as the biggest file',
  section: 'Parallelism',
  wave: 1,
  minutes: 6,
  pair: 'graph',
  asks: 'Why do sixteen processors not compile sixteen times as fast?',
  from: 'S2 Parallelism ¶3–4: independent compilations, the biggest file, make and its graph of dependencies. Citation: Baalbergen 1986.',
  switches,
  network: { preset: 'eth10', metres: 500 },
  kernel: {
    dialect: 'v',
    // A reply is kept for longer than any pause between two questions whether its sender is there.
    options: {
      aliens: 80,
      retransmitMs: 200,
      liveness: 'probe',
      enquireMs: 1000,
      alienRetentionMs: 60_000,
      // Whoever has a job done elsewhere must hear in good time that it is not.
      silenceMs: { switch: 'placement', map: { asks: 20_000, 'run-server': 6000 } },
    },
  },
  hosts: [
    { name: 'M', role: 'workstation', metre: 20, processor: 'survey', buffers: 32 },
    {
      name: 'F',
      role: 'file-server',
      metre: 40,
      processor: 'survey',
      buffers: 32,
      disk: {
        preset: 'constant',
        accessMs: { switch: 'diskMs' },
        blockBytes: PAGE_BYTES,
        files: FILES,
        filePages: PAGES,
      },
    },
    {
      name: 'P',
      count: { switch: 'processors' },
      role: 'pool',
      metre: 60,
      spacing: 6,
      processor: 'survey',
      buffers: 8,
    },
    { name: 'R', role: 'server', metre: 30, processor: 'survey', buffers: 32, when: NAMED },
  ],
  processes: [
    {
      name: 'files',
      host: 'F',
      program: 'file-server',
      args: {
        readAhead: 'off',
        cacheKB: { switch: 'cacheKB' },
        blockBytes: PAGE_BYTES,
        times: { switch: 'touched', map: { nothing: 'off', one: 'on', some: 'on', most: 'on' } },
      },
      restarts: true,
    },
    {
      name: 'master',
      host: 'M',
      program: 'make-master',
      args: {
        makefile: [{ switch: 'program', map: { lesson: LESSON_MAKEFILE, lua: LUA_MAKEFILE } }],
        set: [
          { name: 'FILES', value: { switch: 'files' } },
          { name: 'FACTOR', value: { switch: 'biggestFactor' } },
          { name: 'CPU', value: { switch: 'cpuMsPerCompile' } },
        ],
        server: SERVER,
        filePages: PAGES,
        pageBytes: PAGE_BYTES,
        order: { switch: 'order' },
        touch: { switch: 'touched' },
        workers: { switch: 'placement', map: { asks: 'machines', 'run-server': 'processes' } },
      },
    },
    {
      name: 'editor',
      host: 'M',
      program: 'make-editor',
      count: { switch: 'touched', map: { nothing: 0, one: 1, some: 1, most: 1 } },
      args: { master: MASTER, server: SERVER, filePages: PAGES, pageBytes: PAGE_BYTES },
    },
    { name: 'watcher', host: 'M', program: 'make-watcher', args: { master: MASTER } },
    {
      name: 'builder',
      host: 'P',
      program: 'builder',
      args: { master: MASTER, ...FILES_OF_IT },
      restarts: true,
      when: ASK,
    },
    {
      name: 'virtual',
      host: 'M',
      program: 'virtual-processor',
      count: { switch: 'virtualProcessors' },
      args: { master: MASTER, runServer: { process: 'run' } },
      when: NAMED,
    },
    {
      name: 'run',
      host: 'R',
      program: 'run-server',
      args: { managers: { processes: 'manager' }, equivPercent: 5 },
      restarts: true,
      when: NAMED,
    },
    {
      name: 'poller',
      host: 'R',
      program: 'run-poller',
      args: {
        managers: { processes: 'manager' },
        server: { process: 'run' },
        everySeconds: { switch: 'pollSeconds' },
        rounds: 1_000_000,
        restsSeconds: 10,
      },
      restarts: true,
      when: NAMED,
    },
    {
      name: 'manager',
      host: 'P',
      program: 'job-manager',
      args: { places: { processes: 'place' } },
      restarts: true,
      when: NAMED,
    },
    {
      name: 'place',
      host: 'P',
      program: 'job-place',
      count: {
        switch: 'virtualProcessors',
        map: Object.fromEntries(VIRTUAL.map((n) => [String(n), Math.min(n, PLACES)])),
      },
      args: {
        managers: { processes: 'manager' },
        ...FILES_OF_IT,
        answers: { switch: 'answers' },
      },
      restarts: true,
      when: NAMED,
    },
  ],
  until: { quiescent: true, atMostMs: 2_000_000 },
  checks: [
    'prerequisites-first',
    'made-once',
    'same-output',
    'speedup-bounded',
    'nothing-older',
    'virtual-processors',
  ],
  promisedWhen: {
    'prerequisites-first': [{ switch: 'graph', is: '=', value: 'complete' }],
    'same-output': [{ switch: 'graph', is: '=', value: 'complete' }],
    'nothing-older': [{ switch: 'graph', is: '=', value: 'complete' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'crash', at: ['P'] },
  ],
  // Both worlds, and virtual processors fewer and more than machines.
  swept: { placement: ['asks', 'run-server'], virtualProcessors: [4, 2, 8] },
  phases: [
    { name: 'graph known', begins: { kind: 'makeBegun' } },
    { name: 'jobs out', begins: { kind: 'jobGiven' } },
    { name: 'a job done', begins: { kind: 'jobDone' } },
    { name: 'all made', begins: { kind: 'makeEnded' } },
  ],
  metrics: [
    { name: 'makespanSeconds', kind: 'run', label: 'The whole make', unit: 's' },
    {
      name: 'speedupRatio',
      kind: 'pair',
      pair: { metric: 'jobsPerMinute', against: { processors: 1, placement: 'asks' } },
      label: 'Faster than one processor',
      unit: 'times',
    },
    {
      name: 'criticalPathSeconds',
      kind: 'run',
      label: 'Longest way, processor time',
      unit: 's',
    },
    { name: 'workSeconds', kind: 'run', label: 'All recipes, processor time', unit: 's' },
    { name: 'fileServerSeconds', kind: 'run', label: 'The file server’s work', unit: 's' },
    {
      name: 'fileServerBusyPercent',
      kind: 'run',
      label: 'The file server is at work',
      unit: '%',
    },
    {
      name: 'processorsIdlePercent',
      kind: 'run',
      label: 'Processors without a job',
      unit: '%',
    },
    {
      name: 'idleWhileSharedPercent',
      kind: 'run',
      label: 'One machine idle while another has several jobs',
      unit: '%',
    },
    { name: 'jobsOnOneMachine', kind: 'run', label: 'Jobs at once on one machine, at most' },
    {
      name: 'againstAsking',
      kind: 'pair',
      pair: { metric: 'makespanSeconds', against: { placement: 'asks' } },
      label: 'The make, against machines that ask',
      unit: 'times',
    },
    { name: 'targetsRebuilt', kind: 'run', label: 'Jobs begun again' },
    { name: 'programState', kind: 'run', label: 'Sum of what came out' },
    { name: 'jobsMadeAgain', kind: 'run', label: 'Jobs done again after the edit' },
    { name: 'remakeSeconds', kind: 'run', label: 'From the edit to all up to date', unit: 's' },
    { name: 'jobsPerMinute', kind: 'run', label: 'Jobs a minute' },
    { name: 'speedupByPath', kind: 'run', label: 'Longest ways in the make' },
    { name: 'speedupByServer', kind: 'run', label: 'File server’s work in the make' },
    {
      name: 'processorsAtKnee',
      kind: 'sweep',
      label: 'Processors from which half of them have nothing to do',
      finds: { switch: 'processors', metric: 'processorsIdlePercent', above: 50 },
    },
  ],
  figures: [
    {
      metric: 'speedupRatio',
      value: 4.5,
      unit: 'times',
      source:
        'Douglis, on Sprite’s pmake: three to six, held up by the file servers that all share',
      tag: '[ABS]',
      when: { processors: 12, biggestFactor: 1 },
      tolerancePercent: 33.3,
      headline: true,
      note: 'Reported as “three to six”, at eight to twelve machines; 4.5 is the middle of it.',
    },
    {
      metric: 'speedupRatio',
      value: 8,
      unit: 'times',
      source: 'Douglis: simulations of pmake without the contention, up to eight',
      tag: '[ABS]',
      when: { processors: 12, biggestFactor: 1, files: 64, ioMsPerCompile: 60 },
      tolerancePercent: 20,
    },
    {
      metric: 'speedupRatio',
      value: 4,
      unit: 'times',
      source:
        'Close to linear in certain cases (Baalbergen); here: where the file server is at work under 5 %',
      tag: 'D',
      when: {
        processors: 4,
        biggestFactor: 1,
        files: 64,
        ioMsPerCompile: 60,
        cpuMsPerCompile: 10_000,
      },
      tolerancePercent: 10,
    },
    {
      metric: 'criticalPathSeconds',
      value: 13,
      unit: 's',
      source: 'The biggest file, 12 s, and the link, 1 s',
      tag: 'D',
      tolerancePercent: 0,
    },
    {
      metric: 'jobsMadeAgain',
      value: 3,
      unit: 'jobs',
      source: 'What depends on the table that is edited: its header, one object, the program',
      tag: 'D',
      when: { touched: 'one' },
      tolerancePercent: 0,
    },
  ],
  sweeps: [
    {
      id: 'speed-up',
      title: 'How much faster on more processors',
      x: { switch: 'processors', values: [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64] },
      lines: [{ switch: 'order', values: ['as-given', 'longest-first'] }],
      metrics: ['speedupRatio', 'fileServerBusyPercent'],
      seeds: 1,
      bounds: [
        { name: 'bound: as many times as there are processors' },
        {
          name: 'bound: the longest way, which nobody can share',
          metric: 'speedupByPath',
          set: { processors: 1 },
        },
        {
          name: 'bound: the one file server’s own work',
          metric: 'speedupByServer',
          set: { processors: 1 },
        },
      ],
      note: 'Of all the work on one processor: how often the longest way and the file server’s own work fit into it. Nothing is faster than the lowest of the three.',
    },
    {
      id: 'virtual',
      title: 'How much slower where a run server names the machines',
      x: { switch: 'virtualProcessors', values: [1, 2, 4, 6, 8, 12, 16, 32] },
      lines: [{ switch: 'pollSeconds', values: [1, 5, 30] }],
      metrics: ['againstAsking', 'idleWhileSharedPercent'],
      seeds: 3,
      set: { placement: 'run-server' },
      note: 'Times as long as where each machine asks for its next job. More jobs at once than machines make up for most of that. News of some seconds ago is worse than hardly any: whoever idled then gets every job until the next poll.',
    },
  ],
  story,
  predictions,
}
