/** Pointer, wheel and keys on the wire: hover, select, seek, pan, zoom. */
import type { StoreApi } from 'zustand/vanilla'
import { invalidate } from '../frame.ts'
import type { Mark, Store } from '../store/app-state.ts'
import { seekTo } from '../timeline/pointer.ts'
import { hitAt, markOf } from './hit.ts'
import type { WirePicture } from './wire-picture.ts'

const CLICK = 4
const ZOOM = 1.6
const PAN = 0.2

export class WirePointer {
  private readonly store: StoreApi<Store>
  private readonly picture: WirePicture
  private down: { x: number; last: number; moved: boolean } | null = null

  constructor(store: StoreApi<Store>, picture: WirePicture) {
    this.store = store
    this.picture = picture
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
    on('keydown', (e) => this.key(e), false)
  }

  private place(event: MouseEvent): { x: number; y: number } | null {
    const { scene } = this.picture
    if (!scene) return null
    const box = scene.pen.canvas.getBoundingClientRect()
    return { x: event.clientX - box.left - scene.palette.left, y: event.clientY - box.top }
  }

  private press(event: PointerEvent, element: HTMLElement): void {
    const at = this.place(event)
    if (!at || event.button !== 0) return
    this.down = { x: at.x, last: at.x, moved: false }
    element.setPointerCapture(event.pointerId)
  }

  private move(event: PointerEvent): void {
    const at = this.place(event)
    const { scene } = this.picture
    if (!at || !scene) return
    if (!this.down) {
      const hit = hitAt(scene, at.x, at.y)
      this.hover(hit ? markOf(scene, hit) : null)
      return
    }
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
    if (!down || !at || !scene || down.moved) return
    const hit = hitAt(scene, at.x, at.y)
    if (hit) this.store.getState().select(markOf(scene, hit))
    else if (at.x >= 0) seekTo(this.store, scene.axis.time(Math.min(at.x, scene.axis.width)))
  }

  private hover(mark: Mark | null): void {
    const { hover, setHover } = this.store.getState()
    const same =
      hover?.entity === mark?.entity &&
      hover?.record === mark?.record &&
      hover?.future === mark?.future
    if (!same) setHover(mark)
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
    invalidate()
  }

  /** With the wire in focus: `-` and `=` zoom about the cursor, Shift and the arrows move the window. */
  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { view } = this.picture
    if (event.key === '-') this.zoom(ZOOM)
    else if (event.key === '=' || event.key === '+') this.zoom(1 / ZOOM)
    else if (event.shiftKey && event.key === 'ArrowLeft') view.pan(-PAN)
    else if (event.shiftKey && event.key === 'ArrowRight') view.pan(PAN)
    else return
    event.preventDefault()
    event.stopPropagation()
    invalidate()
  }

  /** Below 1 looks closer. */
  zoom(factor: number): void {
    const { view } = this.picture
    const { time } = this.store.getState().cursor
    const inside = time >= view.from && time <= view.to
    view.zoom(factor, inside ? time : (view.from + view.to) / 2)
    invalidate()
  }
}
