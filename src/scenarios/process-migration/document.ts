/** Catalogue entry 44: a running program changes machines. */
import type { Condition, PlacedFault, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const kilobytes = { switch: 'addressSpaceKB' } as const
/** When the owner comes back, ms; and what a kilobyte takes to be copied, without the pause after each eight of them. */
const BACK_MS = 300
const MS_PER_KB = 4.572
/** So long after the first round, which takes as long as copying does. */
const afterFirstRound = (...later: readonly Term[]): Term => ({
  sum: [
    BACK_MS + 25,
    { product: [MS_PER_KB, { switch: 'addressSpaceKB' }] },
    { product: [1 / 8, { switch: 'pauseMs' }, { switch: 'addressSpaceKB' }] },
    ...later,
  ],
})
const THEORY = 'Theimer, Lantz and Cheriton 1985'
const happens = (value: string): readonly Condition[] => [{ switch: 'happens', is: '=', value }]
/**
 * Shortly before the freeze, the last answer and the copy of it that is asked for: whoever waits asks a third time when
 * the program is elsewhere. With less memory fewer pages are left for the later rounds.
 */
const answerLost: readonly PlacedFault[] = ['REPLY.1', 'REPLY.2'].flatMap((packet) => {
  const target = `C.client/send*/${packet}`
  const when = (is: '<' | '>=') => [
    ...happens('answer-lost'),
    { switch: 'addressSpaceKB', is, value: 512 },
  ]
  const few = afterFirstRound(45, { product: [0.8, { switch: 'addressSpaceKB' }] })
  return [
    { timeMs: few, action: 'lose', target, when: when('<') },
    { timeMs: afterFirstRound(395), action: 'lose', target, when: when('>=') },
  ]
})

/** All copies of the request to take over, or of its answer. */
const handOverLost = (packet: string, ...values: readonly string[]): readonly PlacedFault[] =>
  values.flatMap((value) =>
    [1, 2, 3, 4, 5, 6].map((copy) => ({
      timeMs: BACK_MS,
      action: 'lose',
      target: `Old.mover/send3/${packet}.${copy}`,
      when: happens(value),
    })),
  )
const asks: Condition = { switch: 'inDoubt', is: '=', value: 'asks' }

export const processMigration: ScenarioDocument = {
  format: 1,
  id: 'process-migration',
  revision: 3,
  title: 'Move without a blink',
  section: 'Parallelism',
  wave: 1,
  minutes: 6,
  pair: 'method',
  asks: 'How can a running program change machines with a pause of milliseconds?',
  from: 'S1: memory and process management, transparent boundaries. S2 Parallelism ¶7: processors allotted as needed.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  kernel: {
    dialect: 'v',
    options: {
      liveness: { switch: 'replyPending', map: { on: 'reply-pending', off: 'bare-timeout' } },
    },
  },
  hosts: [
    { name: 'C', role: 'workstation', metre: 30, processor: 'sun10', buffers: 32 },
    { name: 'Old', role: 'workstation', metre: 130, processor: 'sun10', buffers: 32 },
    { name: 'New', role: 'workstation', metre: 240, processor: 'sun10', buffers: 32 },
  ],
  processes: [
    {
      name: 'mover',
      host: 'Old',
      program: 'mover',
      args: {
        taker: { process: 'New.taker' },
        room: { process: 'New.room' },
        kilobytes,
        workingSetKB: { switch: 'workingSetKB' },
        dirtyKBps: { switch: 'dirtyKBps' },
        workMs: 2000,
        method: { switch: 'method' },
        roundsMax: { switch: 'roundsMax' },
        pauseMs: { switch: 'pauseMs' },
        rest: { switch: 'rest' },
        oldCopy: { switch: 'oldCopy' },
        inDoubt: { switch: 'inDoubt' },
        answers: { switch: 'answers' },
        leansOn: { processes: 'server' },
      },
    },
    {
      name: 'server',
      host: 'Old',
      count: { switch: 'leans', map: { no: 0, yes: 1 } },
      program: 'old-server',
      restarts: true,
    },
    {
      name: 'owner',
      host: 'Old',
      program: 'returning-owner',
      args: { home: { process: 'Old.mover' }, afterMs: BACK_MS },
    },
    {
      name: 'taker',
      host: 'New',
      program: 'taker',
      args: { rooms: { processes: 'room' }, kilobytes },
      restarts: true,
    },
    { name: 'room', host: 'New', program: 'room', restarts: true },
    {
      name: 'client',
      host: 'C',
      program: 'steady-client',
      args: { home: { process: 'Old.mover' }, kilobytes, workMs: 2000, everyMs: 40 },
    },
  ],
  interventions: [
    {
      timeMs: afterFirstRound(75),
      action: 'crash',
      target: 'New',
      when: happens('new-dies'),
    },
    {
      timeMs: BACK_MS,
      action: 'lose',
      target: 'New.taker/here*/HERE.1',
      when: happens('here-lost'),
    },
    ...answerLost,
    { timeMs: afterFirstRound(900), action: 'crash', target: 'Old', when: happens('old-dies') },
    ...handOverLost('REPLY', 'word-lost', 'dies-in-doubt'),
    ...handOverLost('SEND', 'call-lost'),
    ...['crash', 'reboot'].map((action, i) => ({
      timeMs: afterFirstRound(720 + 1500 * i),
      action,
      target: 'New',
      when: happens('dies-in-doubt'),
    })),
  ],
  // Where New never comes back, Old asks for as long as one watches.
  until: { quiescent: true, atMostMs: 60_000 },
  checks: [
    'one-copy-runs',
    'program-kept',
    'same-memory',
    'counted-in-order',
    'executed-at-most-once',
  ],
  promisedWhen: {
    'one-copy-runs': [
      { switch: 'oldCopy', is: '=', value: 'deleted' },
      { switch: 'inDoubt', is: '!=', value: 'goes-on' },
    ],
    'program-kept': [asks],
    'same-memory': [{ switch: 'rest', is: '=', value: 'copied' }],
    'counted-in-order': [
      { switch: 'rest', is: '=', value: 'copied' },
      { switch: 'oldCopy', is: '=', value: 'deleted' },
      { switch: 'replyPending', is: '=', value: 'on' },
      asks,
      { switch: 'answers', is: '=', value: 'move' },
    ],
    'executed-at-most-once': [
      { switch: 'oldCopy', is: '=', value: 'deleted' },
      asks,
      { switch: 'answers', is: '=', value: 'move' },
    ],
  },
  tolerates: [
    // A Send bears five losses: its sixth copy is its last.
    { fault: 'lose', highestRatePercent: 5, most: 5 },
    { fault: 'duplicate' },
    { fault: 'crash', at: ['New'] },
  ],
  swept: {
    addressSpaceKB: [64, 64, 256],
    workingSetKB: [32, 64],
    leans: ['no', 'yes'],
    happens: ['nothing', 'nothing', 'word-lost', 'call-lost'],
  },
  phases: [
    { name: 'asked', begins: { kind: 'sendOpen', entity: 'Old.owner/send1' } },
    { name: 'copying', begins: { kind: 'migrationBegun' } },
    { name: 'frozen', begins: { kind: 'guestFrozen' } },
    { name: 'in doubt', begins: { kind: 'moveInDoubt' } },
    { name: 'thawed', begins: { kind: 'guestThawed' } },
    { name: 'ended', begins: { kind: 'migrationEnded' } },
  ],
  metrics: [
    { name: 'freezeMs', kind: 'run', label: 'The program stands still', unit: 'ms' },
    { name: 'finalCopyMs', kind: 'run', label: 'Of that, copying the last pages', unit: 'ms' },
    { name: 'copySeconds', kind: 'run', label: 'Copying all pages once', unit: 's' },
    { name: 'precopyRounds', kind: 'run', label: 'Rounds while it runs' },
    { name: 'copiedKB', kind: 'run', label: 'Copied in all', unit: 'KB' },
    { name: 'sendDelayMs', kind: 'run', label: 'Longest wait for an answer', unit: 'ms' },
    { name: 'rebindFrames', kind: 'run', label: 'Frames to find it again' },
    { name: 'runningCopyState', kind: 'run', label: 'Where it runs in the end' },
  ],
  figures: [
    {
      metric: 'copySeconds',
      value: 3,
      unit: 's',
      source: `${THEORY}: copying an address space, a megabyte`,
      tag: 'M',
      headline: true,
      when: { addressSpaceKB: 1024, method: 'freeze-and-copy' },
      tolerancePercent: 10,
      note: 'Recalled, not read again; shown and not gated. The copy costs here are those fitted to the 3 Mb/s network, and too high for this one.',
    },
    {
      metric: 'finalCopyMs',
      value: 210,
      unit: 'ms',
      source: `${THEORY}: 5 to 210 ms for the last 0.5 to 70 KB, after two useful rounds`,
      tag: 'M',
      when: { dirtyKBps: 600, addressSpaceKB: 1024 },
      note: 'Recalled; the upper end of a range. A program that writes little is at the lower end of it.',
    },
  ],
  story,
  predictions,
}
