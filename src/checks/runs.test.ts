// The checkers on real runs: silent where all is well, and none of them silent because it never looked.
import { expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { ethernetCollision } from '../scenarios/ethernet-collision/document.ts'
import { ethernetUnderLoad } from '../scenarios/ethernet-under-load/document.ts'
import { fileServerCache } from '../scenarios/file-server-cache/document.ts'
import { halfDoneWork } from '../scenarios/half-done-work/document.ts'
import { lostReply } from '../scenarios/lost-reply/document.ts'
import { messageExchange } from '../scenarios/message-exchange/document.ts'
import { nameLookup } from '../scenarios/name-lookup/document.ts'
import { pageRead } from '../scenarios/page-read/document.ts'
import { programLoad } from '../scenarios/program-load/document.ts'
import { remoteDiskBeatsLocal } from '../scenarios/remote-disk-beats-local/document.ts'
import { slowOrDead } from '../scenarios/slow-or-dead/document.ts'
import { staleCache } from '../scenarios/stale-cache/document.ts'
import { whereTheMillisecondGoes } from '../scenarios/where-the-millisecond-goes/document.ts'
import { Kind } from '../trace/kinds.ts'
import { nameIn } from '../trace/named-entities.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { defaultTuple, runScenario } from '../worker/run.ts'
import { CHECKERS } from './checkers.ts'

// Entry 3 sends a hundred bytes, not V's message. Groups, commitment and disks have their own tests beside this one.
// Entry 3 sends a hundred bytes, not V's message. Groups, commitment and copies have their own tests beside this one.
const elsewhere = [
  'nothing-older',
  'virtual-processors',
  'willing-host',
  'starts-once',
  'reserves-nothing',
  'message-32-bytes',
  'members-only',
  'member-at-most-once',
  'late-reply-discarded',
  'quiet-after-first-reply',
  'no-nack-to-group',
  'same-user',
  'prefix-logs',
  'survivors-agree',
  'token-complete',
  'held-by-resilience',
  'majority-list',
  'buffer-bound',
  'lost-is-unheard',
  'k-distinct',
  'counts-each-once',
  'waits-its-time',
  'union-is-truth',
  'one-decision',
  'commit-after-prepared',
  'commit-record-decides',
  'no-unilateral-abort',
  'in-doubt-holds-locks',
  'knower-frees',
  'same-optimum',
  'job-gone',
  'old-or-new',
  'pair-equal',
  'never-back',
  'checksum-heeded',
  'atomic-outcome',
  'list-complete-at-flag',
  'reply-after-flag',
  'replay-idempotent',
  'reads-latest',
  'serves-only-when-current',
  'versions-monotone',
  'minority-refuses',
  'bytes-never-change',
  'one-version-a-read',
  'saved-survives',
  'reachable-kept',
  'job-on-one-processor',
  'no-idle-while-queued',
  'memory-not-overcommitted',
  'user-context',
  'nothing-left',
  'owner-first',
  'prerequisites-first',
  'made-once',
  'same-output',
  'speedup-bounded',
  'stream-whole',
  'buffer-bounds',
  'slowest-sets-pace',
  'no-lost-update',
  'names-committed',
  'roll-forward-idempotent',
  'replicas-agree',
  'one-copy-runs',
  'same-memory',
  'counted-in-order',
  'program-kept',
]
const ids = Object.keys(CHECKERS).filter((id) => !elsewhere.includes(id))

function watch(document: ScenarioDocument, tuple: Partial<RunTuple> = {}) {
  const names: string[] = []
  const exercised = new Set<string>()
  const { violations } = runScenario(
    { ...document, checks: ids },
    { ...defaultTuple(document), ...tuple },
    { level: 'everything' },
    {
      chunk: ({ count, columns, entities }) => {
        entities.ends.forEach((_, i) => {
          names.push(nameIn(entities, i))
        })
        for (let i = 0; i < count; i++) {
          if (columns.kind[i] === Kind.exercised) exercised.add(names[columns.entity[i]!]!)
        }
      },
    },
  )
  return { broken: [...new Set(violations.map(({ check }) => check))], exercised }
}

const reboot = [{ time: 12_000_000, action: 'reboot', target: 'S' }]
const duplicate = [{ time: 0, action: 'duplicate', target: '*SEND*' }]

test('all is well at the defaults, and every checker has looked', () => {
  const looked = new Set<string>()
  for (const run of [
    watch(messageExchange),
    watch(messageExchange, { switches: { clients: 8, exchanges: 10, network: 'eth10' } }),
    watch(messageExchange, { switches: { place: 'local', clients: 3 } }),
    watch(lostReply, { interventions: reboot }),
    watch(messageExchange, { interventions: duplicate }),
    watch(whereTheMillisecondGoes),
    watch(ethernetCollision),
    watch(ethernetUnderLoad, { switches: { frameBytes: 64, stations: 8, runMs: 20 } }),
    watch(lostReply),
    watch(pageRead),
    watch(programLoad, { switches: { transferKB: 8 } }),
    watch(lostReply, { switches: { lossPercent: 30, requests: 10 } }),
    watch(slowOrDead, { switches: { world: 'client-dies', liveness: 'reply-pending' } }),
    watch(slowOrDead, { switches: { world: 'dead-after', liveness: 'probe' } }),
    watch(nameLookup),
    watch(halfDoneWork),
    watch(remoteDiskBeatsLocal),
    watch(fileServerCache),
    watch(staleCache),
    watch(staleCache, { switches: { policy: 'time-out', timeoutSeconds: 1 } }),
    watch(fileServerCache, { switches: { writes: 'delayed', delaySeconds: 2 } }),
  ]) {
    expect(run.broken).toEqual([])
    for (const id of run.exercised) looked.add(id)
  }
  expect([...looked].sort()).toEqual([...ids].sort())
})

test.each([
  [{ duplicateTable: 'off' }, []],
  [{ duplicateTable: 'volatile', binding: 'unchecked' }, reboot],
])('the lamp of executed-at-most-once goes red with %o', (switches, interventions) => {
  expect(watch(lostReply, { switches, interventions }).broken).toEqual(['executed-at-most-once'])
})

test.each([
  ['the dice', { backoff: 'off' }, ['quiesces']],
  ['a shortest frame', { padding: 'off', frameBytes: 8 }, ['every-collision-seen']],
  ['a legal length', { cableMetres: 10_000 }, ['every-collision-seen']],
])('two stations without %s break a promise, and its lamp says so', (_, switches, broken) => {
  expect(watch(ethernetCollision, { switches }).broken).toEqual(broken)
})

test('with all its fixes on, no lamp of two to six stations goes red over a hundred seeds', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const switches = {
      stations: 2 + (seed % 5),
      start: seed % 2 ? 'together' : 'random',
      frames: 2,
    }
    expect([seed, watch(ethernetCollision, { seed, switches }).broken]).toEqual([seed, []])
  }
})

test('the lamp of received-once goes red where a copy of a slow request is not known', () => {
  const run = (duplicateTable: string) => {
    const kernel = { dialect: 'v' as const, options: { duplicateTable } }
    const pause = { time: 1_000_000, action: 'slow', target: 'S', amount: 1 }
    return watch({ ...messageExchange, kernel }, { interventions: [pause] }).broken
  }
  expect(run('volatile')).toEqual([])
  expect(run('off')).toContain('received-once')
})
