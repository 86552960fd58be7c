/** A diskless workstation reads a file from end to end: V’s figures for a file server that fetches ahead. */
import type { ScenarioDocument } from '../document/document.ts'

const SOURCE =
  'Cheriton and Zwaenepoel 1983: sequential file access, 10 MHz SUN, 3 Mb/s Ethernet, time for each page'

export const sequentialRead: ScenarioDocument = {
  format: 1,
  id: 'sequential-read',
  revision: 1,
  title: 'A file from end to end',
  section: 'Communication',
  wave: 1,
  minutes: 2,
  asks: 'How much does a page cost on top of the disk, when the server fetches the next one ahead?',
  from: 'Measurements of the V kernel; a document of the lab.',
  switches: [
    {
      key: 'diskMs',
      label: 'Disk',
      says: 'Time of the server’s disk for one page.',
      kind: 'number',
      min: 1,
      max: 60,
      step: 1,
      default: 15,
      unit: 'ms',
    },
    {
      key: 'readAhead',
      label: 'Read-ahead',
      says: 'Whether the server fetches the next page before it is asked for.',
      kind: 'choice',
      values: [
        { value: 'off', label: 'off' },
        { value: 'on', label: 'on' },
      ],
      default: 'on',
    },
  ],
  network: { preset: 'eth3', metres: 200 },
  hosts: [
    { name: 'A', role: 'diskless', metre: 50, processor: 'sun10' },
    {
      name: 'F',
      role: 'file-server',
      metre: 150,
      processor: 'sun10',
      disk: { preset: 'constant', accessMs: { switch: 'diskMs' } },
    },
  ],
  processes: [
    {
      name: 'files',
      host: 'F',
      program: 'file-server',
      args: { filePages: 64, readAhead: { switch: 'readAhead' } },
      restarts: true,
    },
    {
      name: 'client',
      host: 'A',
      program: 'page-client',
      // By then the server has its map.
      startMs: 500,
      args: { server: { process: 'files' }, pages: 60, pageBytes: 512 },
    },
  ],
  until: { quiescent: true },
  // The first page nobody could fetch ahead.
  warmUpMs: 510,
  metrics: [
    { name: 'exchangeMs', kind: 'run', label: 'One page', unit: 'ms' },
    { name: 'framesPerExchange', kind: 'run', label: 'Frames for each page' },
  ],
  figures: ([10, 15, 20] as const).map((diskMs) => ({
    metric: 'exchangeMs',
    value: { 10: 12.02, 15: 17.13, 20: 22.22 }[diskMs],
    unit: 'ms',
    source: SOURCE,
    tag: 'M',
    ...(diskMs === 15 ? {} : { when: { diskMs } }),
    tolerancePercent: 5,
    note: 'Recalled and not re-read: shown beside the run, and no test fails on it.',
  })),
  story: [
    {
      id: 'asked',
      at: { kind: 'sendOpen', entity: 'A.client/send1' },
      title: 'The first page',
      text: 'Nobody could know that it would be asked for: the client waits for the disk, {switch:diskMs}.',
      look: ['A.client', 'F.files'],
      layer: 'message',
    },
    {
      id: 'ahead',
      at: { kind: 'sendClose', entity: 'A.client/send2' },
      title: 'The second',
      text: 'With read-ahead the disk was at work on it while the client still took up the first. A page takes {metric:exchangeMs} in the end.',
      look: ['F.files', 'A.client'],
      layer: 'message',
    },
  ],
  predictions: [],
}
