// Each group check on a real run with its mechanism on, and on the same run with the mechanism off.
import { expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'
import { type Room, records, room, type Trial, trial } from '../worker/trial.ts'

const CHECKS = [
  'members-only',
  'member-at-most-once',
  'late-reply-discarded',
  'quiet-after-first-reply',
  'no-nack-to-group',
  'same-user',
]
const FS = { process: 'fs' }
/** Three members of `fs`, one of a group with the same address, and a client that asks three times. */
function asked(options: Room['options'] = {}, interventions: readonly Intervention[] = []): Trial {
  return trial(
    room({
      network: { preset: 'eth10' },
      options,
      groups: [
        { name: 'fs', number: 1 },
        { name: 'other', number: 1, high: 9 },
      ],
      hosts: [
        { name: 'A', metre: 10, buffers: 16 },
        { name: 'S', metre: 20, spacing: 5, count: 3 },
        { name: 'B', metre: 60 },
        { name: 'C', metre: 70 },
      ],
      processes: [
        { name: 'member', host: 'S', program: 'member', args: { group: FS, serviceMicros: 4000 } },
        { name: 'slow', host: 'C', program: 'member', args: { group: FS, serviceMicros: 30_000 } },
        { name: 'stranger', host: 'B', program: 'member', args: { group: { process: 'other' } } },
        {
          name: 'client',
          host: 'A',
          program: 'asker',
          args: { group: FS, replies: 1, queries: 3, thinkMs: 15 },
          startMs: 10,
        },
      ],
      checks: CHECKS,
    }),
    { interventions },
  )
}
const script = (name: string, host: string, user: string, startMs: number, ops: unknown[]) => ({
  name,
  host,
  user,
  startMs,
  program: 'script',
  args: { do: ops },
})
/** Ann makes a restricted group, Bob asks her for it and tries to join. */
function restricted(options: Room['options'] = {}): Trial {
  return trial(
    room({
      network: { preset: 'eth10' },
      options,
      hosts: [
        { name: 'A', metre: 10 },
        { name: 'B', metre: 20 },
      ],
      processes: [
        script('maker', 'A', 'ann', 0, [
          { createGroup: { as: 'g', restricted: true } },
          { receive: true },
          { reply: { value: { variable: 'g' } } },
          { sleep: { ms: 500 } },
        ]),
        script('joiner', 'B', 'bob', 400, [
          { send: { to: 'maker' }, as: 'g' },
          { joinGroup: { group: { variable: 'g' } } },
        ]),
      ],
      checks: CHECKS,
    }),
  )
}
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const looked = ({ trace }: Trial) =>
  records(trace, Kind.exercised).map((i) => trace.localName(trace.entity(i)))

test('all is well, and every check has looked', () => {
  const all = [asked(), restricted()]
  expect(all.flatMap(broken)).toEqual([])
  expect(new Set(all.flatMap(looked).filter((id) => CHECKS.includes(id)))).toEqual(new Set(CHECKS))
})

const lostReplies = ['1', '2', '3', '4'].map((n) => ({
  time: 0,
  action: 'lose',
  target: `A.client/send1/REPLY.${n}`,
}))
test.each([
  ['members-only', () => asked({ groupMatch: 'address' })],
  ['member-at-most-once', () => asked({ duplicateTable: 'off' }, lostReplies)],
  ['late-reply-discarded', () => asked({ lateReplies: 'accepted' })],
  ['no-nack-to-group', () => asked({ groupNack: 'always' })],
  ['same-user', () => restricted({ groupUsers: 'unchecked' })],
])('%s sounds when its mechanism is turned off', (check, run) => {
  expect(broken(run())).toContain(check)
})
