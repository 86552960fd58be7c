/** Catalogue entry 26: one acknowledgement for all sites, which also orders and passes on the duty to acknowledge. */
import type { Condition, PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** R1’s own letter and its death, ms. */
const FIRST_MS = 5
const DIES_MS = 12
/** Between R1 and R2. */
const CUT_METRE = 65

const happens = (value: string): Condition => ({ switch: 'happens', is: '=', value })
const DIES = happens('token-site-crashes')
const lose = (timeMs: number, target: string, when: Condition): PlacedFault => ({
  timeMs,
  action: 'lose',
  target,
  when: [when],
})
const GUARDED: Condition = { switch: 'tokenGuard', is: '=', value: 'complete' }
const RESILIENT: Condition = { switch: 'delivery', is: '=', value: 'resilient' }
const MAJORITY: Condition = { switch: 'majority', is: '=', value: 'required' }
/** With L = 0 a site that is cut off may deliver what nobody else has. */
const SOME: Condition = { switch: 'resilience', is: '>=', value: 1 }
/** A crash beside the partition makes two sites that are gone: at L = 1 they may have been all who held a letter. */
const WHOLE: Condition = { switch: 'happens', is: '!=', value: 'partition' }
const ALL = [GUARDED, RESILIENT, MAJORITY, SOME, WHOLE]

export const tokenSite: ScenarioDocument = {
  format: 1,
  id: 'token-site',
  revision: 1,
  title: 'One acknowledgement for all',
  section: 'Process groups',
  wave: 2,
  minutes: 5,
  asks: 'Can n sites acknowledge, order and pass on responsibility with one message?',
  from: 'S1 references: reliable broadcast protocols (Chang and Maxemchuk 1984).',
  switches,
  constraints: [
    {
      left: { sum: [{ switch: 'resilience' }, 1] },
      is: '<=',
      right: { switch: 'sites' },
      says: 'L + 1 sites must hold a letter: there have to be so many.',
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
      count: { switch: 'sites' },
      processor: 'amoeba',
      buffers: 32,
    },
  ],
  groups: [{ name: 'sites', number: 1 }],
  processes: [
    {
      name: 'site',
      host: 'R',
      program: 'token-site',
      args: {
        group: { process: 'sites' },
        sites: { processes: 'site' },
        resilience: { switch: 'resilience' },
        delivery: { switch: 'delivery' },
        tokenGuard: { switch: 'tokenGuard' },
        majority: { switch: 'majority' },
        letters: { switch: 'letters' },
        perSecond: { switch: 'broadcastsPerSecond' },
        firstLetter: {
          switch: 'happens',
          map: { nothing: 0, 'token-site-crashes': 1, 'ack-lost': 0, partition: 0 },
        },
        firstMs: FIRST_MS,
      },
    },
  ],
  interventions: [
    lose(0, 'R1.site/letter1/BROADCAST.1', DIES),
    lose(0, 'R1.site/letter1/TOKEN-ACK.1', DIES),
    { timeMs: DIES_MS, action: 'crash', target: 'R1', when: [DIES] },
    lose(0, '*/TOKEN-ACK.*', happens('ack-lost')),
    {
      timeMs: 45,
      action: 'cut',
      target: 'cable',
      amount: CUT_METRE,
      when: [happens('partition')],
    },
    { timeMs: 1500, action: 'heal', target: 'cable', when: [happens('partition')] },
  ],
  until: { quiescent: true },
  checks: [
    'prefix-logs',
    'token-complete',
    'held-by-resilience',
    'majority-list',
    'survivors-agree',
  ],
  promisedWhen: {
    'prefix-logs': ALL,
    'survivors-agree': ALL,
    'token-complete': [GUARDED],
    'held-by-resilience': [RESILIENT],
    'majority-list': [MAJORITY],
  },
  swept: { resilience: [1, 1, 2] },
  tolerates: [
    { fault: 'lose', highestRatePercent: 20 },
    { fault: 'delay' },
    { fault: 'duplicate' },
    // The dead tell no other story, however many they are; of sites that are cut off L at most, and none dead besides.
    { fault: 'crash' },
    { fault: 'cut', at: ['R1'], longestMs: 2000, without: ['crash'] },
  ],
  phases: [
    { name: 'letter sent', begins: { kind: 'broadcast' } },
    { name: 'acknowledged', begins: { kind: 'numbered' } },
    { name: 'token taken', begins: { kind: 'tokenAccepted' } },
    { name: 'delivered', begins: { kind: 'logged' } },
    { name: 'suspicion', begins: { kind: 'suspected' } },
    { name: 'new list', begins: { kind: 'installed' } },
  ],
  metrics: [
    { name: 'framesPerBroadcast', kind: 'run', label: 'Frames for a letter' },
    { name: 'framesInAllPerBroadcast', kind: 'run', label: 'Frames for a letter, upkeep included' },
    { name: 'deliveryDelayMs', kind: 'run', label: 'Until a site has delivered it', unit: 'ms' },
    { name: 'nacks', kind: 'run', label: 'Requests for what was missed' },
    { name: 'reformations', kind: 'run', label: 'New lists' },
    { name: 'messagesLost', kind: 'run', label: 'Letters that some have and others never get' },
  ],
  figures: [
    {
      metric: 'framesPerBroadcast',
      value: 2,
      unit: '',
      source:
        '“As few as one acknowledgment message per broadcast” (Chang and Maxemchuk 1984), and the letter itself',
      tag: 'D',
      headline: true,
      when: { lossPercent: 0 },
      tolerancePercent: 0,
      note: 'With an acknowledgement from each receiver a letter would take as many frames as there are sites.',
    },
    {
      metric: 'framesPerBroadcast',
      value: 3,
      unit: '',
      source: 'At most three in quiet times: the next token site confirms (Chang and Maxemchuk)',
      tag: 'M',
      when: { lossPercent: 0, broadcastsPerSecond: 1 },
      note: 'Recalled, not re-read. With L above 1 the token must also be passed on without a letter, L − 1 times.',
    },
  ],
  story,
  predictions,
}
