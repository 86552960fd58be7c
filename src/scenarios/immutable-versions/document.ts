/** Catalogue entry 38: why a thing that never changes is so easy to copy. */
import type { Condition, PlacedFault, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const FIRST_SAVE_MS = 1000
const FIRST_READ_MS = 4000
/** By then the longest file has been saved at three servers, wherever it was begun. */
const SECOND_READ_MS = 14_000
const THIRD_READ_MS = 23_000
const RESTART_MS = 500
const isCut: readonly Condition[] = [{ switch: 'cutAtMs', is: '>', value: 0 }]
const cutMs: Term = { switch: 'cutAtMs' }
const fault = (action: string, timeMs: Term): PlacedFault => ({
  timeMs,
  action,
  target: 'F1',
  when: isCut,
})
const FILES = { processes: 'files' }
const file = {
  servers: FILES,
  fileKB: { switch: 'fileKB' },
  files: { switch: 'files' },
}

export const immutableVersions: ScenarioDocument = {
  format: 1,
  id: 'immutable-versions',
  revision: 2,
  title: 'The file that never changes',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 4,
  pair: 'files',
  asks: 'Why is a thing that never changes so easy to copy?',
  from: 'S2 Fault tolerance ¶12: immutable objects. S2 Structure ¶6: versions with replacement. After Amoeba’s Bullet file server.',
  switches,
  network: { preset: 'eth10', metres: 400 },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    {
      name: 'F',
      count: { switch: 'replicas' },
      role: 'file-server',
      metre: 20,
      spacing: 40,
      processor: 'amoeba',
      buffers: 32,
      disk: { preset: 'arm', blockBytes: 4096 },
    },
    { name: 'W', role: 'workstation', metre: 180, processor: 'amoeba', buffers: 32 },
    {
      name: 'R',
      count: 3,
      role: 'workstation',
      metre: 240,
      spacing: 50,
      processor: 'amoeba',
      buffers: 32,
    },
  ],
  processes: [
    {
      name: 'files',
      host: 'F',
      program: 'immutable-store',
      args: {
        servers: FILES,
        ttlHours: { switch: 'ttlHours' },
        changes: { switch: 'files', map: { immutable: 'until-committed', 'in-place': 'always' } },
      },
      restarts: true,
    },
    {
      name: 'sweeper',
      host: 'F',
      program: 'store-sweeper',
      args: { server: { process: 'files' } },
      restarts: true,
    },
    {
      name: 'copier',
      host: 'F',
      program: 'store-copier',
      args: { server: { process: 'files' }, servers: FILES, safe: { switch: 'replyAfterDisk' } },
      restarts: true,
    },
    {
      name: 'writer',
      host: 'W',
      program: 'version-writer',
      args: {
        ...file,
        safe: { switch: 'replyAfterDisk' },
        keepsBefore: { switch: 'oldVersion', map: { unnamed: 'off', named: 'on' } },
        firstMs: FIRST_SAVE_MS,
        secondMs: FIRST_READ_MS,
        secondAfterMs: { switch: 'saveAfterMs' },
      },
    },
    {
      name: 'reader',
      host: 'R',
      program: 'version-reader',
      args: {
        ...file,
        readers: { processes: 'reader' },
        firstMs: FIRST_READ_MS,
        secondMs: SECOND_READ_MS,
        thirdMs: THIRD_READ_MS,
      },
    },
    {
      name: 'keeper',
      host: 'W',
      program: 'store-keeper',
      args: {
        names: { process: 'F1.files' },
        servers: FILES,
        hours: { switch: 'laterHours' },
      },
    },
  ],
  interventions: [fault('crash', cutMs), fault('reboot', { sum: [cutMs, RESTART_MS] })],
  until: { quiescent: true },
  checks: [
    'bytes-never-change',
    'one-version-a-read',
    'saved-survives',
    'reachable-kept',
    'same-bytes',
  ],
  promisedWhen: {
    'bytes-never-change': [{ switch: 'files', is: '=', value: 'immutable' }],
    'one-version-a-read': [{ switch: 'files', is: '=', value: 'immutable' }],
    'saved-survives': [{ switch: 'replyAfterDisk', is: '=', value: 'on' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'corrupt' },
    { fault: 'duplicate' },
    { fault: 'delay', longestMs: 50 },
    { fault: 'crash' },
    { fault: 'reboot' },
    { fault: 'tear', at: ['F'] },
  ],
  swept: { laterHours: [0, 0, 0, 26], replicas: [2, 1, 3] },
  phases: [
    { name: 'first save', begins: { kind: 'saveBegun', where: { a: 1 } } },
    { name: 'saved', begins: { kind: 'saveEnded', where: { a: 1 } } },
    { name: 'reading', begins: { kind: 'versionReading' } },
    { name: 'second save', begins: { kind: 'saveBegun', where: { a: 2 } } },
    { name: 'saved again', begins: { kind: 'saveEnded', where: { a: 2 } } },
  ],
  metrics: [
    {
      name: 'versionsMixed',
      kind: 'run',
      label: 'Versions in the bytes of one read, at the worst',
    },
    { name: 'consistencyFrames', kind: 'run', label: 'Frames that only keep copies alike' },
    { name: 'versionsLive', kind: 'run', label: 'Versions that some server has' },
    { name: 'recoveredState', kind: 'run', label: 'What the name gave at the last read' },
    { name: 'readMs', kind: 'run', label: 'Reading the file, looks included', unit: 'ms' },
    { name: 'transferMs', kind: 'run', label: 'Reading the file, without the looks', unit: 'ms' },
    { name: 'transferKBps', kind: 'run', label: 'What a read moves', unit: 'KB/s' },
    { name: 'largestMoveBytes', kind: 'run', label: 'Most that one move took', unit: 'bytes' },
    {
      name: 'memoryAloneSeconds',
      kind: 'run',
      label: 'Longest that memory alone had a version',
      unit: 's',
    },
    {
      name: 'collectedAfterHours',
      kind: 'run',
      label: 'A version without a name was collected after',
      unit: 'h',
    },
    { name: 'statesReachable', kind: 'sweep', cuts: 'states', label: 'What the name may give' },
  ],
  cuts: {
    target: 'F1',
    action: 'crash',
    restartMs: RESTART_MS,
    fromMs: FIRST_READ_MS,
    untilMs: SECOND_READ_MS,
    outcome: 'recoveredState',
    // The shortest file of two requests: what is longer has more of the same cuts.
    set: { cutAtMs: 0, laterHours: 0, fileKB: 30 },
  },
  figures: [
    {
      metric: 'largestMoveBytes',
      value: 29_768,
      unit: 'bytes',
      source: 'Amoeba 5, bullet.h: what one request moves, 20 Ethernet packets',
      tag: '[SRC]',
      tolerancePercent: 0,
      headline: true,
    },
    {
      metric: 'memoryAloneSeconds',
      value: 60,
      unit: 's',
      source: 'Amoeba 5, bullet.h: a sweep every 60 s',
      tag: '[SRC]',
      when: { replyAfterDisk: 'off' },
      tolerancePercent: 5,
    },
    {
      metric: 'collectedAfterHours',
      value: 24,
      unit: 'h',
      source: 'Amoeba 5, om.n: a time to live of 24, aged once an hour',
      tag: '[SRC]',
      when: { laterHours: 26 },
      tolerancePercent: 5,
    },
    {
      metric: 'consistencyFrames',
      value: 0,
      unit: '',
      source: 'Nothing is asked of a copy that cannot differ',
      tag: 'D',
      tolerancePercent: 0,
    },
  ],
  sweeps: [
    {
      id: 'size',
      title: 'When one read sees two versions',
      x: { switch: 'fileKB', values: [4, 12, 29, 30, 64, 128, 256] },
      lines: [{ switch: 'files', values: ['immutable', 'in-place'] }],
      metrics: ['versionsMixed', 'consistencyFrames'],
      seeds: 1,
      note: 'No measurement is known of what a read across a save gave. A file of the mean size, 12 KB, goes in one request, and then even one that is overwritten is read whole.',
    },
  ],
  story,
  predictions,
}
