// What goes wrong with a group, in the words that the inspector has for it.
import { expect, test } from 'vitest'
import type { Intervention } from '../../trace/tuple.ts'
import { type Room, room, trial } from '../../worker/trial.ts'
import { recordWords } from '../words.ts'

const script = (name: string, host: string, ops: readonly unknown[], user = 'ann') => ({
  name,
  host,
  user,
  program: 'script',
  args: { do: ops },
})
const member = { program: 'member', args: { group: { process: 'fs' }, serviceMicros: 20_000 } }
const asker = {
  name: 'client',
  host: 'A',
  program: 'asker',
  args: { group: { process: 'fs' }, replies: 2 },
  startMs: 10,
}

function told(processes: Room['processes'], interventions: readonly Intervention[] = []): string {
  const document = room({
    network: { preset: 'eth10' },
    groups: [{ name: 'fs', number: 1 }],
    hosts: [
      { name: 'A', metre: 10 },
      { name: 'B', metre: 20 },
      { name: 'C', metre: 30 },
    ],
    processes,
  })
  const { trace, setup } = trial(document, { interventions })
  const run = { trace, setup, interventions, given: 0 }
  return Array.from({ length: trace.length }, (_, i) => recordWords(run, i)).join('\n')
}
const destroy = (target: string): Intervention => ({ time: 20_000_000, action: 'destroy', target })

test.each<readonly [string, string, readonly string[]]>([
  [
    'joining twice, and what is not there',
    told([
      script('p', 'B', [
        { joinGroup: { group: 'fs', as: 'first' } },
        { joinGroup: { group: 'fs', as: 'second' } },
        { set: { variable: 'g', value: 50_000 } },
        { joinGroup: { group: { variable: 'g' }, as: 'third' } },
      ]),
    ]),
    [
      'B’s p may not join the group fs: it is a member already.',
      'B’s p may not join the group group848: nobody answers for it.',
    ],
  ],
  [
    'leaving with a reply outstanding',
    told([
      script('leaver', 'B', [
        { joinGroup: { group: 'fs', as: 'joined' } },
        { receive: true },
        { leaveGroup: 'fs' },
        { reply: { value: 1 } },
      ]),
      asker,
    ]),
    [
      'B’s leaver is no longer in the group fs.',
      'B’s leaver replies to Send 1 of A’s client.',
      'A’s client got no further reply in time.',
    ],
  ],
  [
    'a member killed between delivery and reply',
    told(
      [{ ...member, name: 'one', host: 'B' }, { ...member, name: 'two', host: 'C' }, asker],
      [destroy('B.one')],
    ),
    [
      'B’s one is ended from outside.',
      'B’s one is no longer in the group fs: it is destroyed.',
      'C’s two replies to Send 1 of A’s client.',
    ],
  ],
  [
    'a sender killed while waiting',
    told([{ ...member, name: 'one', host: 'B' }, asker], [destroy('A.client')]),
    [
      'A’s client is ended while it waits, 9.807 ms after its Send.',
      'A’s kernel ignores REPLY 1 to A’s client: nobody waits for it.',
    ],
  ],
  [
    'a group with no member left',
    told([asker]),
    ['A’s client gives up: no member of the group fs answered, 602.449 ms after its Send.'],
  ],
  [
    'a partition that heals',
    told(
      [{ ...member, name: 'one', host: 'B' }, asker],
      [
        { time: 5_000_000, action: 'cut', target: 'cable', amount: 15 },
        { time: 150_000_000, action: 'heal', target: 'cable' },
      ],
    ),
    ['The cable is whole again at 15 m.', 'B’s one receives Send 1 of A’s client.'],
  ],
])('%s', (_, text, sentences) => {
  for (const sentence of sentences) expect(text).toContain(sentence)
})
