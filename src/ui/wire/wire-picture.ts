/** The wire as it is drawn, frame by frame: gathers the scene, and stands the cable of this instant on the playhead. */
import type { StoreApi } from 'zustand/vanilla'
import type { Axis } from '../../analysis/axis.ts'
import { ticks } from '../../analysis/timeline/ticks.ts'
import { stretchAt } from '../../analysis/wire/strips.ts'
import { invalidate } from '../frame.ts'
import type { AppState, Store } from '../store/app-state.ts'
import { sizeCanvas } from '../theme/canvas-signs.ts'
import { type Palette, readPalette } from '../theme/palette.ts'
import { indexesOf } from '../timeline/indexes.ts'
import type { TimelineView } from '../timeline/view.ts'
import { drawWire, rulerHeight } from './draw.ts'
import { waveFill } from './draw-waves.ts'
import { type WireRun, wireRunsOf } from './wire-runs.ts'
import { focusIn, type Pane, placeOf, tapsOf, type WireScene } from './wire-scene.ts'

export interface WireParts {
  readonly plot: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly playhead: HTMLElement
  readonly section: HTMLCanvasElement
}

const SECTION = 13
/** Narrower signals than this, on average, say less one by one than who sends how much. */
const PIXELS = 3

export class WirePicture {
  scene: WireScene | null = null
  readonly view: TimelineView
  private readonly store: StoreApi<Store>
  private readonly parts: WireParts
  private palette: Palette | null = null
  private drawn: unknown[] = []
  private lastCursor = -1
  private lastSelection: unknown = null
  private width = 0
  private height = 0

  constructor(store: StoreApi<Store>, view: TimelineView, parts: WireParts) {
    this.store = store
    this.view = view
    this.parts = parts
    this.measure()
  }

  /** Another theme, another size of type or of the window. */
  measure(): void {
    const box = this.parts.plot.getBoundingClientRect()
    this.width = box.width
    this.height = box.height
    this.palette = null
    this.drawn = []
    invalidate()
  }

  draw(): void {
    const state = this.store.getState()
    const pen = this.parts.canvas.getContext('2d')
    if (!pen || this.width < 40 || this.height < 40) return
    const indexes = indexesOf(state)
    const runs = wireRunsOf(state)
    this.palette ??= readPalette(this.parts.plot)
    this.view.update(state, indexes)
    this.follow(state)
    const p = this.palette
    const axis = this.view.axis(Math.max(40, this.width - p.left - p.right))
    const ratio = globalThis.devicePixelRatio || 1
    sizeCanvas(this.parts.canvas, this.width, this.height, ratio)
    const until = state.veilFrom ?? Math.max(0, ...runs.map(({ index }) => index.trace.simulatedNs))
    if (this.changed(state, axis, until, p, ratio, runs)) {
      this.scene = {
        pen,
        palette: p,
        ratio,
        width: this.width,
        height: this.height,
        axis,
        ticks: ticks(axis, p.tick * 0.58),
        state,
        until,
        panes: this.panes(state, axis, until, p, runs),
      }
      drawWire(this.scene)
    }
    if (this.scene) this.movePlayhead(this.scene, state)
  }

  private panes(
    state: AppState,
    axis: Axis,
    until: number,
    p: Palette,
    runs: readonly WireRun[],
  ): Pane[] {
    const ruler = rulerHeight(p.tick)
    const each = (this.height - ruler) / Math.max(1, runs.length)
    const foot = Math.round(p.tick * 1.75)
    return runs.map(({ index, windows }, future) => {
      const top = ruler + each * future
      const place = { top, bottom: top + each - foot, index }
      return {
        ...place,
        future,
        window: windows.show(axis.from, axis.to, until, axis.width / PIXELS),
        foot,
        ...tapsOf(place, p.tick * 1.1),
        focus: focusIn(state, index, future),
      }
    })
  }

  /** The playhead moves over a picture that mostly stays. */
  private changed(
    s: AppState,
    axis: Axis,
    until: number,
    p: Palette,
    ratio: number,
    runs: readonly WireRun[],
  ): boolean {
    const now: unknown[] = [
      axis.from,
      axis.to,
      axis.width,
      axis.segments.length,
      this.view.version,
      until,
      p,
      ratio,
      this.height,
      s.selection,
      s.hover,
      s.veilFrom,
      s.run,
      s.other,
      ...runs.map(({ index }) => index.done),
    ]
    const same = now.length === this.drawn.length && now.every((v, i) => v === this.drawn[i])
    this.drawn = now
    return !same
  }

  /** As the lanes do, so that both look through one window in the same frame. */
  private follow(state: AppState): void {
    if (state.cursor.time !== this.lastCursor) {
      this.lastCursor = state.cursor.time
      this.view.bring(state.cursor.time, state.playing ? 0.12 : 0.4)
    }
    if (state.selection === this.lastSelection) return
    this.lastSelection = state.selection
    const record = state.selection?.record
    const trace = state.run?.trace
    if (this.view.follows && trace && record !== undefined && record < trace.length)
      this.view.bring(trace.time(record), 0.4)
  }

  private movePlayhead(scene: WireScene, state: AppState): void {
    const { playhead, section } = this.parts
    const { palette: p, axis, panes } = scene
    const { time } = state.cursor
    const seen = state.run !== null && time >= axis.from - 1 && time <= axis.to + 1
    playhead.hidden = !seen
    section.hidden = !seen
    if (!seen) return
    const x = Math.round((p.left + axis.x(time)) * 2) / 2
    const top = rulerHeight(p.tick)
    playhead.style.transform = `translateX(${x}px)`
    playhead.style.height = `${Math.max(0, this.height - top)}px`
    playhead.style.top = `${top}px`
    section.style.transform = `translateX(${x - SECTION / 2}px)`
    section.style.width = `${SECTION}px`
    section.style.height = `${this.height}px`
    sizeCanvas(section, SECTION, this.height, scene.ratio)
    const pen = section.getContext('2d')
    if (!pen) return
    pen.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0)
    pen.clearRect(0, 0, SECTION, this.height)
    for (const pane of panes) drawSection(pen, p, pane, time)
  }
}

/** The cable as the stage has it at this instant, standing on the playhead. */
function drawSection(pen: CanvasRenderingContext2D, p: Palette, pane: Pane, time: number): void {
  const { index } = pane
  const { metres, nsPerMetre } = index.cable
  const [top, end] = [placeOf(pane, 0), placeOf(pane, metres)]
  const middle = SECTION / 2
  const covered: { from: number; to: number; fill: string }[] = []
  for (const wave of pane.window.waves) {
    if (wave.from > time || wave.to + index.across < time) continue
    for (const strip of wave.strips) {
      const stretch = stretchAt(strip, nsPerMetre, time)
      if (!stretch) continue
      const [a, b] = stretch.map((metre) => placeOf(pane, metre)) as [number, number]
      const fill = strip.jam ? p.loss : waveFill(p, wave)
      covered.push({ from: Math.min(a, b), to: Math.max(a, b), fill })
    }
  }
  if (covered.length === 0) return
  pen.fillStyle = p.surface
  pen.fillRect(middle - 5, top - 1, 10, end - top + 2)
  pen.strokeStyle = p.edge
  pen.lineWidth = 1
  pen.strokeRect(middle - 4.5, top, 9, Math.max(1, end - top))
  covered.forEach(({ from, to, fill }) => {
    pen.fillStyle = fill
    pen.fillRect(middle - 4, from, 8, Math.max(1, to - from))
  })
  // Two signals on one another: a zigzag on paper, as on the stage.
  covered.forEach((one, i) => {
    for (const other of covered.slice(i + 1)) {
      const from = Math.max(one.from, other.from)
      const to = Math.min(one.to, other.to)
      if (to - from >= 1) drawTangle(pen, p, from, to)
    }
  })
}

function drawTangle(pen: CanvasRenderingContext2D, p: Palette, from: number, to: number): void {
  const middle = SECTION / 2
  pen.fillStyle = p.surface
  pen.fillRect(middle - 4, from, 8, to - from)
  pen.strokeStyle = p.loss
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.moveTo(middle - 3, from)
  let side = 3
  for (let y = from + 3; y < to; y += 3, side = -side) pen.lineTo(middle + side, y)
  pen.stroke()
}
