/**
 * Old links open for ever: upgraders[n] makes what version n wrote into what version n + 1 would have written.
 * One that was ever released is never changed; corpus.txt has links of every version.
 */
import { Refusal } from '../scenarios/document/refusal.ts'
import type { Raw } from './raw.ts'

export const VERSION = 1

export type Upgrader = (raw: Raw) => Raw
export const upgraders: readonly Upgrader[] = [
  // 0 → 1: the moment was in microseconds, `at`; a moment is now `t` in ns, and a place in that instant.
  ({ at, ...raw }) => {
    if (at === undefined) return raw
    const match = typeof at === 'string' ? /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(at) : null
    if (!match) throw new Refusal('', 'its moment cannot be read')
    const nanos = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
    return { ...raw, t: String(nanos) }
  },
]

export function upgrade(raw: Raw, version: number): Raw {
  let now = raw
  for (const step of upgraders.slice(version)) now = step(now)
  return now
}
