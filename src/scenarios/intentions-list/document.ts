/** Catalogue entry 31: at which single moment a transaction has happened. */
import type { Condition, PlacedFault, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const DISK_MS = 25
const RESTART_MS = 50
/** When the client begins: by then the server of eight accounts is ready too. */
const BEGIN_MS = 1200
/** From one operation to the next: a stable write, and a message there and back. */
const OPERATION_MS = 4.2 * DISK_MS
const isSet = (key: string): Condition => ({ switch: key, is: '>', value: 0 })
const cutMs: Term = {
  sum: [
    BEGIN_MS,
    { product: [{ switch: 'entries' }, OPERATION_MS] },
    { product: [{ switch: 'cutAfter' }, DISK_MS] },
  ],
}
const restartMs: Term = { sum: [cutMs, RESTART_MS] }
const cutAgainMs: Term = { sum: [restartMs, { product: [{ switch: 'cutAgainAfter' }, DISK_MS] }] }
const ONCE = [isSet('cutAfter')]
const TWICE = [isSet('cutAfter'), isSet('cutAgainAfter')]
const fault = (action: string, timeMs: Term, when: readonly Condition[]): PlacedFault => ({
  timeMs,
  action,
  target: 'F',
  when,
})

export const intentionsList: ScenarioDocument = {
  format: 1,
  id: 'intentions-list',
  revision: 1,
  title: 'The bit that decides',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 6,
  pair: 'flag',
  asks: 'At which single moment has a transaction happened?',
  from: 'S2: Fault tolerance, paragraphs 6 and 7: start, identifier, commit, abort, intentions list, flag.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  hosts: [
    { name: 'A', role: 'workstation', metre: 60, processor: 'survey' },
    {
      name: 'F',
      role: 'file-server',
      metre: 200,
      processor: 'survey',
      disk: { preset: 'constant', accessMs: DISK_MS, blockBytes: 2048, count: 2 },
    },
  ],
  processes: [
    {
      name: 'server',
      host: 'F',
      program: 'transaction-server',
      args: {
        accounts: { switch: 'entries' },
        room: { switch: 'entries' },
        flag: { switch: 'flag', map: { after: 'after-list', before: 'before-list' } },
        reply: { switch: 'reply', map: { after: 'after-flag', before: 'before-flag' } },
        intentions: { switch: 'intentions' },
      },
      restarts: true,
    },
    {
      name: 'client',
      host: 'A',
      program: 'transfer-client',
      args: {
        server: { process: 'server' },
        operations: { switch: 'entries' },
        amount: 5,
        end: { switch: 'end' },
      },
      startMs: BEGIN_MS,
    },
  ],
  interventions: [
    fault('crash', cutMs, ONCE),
    fault('reboot', restartMs, ONCE),
    fault('crash', cutAgainMs, TWICE),
    fault('reboot', { sum: [cutAgainMs, RESTART_MS] }, TWICE),
  ],
  until: { quiescent: true },
  checks: ['atomic-outcome', 'list-complete-at-flag', 'reply-after-flag', 'replay-idempotent'],
  cuts: {
    target: 'F',
    action: 'crash',
    restartMs: RESTART_MS,
    outcome: 'recoveredState',
    set: { cutAfter: 0 },
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 15 },
    { fault: 'delay', longestMs: 400 },
    { fault: 'duplicate' },
    { fault: 'corrupt' },
    { fault: 'crash' },
    { fault: 'reboot' },
    { fault: 'halt' },
    { fault: 'tear' },
    { fault: 'spoil' },
    { fault: 'decay' },
    { fault: 'cut', longestMs: 2000 },
    { fault: 'pause', longestMs: 400 },
  ],
  phases: [
    { name: 'starting', begins: { kind: 'recoveryOpen' } },
    { name: 'doing it again', begins: { kind: 'transactionOpen', where: { b: 1 } } },
    { name: 'ready', begins: { kind: 'recoveryClose' } },
    { name: 'listing', begins: { kind: 'transactionOpen', where: { b: 0 } } },
    { name: 'setting the flag', begins: { kind: 'flagBegun' } },
    { name: 'carrying out', begins: { kind: 'flagSet' } },
    { name: 'ended', begins: { kind: 'transactionClose' } },
  ],
  metrics: [
    { name: 'recoveredState', kind: 'run', label: 'The accounts, as they were read last' },
    { name: 'balanceErrorUnits', kind: 'run', label: 'Dollars too many or too few', unit: '$' },
    { name: 'replays', kind: 'run', label: 'Lists done again' },
    { name: 'listsDiscarded', kind: 'run', label: 'Lists thrown away at a start' },
    { name: 'commitMs', kind: 'run', label: 'From commit to a stable flag', unit: 'ms' },
    { name: 'recoveryMs', kind: 'run', label: 'From restart to being ready', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'commitMs',
      value: 100,
      unit: 'ms',
      source: 'One stable write, the flag’s, of four disk operations of 25 ms each',
      tag: '[DER]',
      tolerancePercent: 10,
      headline: true,
    },
    {
      metric: 'balanceErrorUnits',
      value: 0,
      unit: '$',
      source: 'Lampson and Sturgis’ amounts of $10 and $15: a list done again pays once',
      tag: '[ABS]',
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
