/** The lanes as they are drawn, frame by frame: gathers the scene, moves the playhead, tells what is under the pointer. */
import type { StoreApi } from 'zustand/vanilla'
import type { Axis } from '../../analysis/axis.ts'
import { type FirstDifference, firstDifference } from '../../analysis/timeline/first-difference.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import { type Layout, layout } from '../../analysis/timeline/rows.ts'
import { type Tick, ticks } from '../../analysis/timeline/ticks.ts'
import type { HostTrack } from '../../analysis/timeline/tracks.ts'
import { EntityType } from '../../trace/entities.ts'
import { NONE } from '../../trace/record.ts'
import { invalidate } from '../frame.ts'
import { workOn } from '../slices.ts'
import type { AppState, Store } from '../store/app-state.ts'
import { runOf } from '../store/on-screen.ts'
import { sizeCanvas } from '../theme/canvas-signs.ts'
import { type Palette, readPalette } from '../theme/palette.ts'
import { drawScene, redrawFigures } from './draw.ts'
import { indexesOf } from './indexes.ts'
import { PictureInParts } from './picture-in-parts.ts'
import { Playhead } from './playhead.ts'
import { entityOf, focusOf, isGrowing, type Scene } from './scene.ts'
import type { TimelineView } from './view.ts'

export interface Parts {
  readonly plot: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly scroll: HTMLElement
  readonly playhead: HTMLElement
  readonly knob: HTMLElement
  readonly veil: HTMLElement
}

/** Lanes of the first picture that are drawn one after the other: those behind them are of the same kinds. */
const LANES_REHEARSED = 4

export class Picture {
  scene: Scene | null = null
  readonly view: TimelineView
  private readonly store: StoreApi<Store>
  private readonly parts: Parts
  private readonly onLayout: (layout: Layout, scene: Scene) => void
  private palette: Palette | null = null
  private shown: Layout | null = null
  private layoutKey = ''
  private keep: ReadonlySet<string> = new Set()
  private lastCursor = -1
  private lastSelection: unknown = null
  private difference: { key: string; found: FirstDifference | null } = { key: '', found: null }
  private drawn: unknown[] = []
  /** What the last picture shows of the reader’s own doing; nothing before the first. */
  private looked: unknown[] = []
  private readonly growing = new PictureInParts()
  private figures = ''
  /** Drawn so far of the first picture. */
  private lanes = 0
  private rehearsing = false
  private readonly playhead: Playhead
  private width = 0
  private height = 0
  /** As the last scroll left it: to ask for it in every frame is to have the page laid out in every frame. */
  private scrollTop = 0

  constructor(
    store: StoreApi<Store>,
    view: TimelineView,
    parts: Parts,
    onLayout: Picture['onLayout'],
  ) {
    this.store = store
    this.view = view
    this.parts = parts
    this.playhead = new Playhead(parts)
    this.onLayout = onLayout
    this.readSize()
  }

  /** Another theme, another size of type or of the window. */
  measure(): void {
    this.readSize()
    invalidate()
  }

  scrolled(): void {
    this.scrollTop = this.parts.scroll.scrollTop
    invalidate()
  }

  private readSize(): void {
    const box = this.parts.plot.getBoundingClientRect()
    this.width = box.width
    this.height = box.height
    this.palette = null
    this.playhead.measure()
    this.layoutKey = ''
  }

  /** Machines that fell quiet may fold now: the reader has moved the window by hand. */
  settle(): void {
    this.keep = new Set()
    this.layoutKey = ''
  }

  draw(): void {
    const state = this.store.getState()
    const indexes = indexesOf(state)
    const pen = this.parts.canvas.getContext('2d')
    if (!pen || this.width < 40) return
    this.palette ??= readPalette(this.parts.plot)
    const p = this.palette
    this.view.update(state, indexes)
    this.follow(state)
    const axis = this.view.axis(Math.max(40, this.width - p.left - p.right))
    const ratio = globalThis.devicePixelRatio || 1
    sizeCanvas(this.parts.canvas, this.width, this.height, ratio)
    const known = Math.max(
      0,
      ...indexes.map((i) => Math.max(i.trace.simulatedNs, i.silence.last || 0)),
    )
    const until = state.veilFrom ?? known
    const window = { from: axis.from, to: Math.min(axis.to, until) }
    const scene: Scene = {
      pen,
      palette: p,
      ratio,
      width: this.width,
      height: this.height,
      axis,
      ticks: ticksBeside(axis, p, state.cursor.time),
      layout: this.arrange(state, indexes, window, p),
      indexes,
      state,
      top: p.ruler - this.scrollTop,
      until,
      from: axis.from,
      to: axis.to,
      rings: [],
      labels: [],
      focus: focusOf(state, indexes),
    }
    if (this.lanes <= LANES_REHEARSED) this.scene = scene
    if (this.rehearse(scene)) return
    const hasChanged = this.changed(scene)
    if (!hasChanged && this.growing.isUnderWay) return
    if (hasChanged && this.hasOnlyGrown(scene)) return this.drawInParts(scene)
    const figures = figuresOf(scene)
    if (hasChanged) {
      this.growing.giveUp()
      drawScene(scene, this.parting(state, indexes))
    } else if (figures !== this.figures) redrawFigures(scene)
    this.show(scene)
  }

  /** What is on the canvas. */
  private show(scene: Scene): void {
    this.scene = scene
    this.figures = figuresOf(scene)
    this.playhead.move(scene)
  }

  /** More of the run has arrived, and what the reader does or looks at is the same. */
  private hasOnlyGrown(scene: Scene): boolean {
    const { state: s } = scene
    const now = [
      this.view.version,
      scene.top,
      scene.palette,
      scene.layout,
      scene.width,
      scene.height,
      scene.ratio,
      s.cursor,
      s.layer,
      s.selection,
      s.hover,
      s.chain,
      s.veilFrom,
      s.playing,
    ]
    const { looked } = this
    this.looked = now
    return (looked.length === 0 || isSame(now, looked)) && isGrowing(scene)
  }

  /** Where one picture is on its way, what has come since is drawn after it. */
  private drawInParts(scene: Scene): void {
    const { growing } = this
    if (growing.isUnderWay) this.drawn = []
    else growing.begin(scene, this.parting(scene.state, scene.indexes), () => this.show(scene))
  }

  /** What is drawn for the first time takes many times as long: the lanes come one after the other, between frames. */
  private rehearse(scene: Scene): boolean {
    const { rows } = scene.layout
    if (this.lanes > LANES_REHEARSED || scene.indexes.length === 0) return false
    if (this.rehearsing) return true
    this.rehearsing = true
    drawScene({ ...scene, layout: { ...scene.layout, rows: rows.slice(0, this.lanes) } }, null)
    this.lanes++
    workOn(() => {
      this.rehearsing = false
      if (this.parts.canvas.isConnected) this.draw()
      return false
    })
    return true
  }

  /** The playhead moves over a picture that mostly stays: it is drawn again only when something in it differs. */
  private changed(scene: Scene): boolean {
    const { state: s, axis } = scene
    const now: unknown[] = [
      axis.from,
      axis.to,
      axis.width,
      axis.segments.length,
      this.view.version,
      scene.top,
      scene.until,
      scene.palette,
      scene.layout,
      scene.height,
      scene.ratio,
      s.layer,
      s.selection,
      s.hover,
      s.chain,
      s.veilFrom,
      s.run,
      s.other,
      ...scene.indexes.map((i) => i.done),
    ]
    const same = isSame(now, this.drawn)
    this.drawn = now
    return !same
  }

  private follow(state: AppState): void {
    if (state.cursor.time !== this.lastCursor) {
      this.lastCursor = state.cursor.time
      this.view.bring(state.cursor.time, state.playing ? 0.12 : 0.4)
    }
    if (state.selection === this.lastSelection) return
    this.lastSelection = state.selection
    const record = state.selection?.record
    const trace = runOf(state, state.selection)?.trace
    if (this.view.follows && trace && record !== undefined && record < trace.length)
      this.view.bring(trace.time(record), 0.4)
  }

  private arrange(
    state: AppState,
    indexes: readonly TimelineIndex[],
    window: { from: number; to: number },
    p: Palette,
  ): Layout {
    const processes = indexes.map((i) => i.hosts.map((h) => h.processes.length).join()).join(' ')
    const selected = this.view.follows ? (state.selection?.entity ?? '') : ''
    const key = [
      this.view.version,
      state.layer,
      state.grown,
      processes,
      selected,
      window.to,
      indexes.length,
    ].join(' ')
    if (key === this.layoutKey && this.shown) return this.shown
    this.layoutKey = key
    const made = layout(indexes, {
      layer: state.layer,
      ...window,
      isOpen: (host) => this.isOpen(host, state, indexes),
      keep: this.keep,
      narrow: this.width < 720,
      sizes: { lane: p.lane, process: p.process, sub: p.sub, divide: p.sub },
    })
    this.keep = made.shown
    if (!this.shown || !sameRows(this.shown, made)) {
      this.shown = made
      const scene = this.scene
      queueMicrotask(() => this.onLayout(made, scene as Scene))
    }
    return this.shown
  }

  /** What the reader opened or closed; else the selected machine, else the first that asks something. */
  isOpen(host: HostTrack, state: AppState, indexes: readonly TimelineIndex[]): boolean {
    const toggled = this.view.toggled.get(host.name)
    if (toggled !== undefined) return toggled
    if (state.layer === 'transaction') return true
    const asks = (h: HostTrack): boolean => h.processes.some((p) => p.sends.count > 0)
    if (this.roomForAll(indexes)) return true
    // Two stacked runs leave no room for more than a lane each.
    if (indexes.length === 1 && indexes[0]?.hosts.find(asks) === host) return true
    if (!this.view.follows || !state.selection) return false
    const index = indexes[(state.selection.future ?? 1) - 1]
    const entity = index ? entityOf(index.trace, state.selection) : NONE
    const own = entity === NONE ? NONE : index?.trace.within(entity, EntityType.host)
    return own !== NONE && index?.trace.nameOf(own as number) === host.name
  }

  private roomForAll(indexes: readonly TimelineIndex[]): boolean {
    const p = this.palette
    if (!p) return false
    let height = indexes.length * p.sub
    for (const index of indexes)
      for (const host of index.hosts) height += host.processes.length * p.process + 2 * p.sub
    return height <= this.height - p.ruler - p.foot
  }

  private parting(state: AppState, indexes: readonly TimelineIndex[]): FirstDifference | null {
    const [one, two] = indexes
    if (!one || !two) return null
    const complete = state.run?.summary !== null && state.other?.summary !== null
    const key = `${one.done} ${two.done} ${complete}`
    if (key !== this.difference.key)
      this.difference = { key, found: firstDifference(one.trace, two.trace, complete) }
    return this.difference.found
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i])
}

function figuresOf({ ticks }: Scene): string {
  return ticks.map(({ label }) => label).join()
}

/** Figures that the playhead's own would touch give way. */
function ticksBeside(axis: Axis, p: Palette, time: number): Tick[] {
  const knob = axis.x(time)
  return ticks(axis, p.tick * 0.58).map((tick) => {
    const near = Math.abs(tick.x - knob) < p.tick * (3.4 + tick.label.length * 0.3)
    return near ? { ...tick, label: '' } : tick
  })
}

function sameRows(p: Layout, q: Layout): boolean {
  return (
    p.rows.length === q.rows.length &&
    p.rows.every((r, i) => {
      const s = q.rows[i]
      return (
        s &&
        r.kind === s.kind &&
        r.host === s.host &&
        r.process === s.process &&
        r.label === s.label &&
        r.height === s.height &&
        r.future === s.future
      )
    })
  )
}
