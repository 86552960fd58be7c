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
  row('ordered-multicast', 'order', { ordering: 'off' }, 'prefix-logs'),
  row('stale-cache', 'validation or callback', { policy: 'none' }, 'current-at-open'),
  row('file-server-cache', 'writing through', { writes: 'delayed' }, 'answered-survives'),
]

/** Within so many seeds each must be caught. */
export const SEEDS_TO_CATCH = 1000
