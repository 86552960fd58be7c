/** Catalogue entry 24: two letters at once, and whether all members see them in the same order. */
import type { Condition, PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** R1’s own letter and its death, ms. */
const CHAIR_MS = 50
const DIES_MS = 58

const DIES: Condition = { switch: 'happens', is: '=', value: 'sequencer-crashes' }
const lose = (type: string, resilience: Condition): PlacedFault => ({
  timeMs: 0,
  action: 'lose',
  target: `R1.member/letter1/${type}.1`,
  when: [DIES, { switch: 'ordering', is: '!=', value: 'off' }, resilience],
})
const resilient = (is: '=' | '>', value: number): Condition => ({ switch: 'resilience', is, value })
const NOT_AWAITED: Condition = { switch: 'acks', is: '=', value: 'not-awaited' }
const ORDERED: Condition = { switch: 'ordering', is: '!=', value: 'off' }

const exact = { tag: '[SRC]', tolerancePercent: 0 } as const
const SEQUENCED = 'Amoeba’s group communication (flgroup.c), 1989 and later'

export const orderedMulticast: ScenarioDocument = {
  format: 1,
  id: 'ordered-multicast',
  revision: 1,
  title: 'Same letters, same order',
  section: 'Process groups',
  wave: 1,
  minutes: 6,
  pair: 'ordering',
  asks: 'Do all members see the updates in the same order, and does a crash break it?',
  from: 'S1: group communication promises no order. S2 Fault tolerance ¶10: consistency of copies. The sequencer is of 1989, after the survey.',
  switches,
  constraints: [
    {
      left: { product: [{ switch: 'messageBytes' }, { switch: 'lossPercent' }] },
      is: '<=',
      right: 30_000,
      says: 'Letters so long do not get through so much loss whole: bytes × percent may be 30,000 at most.',
    },
  ],
  network: { preset: 'eth10', metres: 500, lossPercent: { switch: 'lossPercent' } },
  kernel: { dialect: 'v' },
  hosts: [
    {
      name: 'R',
      role: 'file-server',
      metre: 40,
      spacing: 50,
      count: { switch: 'replicas' },
      processor: 'amoeba',
      buffers: 32,
    },
  ],
  groups: [{ name: 'replicas', number: 1 }],
  processes: [
    {
      name: 'member',
      host: 'R',
      program: 'ordered-member',
      args: {
        group: { process: 'replicas' },
        members: { processes: 'member' },
        ordering: { switch: 'ordering' },
        resilience: { switch: 'resilience' },
        acks: { switch: 'acks' },
        senders: { switch: 'senders' },
        letters: { switch: 'letters' },
        bytes: { switch: 'messageBytes' },
        everyMs: 40,
        chairLetters: { switch: 'happens', map: { nothing: 0, 'sequencer-crashes': 1 } },
        chairMs: CHAIR_MS,
      },
    },
  ],
  interventions: [
    lose('ORDERED', resilient('=', 0)),
    {
      ...lose('TENTATIVE', resilient('>', 0)),
      when: [DIES, ORDERED, resilient('>', 0), NOT_AWAITED],
    },
    lose('ACCEPT', resilient('>', 0)),
    { timeMs: DIES_MS, action: 'crash', target: 'R1', when: [DIES] },
  ],
  until: { quiescent: true },
  checks: ['prefix-logs', 'survivors-agree'],
  promisedWhen: {
    'prefix-logs': [ORDERED],
    'survivors-agree': [ORDERED, { switch: 'acks', is: '=', value: 'awaited' }],
  },
  swept: { resilience: [0, 1, 2] },
  tolerates: [
    { fault: 'lose', highestRatePercent: 20 },
    { fault: 'cut' },
    { fault: 'delay' },
    { fault: 'duplicate' },
    { fault: 'crash' },
  ],
  phases: [
    { name: 'letter sent', begins: { kind: 'broadcast' } },
    { name: 'numbered', begins: { kind: 'numbered' } },
    { name: 'delivered', begins: { kind: 'logged' } },
    { name: 'suspicion', begins: { kind: 'suspected' } },
    { name: 'new view', begins: { kind: 'installed' } },
  ],
  metrics: [
    { name: 'framesPerBroadcast', kind: 'run', label: 'Frames for a letter' },
    { name: 'framesInAllPerBroadcast', kind: 'run', label: 'Frames for a letter, upkeep included' },
    { name: 'payloadCopies', kind: 'run', label: 'Times that its bytes are on the cable' },
    { name: 'broadcastMs', kind: 'run', label: 'Until its sender has delivered it', unit: 'ms' },
    { name: 'retransmitRequests', kind: 'run', label: 'Requests for what was missed' },
    { name: 'orderViolations', kind: 'run', label: 'Places where logs differ' },
    { name: 'messagesLost', kind: 'run', label: 'Letters that some have and others never get' },
  ],
  figures: [
    {
      metric: 'framesInAllPerBroadcast',
      value: 2,
      unit: '',
      source:
        '“Just slightly more than two messages” for a reliable broadcast (Kaashoek and Tanenbaum 1991)',
      tag: '[ABS]',
      headline: true,
      when: { lossPercent: 0, letters: 50 },
      tolerancePercent: 5,
      note: 'Of 1991, after the survey. What is more than two is the upkeep in quiet times.',
    },
    ...[1, 2, 3].map((resilience) => ({
      metric: 'framesPerBroadcast',
      value: 3 + resilience,
      unit: '',
      source: `${SEQUENCED}: one to the sequencer, one tentative, r words, one to accept`,
      ...exact,
      when: { lossPercent: 0, resilience },
    })),
    {
      metric: 'payloadCopies',
      value: 1,
      unit: '',
      source: `${SEQUENCED}: with BB the letter itself goes once`,
      tag: '[SRC]',
      when: { lossPercent: 0, ordering: 'bb' },
      tolerancePercent: 0,
    },
    {
      metric: 'broadcastMs',
      value: 1.5,
      unit: 'ms',
      source: 'Reliable broadcast among ten 68020s (Kaashoek and Tanenbaum 1991)',
      tag: '[ABS]',
      when: { lossPercent: 0, letters: 50, replicas: 9, senders: 1 },
      tolerancePercent: 20,
      note: 'The processor’s costs are fitted to Amoeba’s null call, not to this.',
    },
    {
      metric: 'broadcastMs',
      value: 2.7,
      unit: 'ms',
      source: 'A null broadcast in Amoeba, whatever the size of the group; at most 815 a second',
      tag: '[MEM]',
      when: { lossPercent: 0, letters: 50, senders: 1 },
      note: 'Recalled, not re-read: it disagrees with 1.5 ms, and both are shown.',
    },
  ],
  story,
  predictions,
}
