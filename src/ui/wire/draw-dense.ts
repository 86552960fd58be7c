/**
 * More signals than can be told apart: at each tap, how much of the time its machine sends, column by column, and
 * along the top how many collisions were noticed.
 */
import type { Spans } from '../../analysis/timeline/spans.ts'
import { SignKind } from '../../analysis/wire/signs.ts'
import { eachPart, type Pane, type WireScene } from './wire-scene.ts'

/** Bars in one picture at most. */
const BARS_MOST = 6000
/** Up to so many spans are counted one by one; beyond, the row has buckets. */
const COUNTED = 1000

export function drawDense(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  const column = Math.max(3, Math.ceil((axis.width * pane.taps.length) / BARS_MOST))
  const most = Math.max(2, Math.min(26, pane.room - 3))
  eachPart(scene, pane, (part, x) => {
    const columns = Math.max(1, Math.ceil((part.x1 - part.x0) / column))
    const each = (part.to - part.from) / columns
    pen.fillStyle = p.kernel
    pen.beginPath()
    for (const tap of pane.taps) {
      const shares = sharesOf(tap.host.sends, part.from, each, columns, scene.until)
      for (let c = 0; c < columns; c++) {
        const share = shares[c] as number
        if (share <= 0) continue
        const height = Math.max(1, Math.min(1, share) * most)
        pen.rect(x(part.from + c * each), tap.row + most / 2 - height, column - 0.5, height)
      }
    }
    pen.fill()
    drawCollisions(scene, pane, part.from, each, columns, x)
  })
}

function sharesOf(
  sends: Spans,
  from: number,
  each: number,
  columns: number,
  until: number,
): Float64Array {
  const shares = new Float64Array(columns)
  const end = Math.min(until, from + each * columns)
  if (sends.count > COUNTED && sends.beginning(from, end) > COUNTED) {
    const fill = { count: 0, kind: 0, share: 0 }
    for (let c = 0; c < columns && from + c * each < end; c++)
      shares[c] = sends.density.fill(from + c * each, from + (c + 1) * each, fill).share
    return shares
  }
  sends.each(from, end, (slot) => {
    const a = Math.max(from, sends.start[slot] as number)
    const b = Math.min(end, sends.end[slot] as number)
    for (let c = Math.floor((a - from) / each); c < columns && from + c * each < b; c++) {
      const covered = Math.min(b, from + (c + 1) * each) - Math.max(a, from + c * each)
      shares[c] = (shares[c] as number) + covered / each
    }
  })
  return shares
}

function drawCollisions(
  scene: WireScene,
  pane: Pane,
  from: number,
  each: number,
  columns: number,
  x: (time: number) => number,
): void {
  const { pen, palette: p } = scene
  const { signs } = pane.index
  const counts = new Uint32Array(columns)
  let most = 1
  const stop = signs.from(Math.min(scene.until, from + each * columns))
  for (let i = signs.from(from); i < stop; i++) {
    const sign = signs.at(i)
    if (sign.kind !== SignKind.collision && sign.kind !== SignKind.late) continue
    const c = Math.min(columns - 1, Math.floor((sign.time - from) / each))
    counts[c] = (counts[c] as number) + 1
    most = Math.max(most, counts[c] as number)
  }
  pen.fillStyle = p.loss
  const width = Math.max(1, x(from + each) - x(from) - 0.5)
  for (let c = 0; c < columns; c++) {
    const count = counts[c] as number
    if (count > 0) pen.fillRect(x(from + c * each), pane.top, width, 2 + (8 * count) / most)
  }
}
