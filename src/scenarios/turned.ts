/** What the library’s questions are tried with: an answer that no switch can change would be ours, not the run’s. */
import type { SwitchValue } from '../trace/tuple.ts'

interface Turned {
  readonly id: string
  readonly prediction: string
  readonly switches: Readonly<Record<string, SwitchValue>>
  readonly seed?: number
  readonly answer: RegExp
}

/** For each prediction a switch that changes its answer: the answer is the run's, not ours. */
export const TURNED: readonly Turned[] = [
  {
    id: 'ethernet-collision',
    prediction: 'fixed-backoff',
    switches: { padding: 'off', frameBytes: 8 },
    answer: /^None/,
  },
  {
    id: 'ethernet-collision',
    prediction: 'silent',
    switches: { network: 'eth3' },
    answer: /^Not on any/,
  },
  {
    id: 'ethernet-under-load',
    prediction: 'useful',
    switches: { frameBytes: 100 },
    answer: /^About 6/,
  },
  {
    id: 'ethernet-under-load',
    prediction: 'capture',
    switches: { access: 'oracle' },
    answer: /^In three/,
  },
  { id: 'message-exchange', prediction: 'frames', switches: { place: 'local' }, answer: /^None/ },
  {
    id: 'message-exchange',
    prediction: 'overlap',
    switches: { place: 'local' },
    answer: /^The same/,
  },
  {
    id: 'where-the-millisecond-goes',
    prediction: 'null-call',
    switches: { protocolMicros: 1000 },
    answer: /^More/,
  },
  {
    id: 'where-the-millisecond-goes',
    prediction: 'free-wire',
    switches: { protocolMicros: 50, schedulingMicros: 50 },
    answer: /10,000/,
  },
  {
    id: 'lost-reply',
    prediction: 'frames',
    switches: { lossPercent: 30 },
    seed: 1,
    answer: /^More/,
  },
  {
    id: 'lost-reply',
    prediction: 'rebooted',
    switches: { binding: 'checked' },
    answer: /^Once/,
  },
  {
    id: 'slow-or-dead',
    prediction: 'suspected',
    switches: { world: 'dead-before' },
    answer: /^Never/,
  },
  {
    id: 'page-read',
    prediction: 'frames',
    switches: { pageBytes: 4096 },
    answer: /^More/,
  },
  { id: 'page-read', prediction: 'wire', switches: { pageBytes: 4096 }, answer: /half/ },
  {
    id: 'program-load',
    prediction: 'slower',
    switches: { network: 'eth10' },
    answer: /twice/,
  },
  {
    id: 'program-load',
    prediction: 'resent',
    switches: { onError: 'selective' },
    answer: /^One/,
  },
  {
    id: 'remote-disk-beats-local',
    prediction: 'page',
    switches: { cache: 'warm' },
    answer: /hidden/,
  },
  {
    id: 'remote-disk-beats-local',
    prediction: 'crossover',
    switches: { localDiskMs: 60 },
    answer: /seven/,
  },
  { id: 'slow-or-dead', prediction: 'orphan', switches: { serviceMs: 200 }, answer: /^Longer/ },
  { id: 'reply-implosion', prediction: 'lost', switches: { drainMicros: 100 }, answer: /^Some/ },
  { id: 'reply-implosion', prediction: 'buffers', switches: { members: 4 }, answer: /^Nothing/ },
  {
    id: 'k-of-n-replies',
    prediction: 'frames',
    switches: { deadlineMs: 5 },
    answer: /^More/,
  },
  { id: 'k-of-n-replies', prediction: 'crashed', switches: { updatePeriodMs: 20 }, answer: /^All/ },
  {
    id: 'nobody-holds-the-list',
    prediction: 'crash',
    switches: { joinRate: 5 },
    answer: /^Some/,
  },
  {
    id: 'nobody-holds-the-list',
    prediction: 'partition',
    switches: { place: 'local' },
    answer: /^One/,
  },
  { id: 'first-reply', prediction: 'missed', switches: { members: 1 }, answer: /^None/ },
  { id: 'first-reply', prediction: 'counter', switches: { members: 1 }, answer: /^20/ },
  {
    id: 'multicast-or-unicast',
    prediction: 'frames',
    switches: { transport: 'unicast' },
    answer: /^16/,
  },
  {
    id: 'multicast-or-unicast',
    prediction: 'bystander',
    switches: { transport: 'unicast' },
    answer: /^None/,
  },
  { id: 'name-lookup', prediction: 'ten-opens', switches: { hints: 'off' }, answer: /^Twenty/ },
  { id: 'name-lookup', prediction: 'moved-names', switches: { hints: 'off' }, answer: /^Nothing/ },
  {
    id: 'host-selection',
    prediction: 'first-response',
    switches: { users: 5 },
    answer: /^Two to four/,
  },
  {
    id: 'host-selection',
    prediction: 'five-at-once',
    switches: { equivPercent: 50 },
    answer: /^One|^Two or/,
  },
  {
    id: 'ordered-multicast',
    prediction: 'frames',
    switches: { ordering: 'off' },
    answer: /^One/,
  },
  {
    id: 'ordered-multicast',
    prediction: 'survives',
    switches: { resilience: 1 },
    answer: /^None/,
  },
  {
    id: 'token-site',
    prediction: 'frames',
    switches: { broadcastsPerSecond: 1 },
    answer: /^Three/,
  },
  {
    id: 'token-site',
    prediction: 'survives',
    switches: { delivery: 'at-once' },
    answer: /^One/,
  },
  { id: 'job-as-a-group', prediction: 'kept', switches: { destroyAtMs: 100 }, answer: /^Fewer/ },
  {
    id: 'job-as-a-group',
    prediction: 'missed',
    switches: { destroy: 'all-reliable' },
    answer: /^None/,
  },
  { id: 'stable-storage', prediction: 'operations', switches: { readBack: 'off' }, answer: /^Two/ },
  { id: 'stable-storage', prediction: 'between', switches: { diskMs: 30 }, answer: /^100/ },
  {
    id: 'intentions-list',
    prediction: 'twice',
    switches: { intentions: 'relative' },
    answer: /^Something/,
  },
  { id: 'intentions-list', prediction: 'relative', switches: { entries: 4 }, answer: /^None/ },
  {
    id: 'two-phase-commit',
    prediction: 'messages',
    switches: { transport: 'group' },
    answer: /^8/,
  },
  { id: 'two-phase-commit', prediction: 'restart', switches: { noVotes: 1 }, answer: /^Nowhere/ },
  {
    id: 'file-server-cache',
    prediction: 'doubled',
    switches: { clients: 10, localityPercent: 20, writes: 'delayed' },
    answer: /^Clearly/,
  },
  {
    id: 'stale-cache',
    prediction: 'unchanged',
    switches: { policy: 'check-on-open' },
    answer: /^Two/,
  },
  { id: 'stale-cache', prediction: 'silent', switches: { workstations: 1 }, answer: /^Never/ },
  { id: 'file-server-cache', prediction: 'lost', switches: { cacheKB: 0 }, answer: /^Nothing/ },
  {
    id: 'coordinator-in-doubt',
    prediction: 'decision',
    switches: { participant: 'impatient' },
    answer: /^Not at all/,
  },
  {
    id: 'coordinator-in-doubt',
    prediction: 'held',
    switches: { crashPoint: 'never' },
    answer: /^No longer/,
  },
  {
    id: 'immutable-versions',
    prediction: 'mixed',
    switches: { files: 'in-place' },
    answer: /^Of two/,
  },
  {
    id: 'immutable-versions',
    prediction: 'survives',
    switches: { saveAfterMs: 3000 },
    answer: /^The new/,
  },
  {
    id: 'remote-execution',
    prediction: 'start',
    switches: { programKB: 20 },
    answer: /^Less/,
  },
  {
    id: 'remote-execution',
    prediction: 'crash',
    switches: { programKB: 500 },
    answer: /empty/,
  },
  { id: 'half-done-work', prediction: 'states', switches: { failure: 'disk' }, answer: /^Two/ },
  { id: 'half-done-work', prediction: 'cut', switches: { failAtMs: 190 }, answer: /no log/ },
  {
    id: 'price-of-consistency',
    prediction: 'miss',
    switches: { readPercent: 100 },
    answer: /^None/,
  },
  {
    id: 'price-of-consistency',
    prediction: 'returns',
    switches: { readPercent: 100 },
    answer: /^None/,
  },
]
