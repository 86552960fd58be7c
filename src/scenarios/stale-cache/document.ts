/** Catalogue entry 50: how a workstation learns that its copy of a file is out of date. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const FILE_KB = 4
/** A shared file, and two for each user of six. */
const FILES = 13

/** One user, who opens one file. */
const ALONE = { workstations: 1, sharedPercent: 100, savePercent: 0 }

export const staleCache: ScenarioDocument = {
  format: 1,
  id: 'stale-cache',
  revision: 3,
  title: 'My copy is old; who tells me?',
  section: 'Structure',
  wave: 1,
  minutes: 5,
  pair: 'policy',
  asks: 'How does a workstation learn that its copy of a file is out of date?',
  from: 'S2 Structure ¶6: caching file systems with a proper degree of consistency. S2 Structure ¶5: whole files on open and close.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    {
      name: 'F',
      role: 'file-server',
      metre: 20,
      processor: 'survey',
      buffers: 16,
      disk: { preset: 'arm', blockBytes: FILE_KB * 1024, files: FILES, filePages: 1 },
    },
    {
      name: 'W',
      count: { switch: 'workstations' },
      role: 'workstation',
      metre: 80,
      spacing: 30,
      processor: 'survey',
      buffers: 8,
    },
  ],
  groups: [{ name: 'caches', number: 6 }],
  processes: [
    {
      name: 'notes',
      host: 'W',
      program: 'promises',
      args: { group: { process: 'caches' } },
      restarts: true,
    },
    {
      name: 'files',
      host: 'F',
      program: 'cache-server',
      args: {
        group: { process: 'caches' },
        restart: {
          switch: 'restart',
          map: { none: 'silent', silent: 'silent', announced: 'announced' },
        },
        fileKB: FILE_KB,
      },
      restarts: true,
    },
    {
      name: 'user',
      host: 'W',
      program: 'cache-user',
      args: {
        server: { process: 'files' },
        promises: { process: 'notes' },
        users: { processes: 'user' },
        policy: { switch: 'policy' },
        timeoutSeconds: { switch: 'timeoutSeconds' },
        fileKB: FILE_KB,
        opens: { switch: 'opens' },
        opensPerMinute: { switch: 'opensPerMinute' },
        sharedPercent: { switch: 'sharedPercent' },
        savePercent: { switch: 'savePercent' },
      },
      restarts: true,
    },
  ],
  interventions: [
    {
      timeMs: 4000,
      action: 'reboot',
      target: 'F',
      when: [{ switch: 'restart', is: '!=', value: 'none' }],
    },
  ],
  until: { quiescent: true },
  checks: [
    'current-at-open',
    'stale-within-timeout',
    'table-covers-belief',
    'one-close',
    'same-bytes',
  ],
  promisedWhen: {
    'current-at-open': [
      { switch: 'policy', is: '!=', value: 'none' },
      { switch: 'policy', is: '!=', value: 'time-out' },
      { switch: 'restart', is: '!=', value: 'silent' },
    ],
    'table-covers-belief': [{ switch: 'restart', is: '!=', value: 'silent' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'duplicate' },
    { fault: 'delay', longestMs: 400 },
    { fault: 'pause', longestMs: 400, at: ['W'] },
    { fault: 'corrupt' },
    { fault: 'crash', at: ['W'] },
    { fault: 'reboot', at: ['W'] },
  ],
  swept: { policy: ['callback', 'callback', 'check-on-open', 'time-out'] },
  phases: [
    { name: 'opening', begins: { kind: 'fileOpening' } },
    { name: 'opened', begins: { kind: 'fileOpened' } },
    { name: 'saving', begins: { kind: 'fileSaving' } },
    { name: 'breaking promises', begins: { kind: 'promiseBroken' } },
    { name: 'saved', begins: { kind: 'fileSaved' } },
  ],
  metrics: [
    { name: 'staleReads', kind: 'run', label: 'Opens that gave an old version' },
    { name: 'validationFrames', kind: 'run', label: 'Frames to ask whether a copy is current' },
    { name: 'callbacksBroken', kind: 'run', label: 'Promises taken back' },
    { name: 'openMs', kind: 'run', label: 'One open', unit: 'ms' },
    { name: 'filesOpened', kind: 'run', label: 'Opens' },
  ],
  figures: [
    {
      metric: 'validationFrames',
      value: 198,
      unit: '',
      source: 'A question and an answer for each of a hundred opens but the first',
      tag: 'D',
      when: { ...ALONE, policy: 'check-on-open', opens: 98 },
      tolerancePercent: 0,
      note: 'Exact. No figure is published for this; Andrew’s traffic is another scenario’s.',
    },
    {
      metric: 'validationFrames',
      value: 0,
      unit: '',
      source: 'Thirty opens within a minute of the first',
      tag: 'D',
      when: { ...ALONE, policy: 'time-out', timeoutSeconds: 60, opens: 30 },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
