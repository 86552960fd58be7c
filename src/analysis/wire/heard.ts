/** What a tap senses: when there is carrier, and when there is more than one signal, so that none can be read. */
import type { WireWave } from './wire-window.ts'

export interface Heard {
  readonly from: number
  readonly to: number
  /** Signals on top of one another. */
  readonly garbled: boolean
}

/** In order and without overlap; what the tap itself sends is among it. */
export function heardAt(
  waves: readonly WireWave[],
  metre: number,
  nsPerMetre: number,
): readonly Heard[] {
  const edges: { time: number; by: 1 | -1 }[] = []
  for (const { strips } of waves)
    for (const { source, towards, near, far, from, to } of strips) {
      const distance = (metre - source) * towards
      if (distance < near || distance > far) continue
      // A place where two strips of one signal touch, its own tap or a cut, is counted once.
      if (distance === near && (near > 0 || (towards === -1 && runsUp(strips)))) continue
      edges.push({ time: from + distance * nsPerMetre, by: 1 })
      edges.push({ time: to + distance * nsPerMetre, by: -1 })
    }
  edges.sort((p, q) => p.time - q.time || p.by - q.by)
  const heard: Heard[] = []
  let depth = 0
  edges.forEach(({ time, by }, i) => {
    depth += by
    const next = edges[i + 1]?.time ?? time
    if (depth <= 0 || next <= time) return
    const last = heard.at(-1)
    const garbled = depth > 1
    if (last && last.to === time && last.garbled === garbled)
      heard[heard.length - 1] = { ...last, to: next }
    else heard.push({ from: time, to: next, garbled })
  })
  return heard
}

function runsUp(strips: WireWave['strips']): boolean {
  return strips.some(({ towards }) => towards === 1)
}
