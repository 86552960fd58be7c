/** Catalogue entry 10: a fast disk on another machine against a slow one in the box. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const PAGES = 60
/** A random page is seldom one that was read before. */
const FILE_PAGES = 240
/** By then every server has read its map, however slow its disk. */
const START_MS = 700
const NEIGHBOURS = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [String(i + 1), i]))
const PASSES = { cold: 1, warm: 2 }

const reading = {
  pages: PAGES,
  filePages: FILE_PAGES,
  access: { switch: 'access' },
  passes: { switch: 'cache', map: PASSES },
}

export const remoteDiskBeatsLocal: ScenarioDocument = {
  format: 1,
  id: 'remote-disk-beats-local',
  revision: 2,
  title: 'The faster disk is down the hall',
  section: 'Communication',
  wave: 1,
  minutes: 4,
  pair: 'readAhead',
  asks: 'Can a disk across the network beat the disk in the box, and until when?',
  from: 'S2 Introduction ¶3: large central disks, remote and fast against local and slow. S2 Structure ¶4: the gap between processor and disk. Citation: Cheriton et al. 1986.',
  switches,
  network: { preset: { switch: 'network' }, metres: 400 },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    {
      name: 'W',
      role: 'workstation',
      metre: 50,
      processor: 'sun10',
      disk: {
        preset: 'constant',
        accessMs: { switch: 'localDiskMs' },
        files: 1,
        filePages: FILE_PAGES,
      },
    },
    { name: 'D', role: 'diskless', metre: 100, processor: 'sun10' },
    {
      name: 'F',
      role: 'file-server',
      metre: 150,
      processor: 'sun10',
      buffers: 16,
      disk: {
        preset: 'constant',
        accessMs: { switch: 'remoteDiskMs' },
        files: { switch: 'clients' },
        filePages: FILE_PAGES,
      },
    },
    {
      name: 'N',
      count: { switch: 'clients', map: NEIGHBOURS },
      role: 'diskless',
      metre: 170,
      spacing: 10,
      processor: 'sun10',
    },
  ],
  processes: [
    {
      name: 'box',
      host: 'W',
      program: 'file-server',
      args: { readAhead: { switch: 'readAhead' }, cacheKB: { switch: 'cacheKB' } },
      restarts: true,
    },
    {
      name: 'files',
      host: 'F',
      program: 'file-server',
      args: { readAhead: { switch: 'readAhead' }, cacheKB: { switch: 'cacheKB' } },
      restarts: true,
    },
    {
      name: 'local',
      host: 'W',
      program: 'file-reader',
      startMs: START_MS,
      args: { ...reading, server: { process: 'box' }, readers: { processes: 'local' } },
    },
    {
      name: 'remote',
      host: 'D',
      program: 'file-reader',
      startMs: START_MS,
      args: { ...reading, server: { process: 'files' }, readers: { processes: 'remote' } },
    },
    {
      name: 'neighbour',
      host: 'N',
      program: 'file-reader',
      startMs: { switch: 'neighboursAtMs' },
      args: {
        ...reading,
        server: { process: 'files' },
        readers: { processes: 'neighbour' },
        firstFile: 1,
        passes: 100,
        pagesPerSecond: { switch: 'neighbourPagesPerSecond' },
        forMs: 3000,
      },
    },
  ],
  until: { quiescent: true },
  checks: ['last-write-read', 'not-faster-than-disk', 'same-bytes', 'segment-bounds'],
  tolerates: [
    { fault: 'lose', highestRatePercent: 10 },
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
  phases: [
    { name: 'asked', begins: { kind: 'readBegun' } },
    { name: 'disk reads', begins: { kind: 'diskOpen' } },
    { name: 'disk has done', begins: { kind: 'diskClose' } },
  ],
  metrics: [
    { name: 'pageMs', kind: 'run', label: 'A page from the disk down the hall', unit: 'ms' },
    { name: 'localPageMs', kind: 'run', label: 'A page from the disk in the box', unit: 'ms' },
    {
      name: 'remoteToLocalRatio',
      kind: 'run',
      label: 'The one over the other; above 1 the box has won',
    },
    {
      name: 'crossoverClients',
      kind: 'sweep',
      label: 'Clients at which the box wins',
      finds: { switch: 'clients', metric: 'remoteToLocalRatio', above: 1 },
    },
    { name: 'diskBusyPercent', kind: 'run', label: 'F’s disk is at work', unit: '%' },
    {
      name: 'readAheadHits',
      kind: 'run',
      label: 'Pages that were there before they were asked for',
    },
    { name: 'cacheHitPercent', kind: 'run', label: 'Found in F’s memory', unit: '%' },
    { name: 'exchangeMs', kind: 'run', label: 'One request, of whoever asks', unit: 'ms' },
  ],
  figures: ([20, 15, 10] as const).map((remoteDiskMs) => ({
    metric: 'pageMs',
    value: { 10: 12.02, 15: 17.13, 20: 22.22 }[remoteDiskMs],
    unit: 'ms',
    source:
      'Cheriton and Zwaenepoel 1983: sequential file access, 10 MHz SUN, 3 Mb/s Ethernet, time for each page',
    tag: 'M',
    ...(remoteDiskMs === 20 ? { headline: true } : { when: { remoteDiskMs } }),
    tolerancePercent: 5,
    note:
      remoteDiskMs === 10
        ? 'Recalled and not re-read. The notes say within 10 to 15 % of the disk’s own time: this row is 20 % over.'
        : 'Recalled and not re-read. It agrees with the notes: within 10 to 15 % of the disk’s own time.',
  })),
  story,
  predictions,
}
