import { describe, expect, test } from 'vitest'
import { whyChain } from '../../analysis/why.ts'
import { recordWords } from '../../analysis/words.ts'
import { DamageReason, FrameOutcome, Kind } from '../../trace/kinds.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { ethernetCollision } from './document.ts'

/** The chain in words behind the first record that is asked for. */
function why(
  switches: Readonly<Record<string, SwitchValue>>,
  wanted: (kind: number, a: number, b: number, name: string) => boolean,
): string[] {
  const { trace, setup } = trial(ethernetCollision, { switches })
  for (let i = 0; i < trace.length; i++)
    if (wanted(trace.kind(i), trace.a(i), trace.b(i), trace.nameOf(trace.entity(i))))
      return whyChain(trace, i).map(({ record }) => recordWords({ trace, setup }, record))
  return []
}

describe('why?', () => {
  test('a collision came of the other station’s start', () => {
    const [first, second] = why(
      {},
      (kind, _a, _b, name) => kind === Kind.collision && name.startsWith('S1/'),
    )
    expect(first).toBe('Frame 1 of S1 collides on attempt 1: another signal is on the cable.')
    expect(second).toMatch(/^S2 begins to transmit frame 1 of S2/)
  })
  test('a frame was given up because its sixteenth attempt met another’s', () => {
    const chain = why(
      { backoff: 'off' },
      (kind, a) => kind === Kind.frameDone && a === FrameOutcome.abandoned,
    )
    expect(chain[0]).toMatch(/is given up after 16 attempts/)
    const collision = chain.findIndex((words) => /collides on attempt 16/.test(words))
    expect(collision).toBeGreaterThan(0)
    expect(chain[collision + 1]).toMatch(/begins to transmit frame 1 of S\d, 576 bits, attempt 16/)
  })
  test('a frame was lost in silence because another began before it had passed', () => {
    const chain = why(
      { cableMetres: 7000 },
      (kind, _a, b, name) =>
        kind === Kind.damaged &&
        b !== DamageReason.bitError &&
        b !== DamageReason.cutShort &&
        name.startsWith('S1/'),
    )
    expect(chain[0]).toMatch(/^Frame 1 of S1 is damaged at S2/)
    expect(chain[1]).toMatch(/^S2 begins to transmit frame 1 of S2/)
  })
})
