/** Pointer and wheel on a stretch of the run, as lanes or as a wire: hover, select, seek, pan, zoom. */
import type { StoreApi } from 'zustand/vanilla'
import type { Axis } from '../analysis/axis.ts'
import { invalidate } from './frame.ts'
import type { Mark, Store } from './store/app-state.ts'
import { runsOnScreen } from './store/on-screen.ts'

const CLICK = 4

export function seekTo(store: StoreApi<Store>, time: number): void {
  const state = store.getState()
  const last =
    state.veilFrom ?? Math.max(0, ...runsOnScreen(state).map(({ trace }) => trace.simulatedNs))
  state.seek({ time: Math.round(Math.max(0, Math.min(time, last))), ordinal: -1 })
}

function sameMark(p: Mark | null, q: Mark | null): boolean {
  return p?.entity === q?.entity && p?.record === q?.record && p?.future === q?.future
}

/** What has been drawn. */
interface Drawn {
  readonly pen: { readonly canvas: HTMLCanvasElement }
  readonly palette: { readonly left: number }
  readonly axis: Axis
}

interface DrawnPicture<Scene extends Drawn> {
  /** Null before anything has been drawn. */
  readonly scene: Scene | null
  readonly view: { pan(part: number): void; zoom(factor: number, time: number): void }
  /** The reader has moved the window by hand. */
  settle?(): void
}

interface Place {
  /** From the axis's left edge; less than 0 among the names. */
  readonly x: number
  readonly y: number
}

export class WindowPointer<Scene extends Drawn> {
  private readonly store: StoreApi<Store>
  private readonly picture: DrawnPicture<Scene>
  private readonly markAt: (scene: Scene, x: number, y: number) => Mark | null
  /** Left of it everything is left to others. */
  private readonly least: number
  private down: { x: number; last: number; moved: boolean } | null = null

  constructor(
    store: StoreApi<Store>,
    picture: DrawnPicture<Scene>,
    markAt: (scene: Scene, x: number, y: number) => Mark | null,
    least = Number.NEGATIVE_INFINITY,
  ) {
    this.store = store
    this.picture = picture
    this.markAt = markAt
    this.least = least
  }

  /** All listeners of one element; taken off together. */
  listen(element: HTMLElement, signal: AbortSignal): void {
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      act: (event: HTMLElementEventMap[K]) => void,
      passive = true,
    ): void => element.addEventListener(name, act, { signal, passive })
    on('pointerdown', (e) => this.press(e, element))
    on('pointermove', (e) => this.move(e))
    on('pointerup', (e) => this.release(e))
    on('pointercancel', () => {
      this.down = null
    })
    on('pointerleave', () => this.hover(null))
    on('wheel', (e) => this.wheel(e), false)
  }

  private place(event: MouseEvent): Place | null {
    const { scene } = this.picture
    if (!scene) return null
    const box = scene.pen.canvas.getBoundingClientRect()
    return { x: event.clientX - box.left - scene.palette.left, y: event.clientY - box.top }
  }

  private at(scene: Scene, { x, y }: Place): Mark | null {
    return x < this.least ? null : this.markAt(scene, x, y)
  }

  private press(event: PointerEvent, element: HTMLElement): void {
    const at = this.place(event)
    if (!at || at.x < this.least || event.button !== 0) return
    this.down = { x: at.x, last: at.x, moved: false }
    element.setPointerCapture(event.pointerId)
  }

  private move(event: PointerEvent): void {
    const at = this.place(event)
    const { scene } = this.picture
    if (!at || !scene) return
    if (!this.down) return this.hover(this.at(scene, at))
    if (Math.abs(at.x - this.down.x) > CLICK) this.down.moved = true
    if (!this.down.moved) return
    this.picture.view.pan((this.down.last - at.x) / scene.axis.width)
    this.down.last = at.x
    invalidate()
  }

  private release(event: PointerEvent): void {
    const { down } = this
    this.down = null
    const at = this.place(event)
    const { scene } = this.picture
    if (!down || !at || !scene) return
    if (down.moved) return this.settle()
    const mark = this.at(scene, at)
    if (mark) this.store.getState().select(mark)
    else if (at.x >= 0) seekTo(this.store, scene.axis.time(Math.min(at.x, scene.axis.width)))
  }

  private hover(mark: Mark | null): void {
    const { hover, setHover } = this.store.getState()
    if (!sameMark(hover, mark)) setHover(mark)
  }

  private wheel(event: WheelEvent): void {
    const at = this.place(event)
    const { scene, view } = this.picture
    if (!at || !scene) return
    const across = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const by = Math.max(-60, Math.min(60, event.deltaY)) / 200
      view.zoom(Math.exp(by), scene.axis.time(at.x))
    } else if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault()
      view.pan(across / scene.axis.width)
    } else return
    this.settle()
  }

  private settle(): void {
    this.picture.settle?.()
    invalidate()
  }
}
