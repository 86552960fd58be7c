/**
 * A signal on the cable, as physics: it leaves its tap in both directions at one speed, its tail follows when
 * the last bit is out, and a cut lets nothing past. Bits are told apart by when they left the source, so what
 * is at a place is what left it one travelling time ago.
 */
import type { Line, Signal } from '../signal.ts'
import type { Band } from './stage-model.ts'

interface Stretch {
  readonly from: number
  readonly to: number
}

export function bandsOf(signal: Signal, line: Line, time: number): Band[] {
  return [...oneWay(signal, line, time, -1), ...oneWay(signal, line, time, 1)]
}

function oneWay(signal: Signal, line: Line, time: number, towards: 1 | -1): Band[] {
  const reach = towards === 1 ? line.metres - signal.source : signal.source
  const barriers = line.cuts
    .map((cut) => ({ ...cut, distance: (cut.metre - signal.source) * towards }))
    .filter(({ distance }) => distance > 0 && distance < reach)
    .sort((x, y) => x.distance - y.distance)
  const bands: Band[] = []
  const kept: Stretch[] = []
  for (let i = 0; i <= barriers.length; i++) {
    const near = i === 0 ? 0 : (barriers[i - 1]?.distance ?? 0)
    const far = barriers[i]?.distance ?? reach
    const before = barriers[i - 1]
    if (before) {
      const delay = before.distance * line.nsPerMetre
      kept.push({ from: before.from - delay, to: before.to - delay })
    }
    for (const part of parts(signal, time))
      for (const bits of without(part, kept))
        pushBand(bands, { bits, jam: part.jam, near, far, reach }, signal, line, time, towards)
  }
  return bands
}

function parts(signal: Signal, time: number): (Stretch & { jam: boolean })[] {
  const end = Math.min(signal.to, time)
  const turn = Math.min(Math.max(signal.jamFrom, signal.from), end)
  const list = [{ from: signal.from, to: turn, jam: false }]
  if (turn < end) list.push({ from: turn, to: end, jam: true })
  return list
}

/** A stretch of time less the stretches held back. */
function without(whole: Stretch, holes: readonly Stretch[]): Stretch[] {
  let left: Stretch[] = [{ from: whole.from, to: whole.to }]
  for (const hole of holes)
    left = left.flatMap((piece) =>
      [
        { from: piece.from, to: Math.min(piece.to, hole.from) },
        { from: Math.max(piece.from, hole.to), to: piece.to },
      ].filter(({ from, to }) => to > from),
    )
  return left
}

interface Piece {
  readonly bits: Stretch
  readonly jam: boolean
  readonly near: number
  readonly far: number
  readonly reach: number
}

function pushBand(
  bands: Band[],
  piece: Piece,
  signal: Signal,
  line: Line,
  time: number,
  towards: 1 | -1,
): void {
  const first = (time - piece.bits.from) / line.nsPerMetre
  const last = (time - piece.bits.to) / line.nsPerMetre
  const near = Math.max(last, piece.near)
  const far = Math.min(first, piece.far)
  if (far < near || (far === near && far > 0)) return
  const band: Band = {
    near: signal.source + towards * near,
    far: signal.source + towards * far,
    towards,
    front: piece.bits.from === signal.from && first < piece.reach && first <= piece.far,
    tail: piece.bits.to === signal.to && last > 0 && last >= piece.near,
    jam: piece.jam,
  }
  const before = bands.at(-1)
  if (before && before.far === band.near && before.jam === band.jam && before.towards === towards)
    bands[bands.length - 1] = { ...before, far: band.far, front: band.front }
  else bands.push(band)
}

/** Whether a signal is at a metre: its front has come and its tail has not passed. */
export function carries(bands: readonly Band[], metre: number): boolean {
  return bands.some(({ near, far, tail }) => {
    const inside = Math.min(near, far) - 1e-6 <= metre && metre <= Math.max(near, far) + 1e-6
    return inside && !(tail && Math.abs(metre - near) < 1e-6)
  })
}
