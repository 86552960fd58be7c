/** The fixes that students turn off (SCENARIOS.md §7), and the check that must catch each within a thousand seeds. */
import type { SwitchValue } from '../trace/tuple.ts'

export interface Mutant {
  readonly scenario: string
  /** What is turned off, in words. */
  readonly fix: string
  readonly switches: Readonly<Record<string, SwitchValue>>
  readonly check: string
}

const row = (
  scenario: string,
  fix: string,
  switches: Mutant['switches'],
  check: string,
): Mutant => ({ scenario, fix, switches, check })

export const MUTANTS: readonly Mutant[] = [
  row('lost-reply', 'duplicate table', { duplicateTable: 'off' }, 'executed-at-most-once'),
  row(
    'lost-reply',
    'duplicate table that outlives a reboot',
    { duplicateTable: 'volatile' },
    'executed-at-most-once',
  ),
  row('slow-or-dead', 'extermination of orphans', { orphanExtermination: 'off' }, 'no-orphans'),
  row('ethernet-collision', 'random backoff', { backoff: 'off' }, 'quiesces'),
  row(
    'ethernet-collision',
    'shortest frame',
    { padding: 'off', frameBytes: 8 },
    'every-collision-seen',
  ),
  row('page-read', 'check of grants', { grantCheck: 'off' }, 'segment-bounds'),
  row(
    'coordinator-in-doubt',
    'patience after a yes',
    { participant: 'impatient', crashPoint: 'never' },
    'one-decision',
  ),
  row('half-done-work', 'transaction', { atomic: 'off', failAtMs: 0 }, 'atomic-outcome'),
  row('stable-storage', 'second copy that waits', { copies: 'concurrent' }, 'old-or-new'),
  row('stable-storage', 'comparison at recovery', { cleanupCompares: 'off' }, 'pair-equal'),
  row('intentions-list', 'list before its flag', { flag: 'before' }, 'list-complete-at-flag'),
  row('intentions-list', 'flag before the reply', { reply: 'before' }, 'reply-after-flag'),
  row(
    'intentions-list',
    'entries that say what a page becomes',
    { intentions: 'relative', cutAfter: 0 },
    'replay-idempotent',
  ),
  row('ordered-multicast', 'order', { ordering: 'off' }, 'prefix-logs'),
  row('stale-cache', 'validation or callback', { policy: 'none' }, 'current-at-open'),
  row('price-of-consistency', 'sets that must meet', { w: 2 }, 'reads-latest'),
  row(
    'price-of-consistency',
    'catching up',
    { scheme: 'available-copies', catchUp: 'off', happens: 'comes-back' },
    'serves-only-when-current',
  ),
  row(
    'immutable-versions',
    'a new version for each save',
    { files: 'in-place' },
    'bytes-never-change',
  ),
  row('immutable-versions', 'answer after the disk', { replyAfterDisk: 'off' }, 'saved-survives'),
  row('pipeline', 'a stage that stays', { happens: 'check-restarts' }, 'stream-whole'),
  row('parallel-make', 'dependency in the makefile', { graph: 'missing' }, 'prerequisites-first'),
  row(
    'parallel-make',
    'dependency of what was edited',
    { graph: 'missing', processors: 1, touched: 'one' },
    'nothing-older',
  ),
  row(
    'parallel-make',
    'answer when the job is done',
    { placement: 'run-server', answers: 'when-begun' },
    'virtual-processors',
  ),
  row('swap-the-name', 'comparison', { comparison: 'off' }, 'no-lost-update'),
  row('file-server-cache', 'writing through', { writes: 'delayed' }, 'answered-survives'),
  row(
    'ordered-multicast',
    'wait for r words',
    { acks: 'not-awaited', resilience: 1, happens: 'sequencer-crashes' },
    'survivors-agree',
  ),
  row(
    'first-reply',
    'discarding of late replies',
    { lateReplies: 'accepted' },
    'late-reply-discarded',
  ),
  row(
    'first-reply',
    'duplicate table of the members',
    { duplicates: 'off' },
    'member-at-most-once',
  ),
  row(
    'multicast-or-unicast',
    'whole identifier of a group',
    { match: 'address', idsSharing16Bits: 1 },
    'members-only',
  ),
  row(
    'multicast-or-unicast',
    'silence of who has no member',
    { nack: 'always', filter: 'none' },
    'no-nack-to-group',
  ),
  row('nobody-holds-the-list', 'look at the joiner’s user', { users: 'unchecked' }, 'same-user'),
  row('nobody-holds-the-list', 'striking out of the dead', { ended: 'kept' }, 'union-is-truth'),
  row('k-of-n-replies', 'count of members, not of replies', { counts: 'replies' }, 'k-distinct'),
  row('k-of-n-replies', 'number in an update', { resend: 'not' }, 'counts-each-once'),
  row('name-lookup', 'striking out of a name that moves', { handOver: 'kept' }, 'owner-answers'),
  row('name-lookup', 'check of a hint by its use', { hintCheck: 'trusted' }, 'hint-checked'),
  row('name-lookup', 'question to all managers', { scheme: 'central' }, 'found-while-up'),
  row(
    'host-selection',
    'question to the machines themselves',
    { policy: 'polled' },
    'willing-host',
  ),
  row(
    'host-selection',
    'no second start',
    { unsure: 'elsewhere', happens: 'host-dies' },
    'starts-once',
  ),
  row('host-selection', 'offer without a place', { offer: 'place' }, 'reserves-nothing'),
  row(
    'job-as-a-group',
    'list of who must be gone',
    { destroy: '1-reliable', lossPercent: 20 },
    'job-gone',
  ),
  row(
    'token-site',
    'token for a whole history only',
    { tokenGuard: 'unchecked', lossPercent: 10 },
    'token-complete',
  ),
  row('token-site', 'wait for L + 1 sites', { delivery: 'at-once' }, 'held-by-resilience'),
  row(
    'token-site',
    'majority',
    { majority: 'not-required', happens: 'partition' },
    'majority-list',
  ),
  row(
    'processor-pool',
    'question that waits at the queue',
    { processors: 'one-queue', freeProcessor: 'asks-again' },
    'no-idle-while-queued',
  ),
  row(
    'processor-pool',
    'look for room',
    { room: 'taken', memoryKB: 512 },
    'memory-not-overcommitted',
  ),
  row('remote-execution', 'names that go along', { leftBehind: 'names' }, 'user-context'),
  row(
    'remote-execution',
    'owner before guest',
    { guests: 'equal', happens: 'owner-returns' },
    'owner-first',
  ),
  row('remote-execution', 'clearing away', { afterwards: 'left' }, 'nothing-left'),
  row('process-migration', 'end of the old copy', { oldCopy: 'kept' }, 'one-copy-runs'),
  row(
    'process-migration',
    'question while in doubt',
    { inDoubt: 'goes-on', happens: 'word-lost' },
    'one-copy-runs',
  ),
  row(
    'process-migration',
    'copy that is kept while in doubt',
    { inDoubt: 'gives-up', happens: 'call-lost' },
    'program-kept',
  ),
  row('process-migration', 'copy of the rest', { rest: 'left' }, 'same-memory'),
  row(
    'process-migration',
    'answers that go along',
    { answers: 'stay', happens: 'answer-lost' },
    'executed-at-most-once',
  ),
  row(
    'process-migration',
    'reply-pending',
    { replyPending: 'off', method: 'freeze-and-copy' },
    'counted-in-order',
  ),
]

/** Within so many seeds each must be caught. */
export const SEEDS_TO_CATCH = 1000
