/** Catalogue entry 20: the wire carries every reply, and half of them find no buffer. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const lost = (value: number, members: number, rest: object = {}) => ({
  metric: 'repliesLostPercent',
  value,
  unit: '%',
  source: 'Own trial runs with a frame fetched every 0.5 ms, another model of the processor',
  tag: 'S',
  when: { members, ...rest },
})
const drains = (value: number, members: number) => ({
  metric: 'wireDrainMs',
  value,
  unit: 'ms',
  source: 'Own trial runs: replies of 64 bytes that all become ready at one instant',
  tag: 'S',
  when: { members },
})

export const replyImplosion: ScenarioDocument = {
  format: 1,
  id: 'reply-implosion',
  revision: 3,
  title: 'Everybody answers at once',
  section: 'Process groups',
  wave: 1,
  minutes: 4,
  pair: 'jitter',
  asks: 'The wire carries every reply; why do half of them never arrive?',
  from: 'S1: implementation and performance of process groups.',
  switches,
  network: { preset: 'eth10', metres: 500 },
  kernel: {
    dialect: 'v',
    options: { replyJitter: { switch: 'jitter' }, replyJitterMs: { switch: 'replyJitterMs' } },
  },
  hosts: [
    {
      name: 'A',
      role: 'workstation',
      metre: 10,
      processor: 'sun10',
      buffers: { switch: 'nicBuffers' },
      options: { drainMicros: { switch: 'drainMicros' } },
    },
    {
      name: 'M',
      role: 'server',
      metre: 20,
      spacing: 5,
      count: { switch: 'members' },
      processor: 'sun10',
    },
  ],
  groups: [{ name: 'servers', number: 1 }],
  processes: [
    { name: 'member', host: 'M', program: 'member', args: { group: { process: 'servers' } } },
    {
      name: 'client',
      host: 'A',
      program: 'asker',
      args: { group: { process: 'servers' }, replies: { switch: 'members' }, timeoutMs: 100 },
      startMs: 2,
    },
  ],
  until: { quiescent: true },
  checks: ['buffer-bound', 'lost-is-unheard', 'member-at-most-once', 'quiet-after-first-reply'],
  tolerates: [
    { fault: 'lose', highestRatePercent: 30 },
    { fault: 'crash' },
    { fault: 'duplicate' },
    { fault: 'delay' },
    { fault: 'cut' },
  ],
  phases: [
    { name: 'question sent', begins: { kind: 'sendOpen' } },
    { name: 'members answer', begins: { kind: 'replied' } },
    { name: 'buffer taken', begins: { kind: 'accepted', where: { a: 'A' } } },
    { name: 'no buffer free', begins: { kind: 'overrun' } },
    { name: 'Send over', begins: { kind: 'sendClose' } },
  ],
  metrics: [
    { name: 'repliesLostPercent', kind: 'run', label: 'Replies that found no buffer', unit: '%' },
    { name: 'repliesLost', kind: 'run', label: 'Replies lost at the interface' },
    {
      name: 'wireDrainMs',
      kind: 'run',
      label: 'First reply’s first bit to the last one’s last',
      unit: 'ms',
    },
    { name: 'bufferPeak', kind: 'run', label: 'Most buffers in use at once' },
    { name: 'firstReplyMs', kind: 'run', label: 'Time to the first reply', unit: 'ms' },
    { name: 'kthReplyMs', kind: 'run', label: 'Time to the k-th reply', unit: 'ms' },
    { name: 'allRepliesMs', kind: 'run', label: 'Time to the last reply that came', unit: 'ms' },
  ],
  figures: [
    lost(44, 4),
    lost(55, 8),
    lost(60, 16),
    lost(63, 32),
    lost(17, 16, { jitter: 'on' }),
    lost(23, 16, { nicBuffers: 8 }),
    { ...lost(0, 16, { nicBuffers: 32 }), tag: 'D', source: 'As many buffers as replies' },
    drains(0.5, 4),
    drains(3.1, 16),
    drains(16.7, 64),
  ],
  sweeps: [
    {
      id: 'waiting-time',
      title: 'How long one waits in a larger group',
      x: { switch: 'members', values: [4, 8, 16, 24, 32, 48, 64] },
      lines: [
        {
          switch: 'nicBuffers',
          values: [2, 8, 32],
          names: ['2 buffers', '8 buffers', '32 buffers'],
        },
        { switch: 'jitter', values: ['off', 'on'], names: ['no jitter', 'jitter'] },
      ],
      metrics: ['firstReplyMs', 'kthReplyMs', 'allRepliesMs'],
      seeds: 10,
      note: 'No figure for the timing of a group Send is known to us: look at the shape. The last reply is the last that came, of however many found a buffer; k is 4.',
    },
  ],
  story,
  predictions,
}
