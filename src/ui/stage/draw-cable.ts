/**
 * The cable and what is on it, drawn lying from (0, 0) to (length, 0): metres to scale. An upright stage turns
 * the whole of it; words are placed elsewhere.
 */
import { curveLinearClosed, lineRadial } from 'd3-shape'
import type { Band, StageModel, StageWave } from '../../analysis/stage/stage-model.ts'
import { crowded, type Stretch } from './crowded.ts'
import { f, group, path, rect } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

export interface CableDrawing {
  readonly unit: number
  readonly length: number
  readonly thick: number
  /** CSS pixels for a metre. */
  readonly scale: number
  readonly nsPerMetre: number
}

/** The quiet cable with a terminator at each end. */
export function cableNodes(cable: CableDrawing): SvgNode[] {
  const { unit: u, length, thick } = cable
  return [
    rect('coax', 'coax', { x: 0, y: -thick / 2, w: length, h: thick }, 3 * u),
    path('core', 'core', `M0 0H${f(length)}`),
    terminator('start', 0, -1, cable, false),
    terminator('end', length, 1, cable, false),
  ]
}

/** A cut, over cable and signals: a gap between two ends, each with a terminator. */
export function cutNodes(cable: CableDrawing, cuts: readonly number[]): SvgNode[] {
  const { unit: u, thick, scale } = cable
  return cuts.map((metre) => {
    const x = metre * scale
    const gap = 7 * u
    const box = { x: x - gap, y: -thick / 2 - u, w: 2 * gap, h: thick + 2 * u }
    return group(
      `cut ${metre}`,
      {},
      rect('gap', 'gap', box),
      terminator('left', x - gap, 1, cable, true),
      terminator('right', x + gap, -1, cable, true),
      path('slash', 'cut', `M${f(x - 3 * u)} ${f(17 * u)}L${f(x + 3 * u)} ${f(-17 * u)}`),
    )
  })
}

function terminator(
  key: string,
  x: number,
  way: 1 | -1,
  { unit: u, thick }: CableDrawing,
  cut: boolean,
): SvgNode {
  const w = (cut ? 6 : 9) * u
  const h = thick + 8 * u
  return rect(
    key,
    cut ? 'termin torn' : 'termin',
    { x: way === 1 ? x - (cut ? w : 1) : x - (cut ? 0 : w - 1), y: -h / 2, w, h },
    2 * u,
  )
}

/** A frame on the cable: a band from front to tail, chevrons the way it runs, zigzag where it jams. */
export function waveNodes(cable: CableDrawing, wave: StageWave, time: number): SvgNode[] {
  const { unit: u, thick, scale } = cable
  const half = thick / 2 - u
  return wave.bands.flatMap((band, i) => {
    const [from, to] = [
      Math.min(band.near, band.far) * scale,
      Math.max(band.near, band.far) * scale,
    ]
    const kind = band.jam ? 'jam' : wave.hue
    const nodes = [
      rect(`band${i}`, `band ${kind}`, { x: from, y: -half, w: to - from, h: 2 * half }),
    ]
    if (wave.many) {
      // The double line of "to many", at both edges of the band.
      const edge = half - 2.6 * u
      const d = [-edge, edge].map((y) => `M${f(from)} ${f(y)}H${f(to)}`).join('')
      nodes.push(path(`double${i}`, 'to-many', d, { 'stroke-width': 1.4 * u }))
    }
    if (to - from < 6 * u) return nodes
    nodes.push(
      band.jam
        ? path(`zigzag${i}`, 'zigzag', zigzag(from, to, half * 0.6, 5 * u))
        : chevrons(`chevrons${i}`, cable, wave, band, time),
    )
    return nodes
  })
}

/** Chevrons keep their distance from the front, so that they run with it. */
function chevrons(
  key: string,
  { unit: u, scale, nsPerMetre }: CableDrawing,
  wave: StageWave,
  band: Band,
  time: number,
): SvgNode {
  const tile = 22 * u
  const head = (wave.source + (band.towards * (time - wave.from)) / nsPerMetre) * scale
  const [from, to] = [Math.min(band.near, band.far) * scale, Math.max(band.near, band.far) * scale]
  const first = Math.ceil((from - head) / tile + 0.35)
  const last = Math.floor((to - head) / tile - 0.35)
  let d = ''
  const [dx, dy] = [2.2 * u * band.towards, 3.5 * u]
  for (let k = first; k <= last; k++) {
    const x = head + k * tile
    d += `M${f(x - dx)} ${f(-dy)}L${f(x + dx)} 0L${f(x - dx)} ${f(dy)}`
  }
  return path(key, 'chev', d || 'M0 0')
}

function zigzag(from: number, to: number, height: number, step: number): string {
  let d = `M${f(from)} ${f(height)}`
  let up = true
  for (let x = from + step; x < to; x += step, up = !up) d += `L${f(x)} ${f(up ? -height : height)}`
  return d
}

/** The bar and arrowhead at a front. */
export function frontNodes(cable: CableDrawing, wave: StageWave): SvgNode[] {
  const { unit: u, thick, scale } = cable
  return wave.bands
    .filter(({ front }) => front)
    .map((band) => {
      const x = band.far * scale
      const half = thick / 2
      const t = band.towards
      const kind = band.jam ? 'jam' : wave.hue
      return group(
        `front${band.towards}`,
        { class: `front ${kind}` },
        path(
          'head',
          'front-head',
          `M${f(x)} ${f(-half + u)}L${f(x + t * 9 * u)} 0L${f(x)} ${f(half - u)}z`,
        ),
        path('bar', 'front-bar', frontBar(x, half + 8 * u, wave.many ? -t * 5 * u : 0)),
      )
    })
}

/** One bar, and for a frame to many a second one behind it. */
function frontBar(x: number, reach: number, second: number): string {
  const bar = (at: number): string => `M${f(at)} ${f(-reach)}V${f(reach)}`
  return second === 0 ? bar(x) : bar(x) + bar(x + second)
}

/** Where two signals are on top of one another nothing can be read; more of them there make it no other. */
export function overlapNodes(cable: CableDrawing, waves: readonly StageWave[]): SvgNode[] {
  if (waves.length < 2) return []
  const half = cable.thick / 2 - cable.unit
  const stretches = waves.map(({ bands }) =>
    bands.map(({ near, far }): Stretch => [Math.min(near, far), Math.max(near, far)]),
  )
  return crowded(stretches).flatMap(([near, far], i) => {
    const [from, to] = [near * cable.scale, far * cable.scale]
    if (to - from < 1) return []
    const box = { x: from, y: -half, w: to - from, h: 2 * half }
    return [
      rect(`overlap${i}`, 'overlap', box),
      path(`tangle${i}`, 'tangle', zigzag(from, to, half * 0.6, 5 * cable.unit)),
    ]
  })
}

/** The eight-pointed star of a collision. */
export function starNodes(cable: CableDrawing, model: StageModel): SvgNode[] {
  const { unit: u, scale } = cable
  const d = model.meets.length > 0 ? star(16 * u) : ''
  // Fronts that met within a few pixels are one star.
  const seen = new Set<number>()
  const apart = model.meets.filter(({ metre }) => {
    const spot = Math.round((metre * scale) / (6 * u))
    return !seen.has(spot) && seen.add(spot)
  })
  return apart.map(({ key, metre, says }) =>
    group(
      `star${key}`,
      { class: 'star', role: 'img', 'aria-label': says },
      {
        tag: 'path',
        key: 'star',
        attributes: {
          class: 'star-shape',
          d,
          transform: `translate(${f(metre * scale)} 0)`,
        },
      },
    ),
  )
}

/** Eight points: sixteen corners, by turns far and near. */
const corners = lineRadial<number>()
  .angle((i) => (i * Math.PI) / 8)
  .curve(curveLinearClosed)

function star(r: number): string {
  const reach = (i: number): number => (i % 2 === 0 ? r : r * 0.52)
  return corners.radius(reach)(Array.from({ length: 16 }, (_, i) => i)) ?? ''
}
