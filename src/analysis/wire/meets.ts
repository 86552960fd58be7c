/** Where and when the fronts of two signals meet: the star of a collision. */
import { covers } from './strips.ts'
import type { WireWave } from './wire-window.ts'

export interface Meet {
  readonly time: number
  readonly metre: number
}

/** Undefined if one began only after it could hear the other, or a cut is between them. */
export function meetOf(one: WireWave, other: WireWave, nsPerMetre: number): Meet | undefined {
  const [left, right] = one.host.metre < other.host.metre ? [one, other] : [other, one]
  const travel = (right.host.metre - left.host.metre) * nsPerMetre
  const apart = right.from - left.from
  if (apart >= travel || apart <= -travel) return undefined
  const metre = (left.host.metre + right.host.metre) / 2 + apart / (2 * nsPerMetre)
  const time = left.from + (metre - left.host.metre) * nsPerMetre
  const both = isAt(left, nsPerMetre, time + 1, metre) && isAt(right, nsPerMetre, time + 1, metre)
  return both ? { time, metre } : undefined
}

export function isAt(wave: WireWave, nsPerMetre: number, time: number, metre: number): boolean {
  return wave.strips.some((strip) => covers(strip, nsPerMetre, time, metre))
}

/** Meetings on cable that was quiet until then: where a third signal was already there is nothing new to see. */
export function meetsOf(waves: readonly WireWave[], nsPerMetre: number, back: number): Meet[] {
  const meets: Meet[] = []
  waves.forEach((wave, i) => {
    const near = waves.slice(Math.max(0, i - back), i + back)
    for (let k = Math.max(0, i - back); k < i; k++) {
      const other = waves[k] as WireWave
      const meet = meetOf(wave, other, nsPerMetre)
      if (!meet) continue
      const third = near.some(
        (each) =>
          each !== wave && each !== other && isAt(each, nsPerMetre, meet.time - 1, meet.metre),
      )
      if (!third) meets.push(meet)
    }
  })
  return meets
}
