/** Signals in the plane of time and place: bands by hue, fronts, chevrons, jams, and where they overlap. */
import type { PlacedSegment } from '../../analysis/axis.ts'
import { frameShort } from '../../analysis/names.ts'
import { between, type Polygon, type Strip } from '../../analysis/wire/strips.ts'
import type { WireWave } from '../../analysis/wire/wire-window.ts'
import { hatch } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import { textWidth } from '../timeline/draw-spans.ts'
import { eachPart, focusOnFrame, type Pane, placeOf, type WireScene } from './wire-scene.ts'

export function waveFill(p: Palette, { hue }: Pick<WireWave, 'hue'>): string {
  return hue === 'reply' ? p.reply : hue === 'request' ? p.request : p.kernel
}

type AtX = (time: number) => number

export function drawWaves(scene: WireScene, pane: Pane): void {
  const { waves } = pane.window
  eachPart(scene, pane, (part, x) => {
    const seen = waves.filter(({ from, to }) => {
      const tail = to + pane.index.across
      return from <= part.to && tail >= part.from
    })
    drawBands(scene, pane, seen, part, x)
    const bit = pane.index.cable.bitNs * ((part.x1 - part.x0) / (part.to - part.from || 1))
    if (bit >= 5) drawBits(scene, pane, seen, part, x)
    else drawWays(scene, pane, seen, part, x)
    drawFronts(scene, pane, seen, x)
    drawOverlaps(scene, pane, part, x)
    drawNames(scene, pane, seen, part, x)
    drawRings(scene, pane, seen, part, x)
  })
}

function trace(scene: WireScene, pane: Pane, polygon: Polygon, x: AtX): void {
  const { pen } = scene
  for (let i = 0; i < polygon.length; i += 2) {
    const at = x(polygon[i] as number)
    const y = placeOf(pane, polygon[i + 1] as number)
    if (i === 0) pen.moveTo(at, y)
    else pen.lineTo(at, y)
  }
  pen.closePath()
}

/** A cable without length has one place: what is on it is drawn as a bar there. */
function bar(scene: WireScene, pane: Pane, strip: Strip, x: AtX): void {
  const y = placeOf(pane, 0)
  const x0 = x(strip.from)
  scene.pen.rect(x0, y - 8, Math.max(0.75, x(strip.to) - x0), 16)
}

function drawBands(
  scene: WireScene,
  pane: Pane,
  waves: readonly WireWave[],
  part: PlacedSegment,
  x: AtX,
): void {
  const { pen, palette: p } = scene
  const looks = [
    { hue: 'request', jam: false, fill: p.request },
    { hue: 'reply', jam: false, fill: p.reply },
    { hue: 'other', jam: false, fill: p.kernel },
    { hue: '', jam: true, fill: p.loss },
  ]
  const end = Math.min(part.to, scene.until)
  for (const { hue, jam, fill } of looks) {
    pen.beginPath()
    for (const wave of waves) {
      if (!jam && wave.hue !== hue) continue
      wave.strips.forEach((strip, i) => {
        if (strip.jam !== jam) return
        if (pane.index.cable.metres === 0) bar(scene, pane, strip, x)
        else {
          const seen = between(wave.polygons[i] as Polygon, part.from, end)
          if (seen.length > 0) trace(scene, pane, seen, x)
        }
      })
    }
    pen.fillStyle = fill
    pen.fill()
  }
}

/** The front is a line of its own, so that signals on one another are told apart. */
function drawFronts(scene: WireScene, pane: Pane, waves: readonly WireWave[], x: AtX): void {
  const { pen, palette: p } = scene
  const { nsPerMetre } = pane.index.cable
  const wide = waves.filter(({ from, to }) => x(to) - x(from) >= 7)
  const line = (strip: Strip, at: number): void => {
    const near = strip.source + strip.towards * strip.near
    const far = strip.source + strip.towards * strip.far
    const end = Math.min(at + strip.far * nsPerMetre, Math.max(scene.until, at))
    const part = (end - at) / (strip.far * nsPerMetre || 1)
    pen.moveTo(x(at + strip.near * nsPerMetre), placeOf(pane, near))
    pen.lineTo(x(end), placeOf(pane, near + (far - near) * Math.min(1, part)))
  }
  const edges = (front: boolean): void => {
    pen.beginPath()
    for (const wave of wide)
      for (const strip of wave.strips) {
        if (front && strip.front) line(strip, strip.from)
        if (!front && strip.tail && strip.to < scene.until) line(strip, strip.to)
      }
    pen.stroke()
  }
  pen.strokeStyle = p.surface
  pen.lineWidth = p.mark + 1.5
  edges(true)
  pen.lineWidth = 1
  edges(false)
  pen.strokeStyle = p.ink
  pen.lineWidth = p.stroke
  edges(true)
}

const STEP = 34

/** Chevrons keep their distance from the front and point the way it runs; a jam has zigzags. */
function drawWays(
  scene: WireScene,
  pane: Pane,
  waves: readonly WireWave[],
  part: PlacedSegment,
  x: AtX,
): void {
  const { pen, palette: p } = scene
  const { nsPerMetre } = pane.index.cable
  pen.beginPath()
  for (const wave of waves)
    for (const strip of wave.strips) {
      const near = placeOf(pane, strip.source + strip.towards * strip.near)
      const far = placeOf(pane, strip.source + strip.towards * strip.far)
      const x0 = x(strip.from)
      const width = x(strip.to) - x0
      if (width < (strip.jam ? 7 : 16) || Math.abs(far - near) < 14) continue
      const lean = x(strip.from + (strip.far - strip.near) * nsPerMetre) - x0
      const first = Math.max(0, Math.floor((part.x0 - lean - x0) / STEP))
      const most = Math.max(0, Math.floor((width - 8) / STEP - 0.5))
      const last = Math.min(most, Math.ceil((part.x1 - x0) / STEP))
      const lead = Math.min(width, STEP) / 2
      for (let k = first; k <= last; k++) {
        const start = x0 + k * STEP + lead
        if (strip.jam) zigzag(scene, start, near, far, lean)
        else chevrons(scene, start, near, far, lean)
      }
    }
  pen.strokeStyle = p.surface
  pen.lineWidth = p.stroke
  pen.stroke()
}

function chevrons(scene: WireScene, x: number, near: number, far: number, lean: number): void {
  const { pen } = scene
  const way = Math.sign(far - near)
  const span = Math.abs(far - near)
  for (let along = 15; along < span - 6; along += 28) {
    const y = near + way * along
    const at = x + (lean * along) / span
    pen.moveTo(at - 3.5, y - 2.2 * way)
    pen.lineTo(at, y + 2.2 * way)
    pen.lineTo(at + 3.5, y - 2.2 * way)
  }
}

function zigzag(scene: WireScene, x: number, near: number, far: number, lean: number): void {
  const { pen } = scene
  const way = Math.sign(far - near)
  const span = Math.abs(far - near)
  let side = 2.6
  pen.moveTo(x, near)
  for (let along = 5; along < span; along += 5) {
    pen.lineTo(x + (lean * along) / span + side, near + way * along)
    side = -side
  }
}

/** Close enough, each bit is a strip; every eighth line is stronger. */
function drawBits(
  scene: WireScene,
  pane: Pane,
  waves: readonly WireWave[],
  part: PlacedSegment,
  x: AtX,
): void {
  const { pen, palette: p } = scene
  const { bitNs, nsPerMetre } = pane.index.cable
  for (const strong of [false, true]) {
    pen.beginPath()
    for (const wave of waves)
      for (const strip of wave.strips) {
        const delay = strip.far * nsPerMetre
        const first = Math.ceil((Math.max(strip.from, part.from - delay) - wave.from) / bitNs)
        const last = Math.floor((Math.min(strip.to, part.to, scene.until) - wave.from) / bitNs)
        for (let k = Math.max(1, first); k <= last; k++) {
          if ((k % 8 === 0) !== strong) continue
          const at = wave.from + k * bitNs
          const [n, f] = [strip.near, strip.far].map((d) => strip.source + strip.towards * d)
          pen.moveTo(x(at + strip.near * nsPerMetre), placeOf(pane, n as number))
          pen.lineTo(x(at + delay), placeOf(pane, f as number))
        }
      }
    pen.strokeStyle = p.surface
    pen.globalAlpha = strong ? 0.9 : 0.4
    pen.lineWidth = strong ? 1.5 : 1
    pen.stroke()
  }
  pen.globalAlpha = 1
}

/** Two signals on one another: nothing can be read there. */
function drawOverlaps(scene: WireScene, pane: Pane, part: PlacedSegment, x: AtX): void {
  const { pen, palette: p } = scene
  const end = Math.min(part.to, scene.until)
  pen.beginPath()
  for (const region of pane.window.overlaps) {
    const seen = between(region, part.from, end)
    if (seen.length > 0) trace(scene, pane, seen, x)
  }
  pen.fillStyle = hatch(pen, { ...p, sunken: p.surface, edge: p.loss }, 'carrier', scene.ratio)
  pen.fill()
  pen.strokeStyle = p.loss
  pen.lineWidth = 1
  pen.stroke()
}

function drawNames(
  scene: WireScene,
  pane: Pane,
  waves: readonly WireWave[],
  part: PlacedSegment,
  x: AtX,
): void {
  const { pen, palette: p } = scene
  const { trace: run, cable } = pane.index
  if (cable.metres === 0) return
  const length = placeOf(pane, cable.metres) - placeOf(pane, 0)
  const nsPerPixel = pane.index.across / Math.max(1, length)
  pen.font = `600 ${p.tick}px ${p.sans}`
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  for (const wave of waves) {
    const x0 = Math.max(x(wave.from), part.x0)
    const x1 = Math.min(x(Math.min(wave.to, scene.until)), part.x1)
    if (x1 - x0 < 40) continue
    const words = frameShort(run, wave.frame)
    const width = textWidth(pen, words)
    if (x1 - x0 < width + 40) continue
    const y = placeOf(pane, wave.host.metre)
    const up = y - pane.top > pane.bottom - y
    const at = y + (up ? -1 : 1) * (p.tick * 0.85 + 9)
    // The band leans away from its tap by the time that the signal travels.
    const away = Math.abs(at - y) + p.tick * 0.7
    const lean = Math.max(0, x(wave.from + away * nsPerPixel) - x(wave.from))
    const left = Math.max(x(wave.from) + lean + 6, part.x0) + 8
    if (left + width + 8 > x1) continue
    pen.fillStyle = waveFill(p, wave)
    pen.fillRect(left - 4, at - p.tick * 0.7, width + 8, p.tick * 1.4)
    pen.fillStyle = p.onInk
    pen.fillText(words, left, at + 0.5)
  }
}

/** A ring of ink with a gap round the thing; a thin one for what the pointer is on. */
function drawRings(
  scene: WireScene,
  pane: Pane,
  waves: readonly WireWave[],
  part: PlacedSegment,
  x: AtX,
): void {
  const { pen, palette: p } = scene
  const end = Math.min(part.to, scene.until)
  for (const wave of waves) {
    const focus = focusOnFrame(pane, wave.frame)
    if (!focus) continue
    for (const [colour, width] of [
      [p.surface, focus.strong ? p.mark + 4 : 4],
      [p.ink, focus.strong ? p.mark : 1.25],
    ] as const) {
      pen.beginPath()
      wave.strips.forEach((strip, i) => {
        const seen = between(wave.polygons[i] as Polygon, part.from - 1e6, end)
        if (pane.index.cable.metres === 0) bar(scene, pane, strip, x)
        else if (seen.length > 0) trace(scene, pane, seen, x)
      })
      pen.strokeStyle = colour
      pen.lineWidth = width
      pen.stroke()
    }
  }
}
