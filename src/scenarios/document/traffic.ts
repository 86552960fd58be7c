/** What a host has beyond a kernel's: its interface by name, an open ear, and a load in place of programs. */
import type { BoundHost, BoundTraffic } from './bound.ts'
import type { Bound, HostPart, TrafficPart } from './document.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './refusal.ts'
import { decide, decideNumber, decideText, type Values } from './switches.ts'

type Extras = Pick<BoundHost, 'interface' | 'promiscuous' | 'traffic'>

/** Only what the document names, so that a host without them is bound as it always was. */
export function trafficOf(part: HostPart, values: Values, count: number, place: string): Extras {
  return {
    ...(part.interface === undefined
      ? {}
      : { interface: decideText(part.interface, values, `${place}: interface`) }),
    ...(part.promiscuous === undefined
      ? {}
      : { promiscuous: decide(part.promiscuous, values, `${place}: promiscuous`) === true }),
    ...(part.traffic === undefined
      ? {}
      : { traffic: boundTraffic(part.traffic, values, count, `${place}: traffic`) }),
  }
}

function boundTraffic(
  part: TrafficPart,
  values: Values,
  count: number,
  place: string,
): BoundTraffic {
  const number = (key: keyof TrafficPart, usual: number, min: number, max: number) =>
    decideNumber(part[key] as Bound<number> | undefined, values, {
      place: `${place}.${key}`,
      usual,
      min,
      max,
    })
  const word = <W extends string>(key: keyof TrafficPart, usual: W, words: readonly W[]): W => {
    const given = part[key] as Bound<string> | undefined
    const text = given === undefined ? usual : decideText(given, values, `${place}.${key}`)
    const found = words.find((each) => each === text)
    if (found) return found
    throw new Refusal(`${place}.${key}`, `it must be one of ${words.join(', ')}, not ${text}`)
  }
  const frameBytes = number('frameBytes', 64, 1, LIMITS.frameBytes)
  return {
    arrivals: word('arrivals', 'endless', ['endless', 'poisson']),
    frameBytes,
    longPercent: number('longPercent', 0, 0, 100),
    longBytes: number('longBytes', frameBytes, 1, LIMITS.frameBytes),
    padTo: number('padTo', 0, 0, LIMITS.frameBytes),
    turnaroundMicros: number('turnaroundMicros', 0, 0, 1e9),
    offeredPercent: number('offeredPercent', 100, 0, 10_000) / Math.max(1, count),
    frames: number('frames', 0, 0, 1e9),
    start: word('start', 'together', ['together', 'last-moment', 'random']),
    queueFrames: number('queueFrames', 1000, 1, 100_000),
    to: part.to === undefined ? 'next' : decideText(part.to, values, `${place}.to`),
  }
}
