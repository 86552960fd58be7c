/** Catalogue entry 18: a group Send ends with its first reply, and tells nothing of the others. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** Enough for a share in a hundred, few enough to look at. */
export const UPDATES = 20

export const firstReply: ScenarioDocument = {
  format: 1,
  id: 'first-reply',
  revision: 2,
  title: 'When Send returns, who has heard?',
  section: 'Process groups',
  wave: 1,
  minutes: 5,
  asks: 'What does the return of a group Send tell the sender about the members?',
  from: 'S1: operations on process groups, and group interprocess communication.',
  switches,
  network: { preset: 'eth10', metres: 500, lossPercent: { switch: 'lossPercent' } },
  kernel: {
    dialect: 'v',
    options: {
      retransmitMs: { switch: 'retransmitMs' },
      lateReplies: { switch: 'lateReplies' },
      duplicateTable: { switch: 'duplicates' },
      // A member that comes to know of an update late must still know an old copy from a new one.
      alienRetentionMs: 5000,
    },
  },
  hosts: [
    { name: 'A', role: 'workstation', metre: 20, processor: 'sun10', buffers: 32 },
    {
      name: 'S',
      role: 'file-server',
      metre: 60,
      spacing: 20,
      count: { switch: 'members' },
      processor: 'sun10',
    },
  ],
  groups: [{ name: 'file-servers', number: 1 }],
  processes: [
    {
      name: 'server',
      host: 'S',
      program: 'replica',
      args: { group: { process: 'file-servers' }, spreadMs: { switch: 'serviceSpreadMs' } },
    },
    {
      name: 'client',
      host: 'A',
      program: 'updater',
      args: {
        group: { process: 'file-servers' },
        members: { processes: 'server' },
        sureOf: '1',
        updates: UPDATES,
        periodMs: { switch: 'nextSendMs' },
      },
      startMs: 2,
    },
  ],
  until: { quiescent: true },
  checks: [
    'quiet-after-first-reply',
    'late-reply-discarded',
    'member-at-most-once',
    'members-only',
    'one-outstanding',
  ],
  promisedWhen: {
    'late-reply-discarded': [{ switch: 'lateReplies', is: '=', value: 'discarded' }],
    'member-at-most-once': [{ switch: 'duplicates', is: '=', value: 'volatile' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 40 },
    { fault: 'crash' },
    { fault: 'duplicate' },
    { fault: 'delay' },
    { fault: 'cut' },
  ],
  phases: [
    { name: 'update sent', begins: { kind: 'sendOpen' } },
    { name: 'counted by a member', begins: { kind: 'executed' } },
    { name: 'member answers', begins: { kind: 'replied' } },
    { name: 'first reply taken', begins: { kind: 'sendClose' } },
    { name: 'late reply kept', begins: { kind: 'replyQueued' } },
  ],
  metrics: [
    { name: 'firstReplyMs', kind: 'run', label: 'Time to the first reply', unit: 'ms' },
    {
      name: 'membersMissedPercent',
      kind: 'run',
      label: 'Members that never heard of an update',
      unit: '%',
    },
    { name: 'retransmissions', kind: 'run', label: 'Copies beyond the first' },
    { name: 'repliesDiscarded', kind: 'run', label: 'Replies that came for nothing' },
    { name: 'memberState', kind: 'run', label: 'Counter of the member furthest behind' },
  ],
  figures: [
    {
      metric: 'membersMissedPercent',
      value: 20,
      unit: '%',
      source:
        'Each member misses the first multicast with the probability of a loss, and no copy follows a reply',
      tag: 'D',
      tolerancePercent: 40,
      note: 'Binomial: of 100 chances 12 to 28 in nineteen runs of twenty. Where all are missed a copy does follow.',
    },
    {
      metric: 'membersMissedPercent',
      value: 0,
      unit: '%',
      source: 'Without loss every member hears the one frame',
      tag: 'D',
      when: { lossPercent: 0 },
      tolerancePercent: 0,
    },
    {
      metric: 'memberState',
      value: UPDATES,
      unit: '',
      source: 'Without loss every replica counts every update',
      tag: 'D',
      when: { lossPercent: 0 },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
