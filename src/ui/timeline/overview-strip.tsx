/** The whole run in one strip; in a presentation it is all that is left of the timeline. */
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { Axis, lengthOf, positionOf } from '../../analysis/axis.ts'
import type { OverviewTick } from '../../analysis/timeline/overview.ts'
import { invalidate, onFrame } from '../frame.ts'
import { OfFuture } from '../of-future.tsx'
import type { Store } from '../store/app-state.ts'
import { useApp } from '../store/context.ts'
import { endOnScreen } from '../store/on-screen.ts'
import { sizeCanvas } from '../theme/canvas-signs.ts'
import { type Palette, readPalette } from '../theme/palette.ts'
import { watchStyle } from '../theme/watch-style.ts'
import { seekTo } from '../window-pointer.ts'
import {
  drawStrip,
  endWords,
  overviewAxis,
  STRIP_MARGIN,
  type Strip,
  stripTicks,
  windowsOf,
} from './draw-overview.ts'
import { indexesOf } from './indexes.ts'
import { type TimelineView, viewFor } from './view.ts'
import './timeline.css'
import './overview-strip.css'

/** While a run grows its ticks are gathered this often, not with every chunk. */
const GATHER_MS = 200

interface StripParts {
  readonly canvas: HTMLCanvasElement
  readonly head: HTMLElement
  readonly end: HTMLElement
}

class StripPicture {
  axis = new Axis([], 1)
  private palette: Palette | null = null
  private ticks: readonly OverviewTick[] = []
  private key = ''
  private gathered = 0
  private drawn: readonly unknown[] = []
  private width = 0
  private height = 0
  private readonly store: StoreApi<Store>
  private readonly canvas: HTMLCanvasElement
  private readonly head: HTMLElement
  private readonly end: HTMLElement
  private readonly view: TimelineView
  private readonly withWindow: boolean

  constructor(store: StoreApi<Store>, parts: StripParts, withWindow: boolean) {
    this.store = store
    this.canvas = parts.canvas
    this.head = parts.head
    this.end = parts.end
    this.view = viewFor(store)
    this.withWindow = withWindow
    this.readSize()
  }

  /** Another theme, another size of type or of the strip. */
  restyle(): void {
    this.palette = null
    this.readSize()
    invalidate()
  }

  /** Asked of the page where it changes: asked in every frame it would have all of it laid out. */
  private readSize(): void {
    this.width = this.canvas.clientWidth - 2 * STRIP_MARGIN
    this.height = this.canvas.clientHeight
  }

  draw(now: number): void {
    const state = this.store.getState()
    const indexes = indexesOf(state)
    const [index] = indexes
    const pen = this.canvas.getContext('2d')
    const { width, height } = this
    this.head.hidden = !index || width < 20
    if (!pen || width < 20) return
    if (!index) {
      this.drawn = []
      pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
      return
    }
    this.palette ??= readPalette(this.canvas)
    this.view.update(state, indexes)
    const ratio = globalThis.devicePixelRatio || 1
    sizeCanvas(this.canvas, width + 2 * STRIP_MARGIN, height, ratio)
    const settled = state.run?.summary !== null
    const until = endOnScreen(state)
    const real = state.pacing === 'real'
    const key = `${index.done} ${width} ${this.palette.tick} ${state.veilFrom} ${real} ${settled} ${until}`
    if (key !== this.key && (settled || now - this.gathered > GATHER_MS)) {
      this.key = key
      this.gathered = now
      this.axis = overviewAxis(state, index, width)
      this.ticks = stripTicks(index, this.axis, state, this.palette)
    }
    const strip = {
      pen,
      palette: this.palette,
      ratio,
      width,
      height,
      axis: this.axis,
      ticks: this.ticks,
      state,
      end: this.axis.to,
    }
    if (this.changed(strip)) {
      drawStrip(strip, this.withWindow ? this.view : null)
      this.end.textContent = endWords(strip)
    }
    const x = Math.round(this.axis.x(state.cursor.time))
    this.head.style.transform = `translateX(${STRIP_MARGIN + x}px)`
  }

  /** The playhead moves over a strip that stays: it is drawn again only where something in it differs. */
  private changed({ palette, ratio, width, height, axis, ticks, state }: Strip): boolean {
    const { from, to, fitted, version } = this.view
    const window = this.withWindow ? [from, to, fitted, version] : []
    const now = [palette, ratio, width, height, axis, ticks, state.veilFrom, ...window]
    const same = now.length === this.drawn.length && now.every((v, i) => v === this.drawn[i])
    this.drawn = now
    return !same
  }
}

/** Dragging a window moves it; anywhere else the strip seeks. */
function listen(
  canvas: HTMLCanvasElement,
  picture: StripPicture,
  store: StoreApi<Store>,
  signal: AbortSignal,
): void {
  const view = viewFor(store)
  let last: number | null = null
  let dragging = false
  // The strip stays while it is dragged on; asked at every move, it would have the page laid out at every move.
  let left = 0
  const place = (e: PointerEvent): number => e.clientX - left - STRIP_MARGIN
  const onDown = (e: PointerEvent): void => {
    if (e.button !== 0) return
    left = canvas.getBoundingClientRect().left
    last = place(e)
    dragging =
      !view.fitted &&
      windowsOf(picture.axis, view).some((w) => last !== null && last >= w.x0 && last <= w.x1)
    canvas.setPointerCapture(e.pointerId)
    if (!dragging) seekTo(store, picture.axis.time(last))
  }
  const onMove = (e: PointerEvent): void => {
    if (last === null) return
    const x = place(e)
    if (dragging) {
      const at = (px: number): number => positionOf(view.segments, picture.axis.time(px))
      const width = positionOf(view.segments, view.to) - positionOf(view.segments, view.from)
      view.pan((at(x) - at(last)) / Math.max(width, lengthOf(view.segments) * 1e-9))
      invalidate()
    } else seekTo(store, picture.axis.time(x))
    last = x
  }
  const onUp = (): void => {
    last = null
  }
  canvas.addEventListener('pointerdown', onDown, { signal })
  canvas.addEventListener('pointermove', onMove, { signal })
  canvas.addEventListener('pointerup', onUp, { signal })
  canvas.addEventListener('pointercancel', onUp, { signal })
}

export interface StripProps {
  readonly store: StoreApi<Store>
  /** Shows which part the lanes below show. */
  readonly withWindow?: boolean
}

export function OverviewStrip({ store, withWindow = false }: StripProps): ReactElement {
  const two = useApp((s) => s.other !== null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLSpanElement>(null)
  const end = useRef<HTMLSpanElement>(null)
  const slider = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element || !head.current || !end.current) return
    const stop = new AbortController()
    const picture = new StripPicture(
      store,
      { canvas: element, head: head.current, end: end.current },
      withWindow,
    )
    listen(element, picture, store, stop.signal)
    const tell = (): void => describe(slider.current, store.getState())
    const offs = [
      onFrame(
        (now) => {
          picture.draw(now)
          tell()
        },
        'timeline',
        'with-much',
      ),
      watchStyle(element, () => picture.restyle()),
    ]
    return () => {
      stop.abort()
      for (const off of offs) off()
    }
  }, [store, withWindow])
  return (
    <div className="tl-strip">
      <span className="tl-strip-name">{two ? <OfFuture future={1} /> : 'Whole run'}</span>
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label={two ? 'Place in the whole run of future 1' : 'Place in the whole run'}
        aria-valuemin={0}
        aria-valuenow={0}
        className="tl-strip-track"
        onKeyDown={(e) => slide(e, store)}
      >
        <canvas ref={canvas} className="tl-strip-canvas" />
        <span ref={head} className="tl-strip-head" hidden />
      </div>
      <span ref={end} className="tl-strip-end" />
    </div>
  )
}

function slide(event: KeyboardEvent, store: StoreApi<Store>): void {
  const state = store.getState()
  if (event.shiftKey || event.ctrlKey || event.altKey) return
  if (event.key === 'ArrowLeft') state.step(-1)
  else if (event.key === 'ArrowRight') state.step(1)
  else if (event.key === 'Home') state.toStart()
  else if (event.key === 'End') state.toEnd()
  else return
  event.preventDefault()
  event.stopPropagation()
}

let told = 0

function describe(slider: HTMLElement | null, state: Store): void {
  const us = Math.round(state.cursor.time / 1000)
  if (!slider || (state.playing && us - told < 1000 && us >= told)) return
  told = us
  const now = String(us)
  if (slider.getAttribute('aria-valuenow') === now) return
  slider.setAttribute('aria-valuenow', now)
  slider.setAttribute('aria-valuetext', `${(us / 1000).toFixed(3)} ms`)
  slider.setAttribute(
    'aria-valuemax',
    String(Math.ceil(Math.max(state.run?.trace.simulatedNs ?? 0, endOnScreen(state)) / 1000)),
  )
}
