/** Catalogue entry 49: what memory buys in a file server, and what it puts at risk. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const FILE_KB = 64
const WORK_FILES = 32
/** By then the server has read its map. */
const START_MS = 1000
/** Half kilobytes from a half to 32. */
const SIZES = Array.from({ length: 64 }, (_, i) => (i + 1) / 2)
const bySize = (of: (kilobytes: number) => number) =>
  Object.fromEntries(SIZES.map((kilobytes) => [String(kilobytes), of(kilobytes)]))
const BLOCK_BYTES = { switch: 'blockKB', map: bySize((kilobytes) => kilobytes * 1024) }

const DEMANDS = {
  unit: 'ms',
  source: 'Lazowska et al. 1986, as reported by Flynn: what one request of 4 KB demands',
  when: { machine: 'lazowska', cacheKB: 0, power: 'stays' },
} as const

const PROCESSOR = {
  switch: 'machine',
  map: { m68020: 'amoeba', sun10: 'sun10', lazowska: 'sun10' },
}

/** The power goes five seconds after the last write was answered for, and is back at once. */
const SAVED_MS = 9000
const POWER_MS = SAVED_MS + 5100
export const fileServerCache: ScenarioDocument = {
  format: 1,
  id: 'file-server-cache',
  revision: 2,
  title: 'Cheap memory, slow disk',
  section: 'Structure',
  wave: 1,
  minutes: 5,
  pair: 'writes',
  asks: 'What does memory buy in a file server, and what does it put at risk?',
  from: 'S2 Structure ¶4: cheap memory, large caches, a widening gap between processor and disk. S2 Introduction ¶3. Citation: Cheriton et al. 1986.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  kernel: { dialect: 'v', options: { aliens: 32, retransmitMs: 200 } },
  hosts: [
    {
      name: 'F',
      role: 'file-server',
      metre: 20,
      processor: PROCESSOR,
      buffers: 16,
      options: { speedup: { switch: 'cpuSpeedup' } },
      disk: {
        preset: { switch: 'machine', map: { m68020: 'arm', sun10: 'arm', lazowska: 'lazowska' } },
        blockBytes: BLOCK_BYTES,
        files: WORK_FILES + 1,
        filePages: {
          switch: 'blockKB',
          map: bySize((kilobytes) => Math.floor(FILE_KB / kilobytes)),
        },
      },
    },
    {
      name: 'C',
      count: { switch: 'clients' },
      role: 'diskless',
      metre: 60,
      spacing: 20,
      processor: PROCESSOR,
      buffers: 8,
    },
    { name: 'S', role: 'diskless', metre: 280, processor: PROCESSOR, buffers: 8 },
  ],
  processes: [
    {
      name: 'files',
      host: 'F',
      program: 'file-server',
      args: {
        cacheKB: { switch: 'cacheKB' },
        blockBytes: BLOCK_BYTES,
        // The demands are those of one request, and of no page that nobody asked for.
        readAhead: { switch: 'machine', map: { m68020: 'on', sun10: 'on', lazowska: 'off' } },
        writes: { switch: 'writes' },
        delaySeconds: { switch: 'delaySeconds' },
        recovery: { switch: 'recovery' },
        serviceMicros: { switch: 'machine', map: { m68020: 900, sun10: 3700, lazowska: 21_500 } },
      },
      restarts: true,
    },
    {
      name: 'update',
      host: 'F',
      count: { switch: 'writes', map: { through: 0, delayed: 1 } },
      program: 'update',
      args: { server: { process: 'files' } },
      restarts: true,
    },
    {
      name: 'user',
      host: 'C',
      program: 'file-worker',
      startMs: START_MS,
      args: {
        server: { process: 'files' },
        workers: { processes: 'user' },
        blockKB: { switch: 'blockKB' },
        files: WORK_FILES,
        fileKB: FILE_KB,
        requests: 100,
        localityPercent: { switch: 'localityPercent' },
        thinkMs: { switch: 'machine', map: { m68020: 0, sun10: 0, lazowska: 937.6 } },
      },
    },
    {
      name: 'saver',
      host: 'S',
      program: 'file-saver',
      startMs: SAVED_MS,
      args: {
        server: { process: 'files' },
        file: WORK_FILES,
        blockKB: { switch: 'blockKB' },
      },
    },
  ],
  interventions: [
    {
      timeMs: POWER_MS,
      action: 'reboot',
      target: 'F',
      when: [{ switch: 'power', is: '=', value: 'cut' }],
    },
  ],
  until: { quiescent: true },
  // What is much used has to come into memory once.
  warmUpMs: 3000,
  checks: [
    'last-write-read',
    'answered-survives',
    'one-lookup-a-read',
    'dirty-within-delay',
    'same-bytes',
  ],
  promisedWhen: {
    'last-write-read': [{ switch: 'writes', is: '=', value: 'through' }],
    'answered-survives': [{ switch: 'writes', is: '=', value: 'through' }],
    // Until a client is given up that died in the middle of a request, F serves nobody else.
    'dirty-within-delay': [{ switch: 'delaySeconds', is: '>=', value: 5 }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'delay', longestMs: 400 },
    { fault: 'duplicate' },
    { fault: 'corrupt' },
    { fault: 'crash' },
    { fault: 'reboot' },
    { fault: 'halt' },
    { fault: 'tear' },
    { fault: 'cut' },
    { fault: 'pause', longestMs: 400 },
  ],
  // Ten thousand runs with four clients take ten minutes.
  swept: { clients: [2], writes: ['through', 'through', 'delayed'] },
  phases: [
    { name: 'disk reads', begins: { kind: 'diskOpen', where: { b: 0 } } },
    { name: 'disk writes', begins: { kind: 'diskOpen', where: { b: 1 } } },
    { name: 'disk has done', begins: { kind: 'diskClose' } },
    { name: 'asked again', begins: { kind: 'readBegun' } },
    { name: 'asked again', begins: { kind: 'writeBegun' } },
  ],
  metrics: [
    { name: 'readMs', kind: 'run', label: 'A read', unit: 'ms' },
    {
      name: 'doubledReadRatio',
      kind: 'pair',
      label: 'A read, against one with 512 KB of cache',
      pair: { metric: 'readMs', against: { cacheKB: 512 } },
    },
    { name: 'writeMs', kind: 'run', label: 'A write', unit: 'ms' },
    { name: 'cacheHitPercent', kind: 'run', label: 'Found in memory', unit: '%' },
    { name: 'diskBusyPercent', kind: 'run', label: 'The disk is at work', unit: '%' },
    {
      name: 'serverCpuPercent',
      kind: 'run',
      label: 'The server’s processor is at work',
      unit: '%',
    },
    { name: 'requestCpuMs', kind: 'run', label: 'Processor of F for a request', unit: 'ms' },
    { name: 'requestDiskMs', kind: 'run', label: 'Disk of F for a request', unit: 'ms' },
    { name: 'requestWireMs', kind: 'run', label: 'Cable for a request', unit: 'ms' },
    { name: 'recoveryMs', kind: 'run', label: 'From its restart until F serves', unit: 'ms' },
    { name: 'bytesLost', kind: 'run', label: 'Answered for, and lost', unit: 'bytes' },
  ],
  figures: [
    {
      ...DEMANDS,
      metric: 'requestWireMs',
      value: 3.6,
      tag: 'F',
      tolerancePercent: 8,
      headline: true,
      note: 'Predicted: the frames of a page of 4 KB on a cable of 10 Mb/s.',
    },
    {
      ...DEMANDS,
      metric: 'requestCpuMs',
      value: 40,
      tag: 'F †',
      calibrated: true,
      tolerancePercent: 4,
    },
    {
      ...DEMANDS,
      metric: 'requestDiskMs',
      value: 18.8,
      tag: 'F †',
      calibrated: true,
      tolerancePercent: 4,
    },
  ],
  story,
  predictions,
}
