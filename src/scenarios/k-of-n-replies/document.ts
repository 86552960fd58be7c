/** Catalogue entry 19: how many answers are enough, and who decides. */
import type { Condition, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const noLoss = { lossPercent: 0 }

export const kOfNReplies: ScenarioDocument = {
  format: 1,
  id: 'k-of-n-replies',
  revision: 2,
  title: 'Nought, one, k or all',
  section: 'Process groups',
  wave: 1,
  minutes: 5,
  asks: 'How many answers are enough, and who decides?',
  from: 'S1: group interprocess communication, and experience with applications of it.',
  switches,
  network: { preset: 'eth10', metres: 500, lossPercent: { switch: 'lossPercent' } },
  kernel: { dialect: 'v', options: { alienRetentionMs: 5000 } },
  hosts: [
    { name: 'A', role: 'workstation', metre: 20, processor: 'sun10', buffers: 32 },
    {
      name: 'R',
      role: 'server',
      metre: 60,
      spacing: 20,
      count: { switch: 'members' },
      processor: 'sun10',
    },
  ],
  groups: [{ name: 'replicas', number: 1 }],
  processes: [
    {
      name: 'replica',
      host: 'R',
      program: 'replica',
      args: {
        group: { process: 'replicas' },
        serviceMicros: 500,
        spreadMs: 5,
        resend: { switch: 'resend' },
      },
    },
    {
      name: 'echo',
      host: 'A',
      program: 'echo',
      args: { group: { process: 'replicas' } },
      count: { switch: 'class', map: { 0: 1, 1: 0, k: 0, all: 0 } },
    },
    {
      name: 'client',
      host: 'A',
      program: 'updater',
      args: {
        group: { process: 'replicas' },
        members: { processes: 'replica' },
        sureOf: { switch: 'class' },
        k: { switch: 'k' },
        deadlineMs: { switch: 'deadlineMs' },
        counts: { switch: 'counts' },
        rounds: 3,
        updates: 4,
        periodMs: { switch: 'updatePeriodMs' },
      },
      startMs: 2,
    },
  ],
  until: { quiescent: true },
  checks: [
    'k-distinct',
    'counts-each-once',
    'quiet-after-first-reply',
    'waits-its-time',
    'member-at-most-once',
    'late-reply-discarded',
  ],
  promisedWhen: {
    'k-distinct': [is('counts', 'members')],
    'counts-each-once': [is('resend', 'idempotent')],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 30 },
    { fault: 'crash' },
    { fault: 'duplicate' },
    { fault: 'delay' },
    { fault: 'cut' },
  ],
  metrics: [
    { name: 'repliesCollected', kind: 'run', label: 'Members that an update has a reply from' },
    { name: 'framesPerQuery', kind: 'run', label: 'Frames for one update' },
    { name: 'kReachedMs', kind: 'run', label: 'Time until k had answered the first', unit: 'ms' },
    { name: 'timeouts', kind: 'run', label: 'Waits that brought no reply' },
    { name: 'duplicateUpdates', kind: 'run', label: 'Updates counted again' },
    { name: 'memberState', kind: 'run', label: 'Counter of the replica furthest behind' },
    { name: 'outcomeState', kind: 'run', label: 'What the client knows in the end' },
  ],
  figures: [
    {
      metric: 'framesPerQuery',
      value: 9,
      unit: '',
      source: 'Counted: one SEND and eight REPLYs, however few the client waits for',
      tag: 'D',
      when: { ...noLoss, class: 'k' },
      tolerancePercent: 0,
    },
    {
      metric: 'framesPerQuery',
      value: 1,
      unit: '',
      source: 'Counted: a state that nobody answers and no copy follows',
      tag: 'D',
      when: { class: '0' },
      tolerancePercent: 0,
    },
    {
      metric: 'repliesCollected',
      value: 8,
      unit: '',
      source: 'Whoever waits for all has all',
      tag: 'D',
      when: { ...noLoss, class: 'all' },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
