/** Pointer and wheel on the lanes: hover, select, seek, pan, zoom. */
import type { StoreApi } from 'zustand/vanilla'
import { invalidate } from '../frame.ts'
import type { Mark, Store } from '../store/app-state.ts'
import { hitAt, markOf } from './hit.ts'
import type { Picture } from './picture.ts'

const CLICK = 4

export function seekTo(store: StoreApi<Store>, time: number): void {
  const state = store.getState()
  const last = state.veilFrom ?? state.run?.trace.simulatedNs ?? 0
  state.seek({ time: Math.round(Math.max(0, Math.min(time, last))), ordinal: -1 })
}

function sameMark(p: Mark | null, q: Mark | null): boolean {
  return p?.entity === q?.entity && p?.record === q?.record && p?.future === q?.future
}

export class LanePointer {
  private readonly store: StoreApi<Store>
  private readonly picture: Picture
  private down: { x: number; y: number; last: number; moved: boolean } | null = null

  constructor(store: StoreApi<Store>, picture: Picture) {
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
  }

  private place(event: MouseEvent): { x: number; y: number } | null {
    const scene = this.picture.scene
    if (!scene) return null
    const box = scene.pen.canvas.getBoundingClientRect()
    return { x: event.clientX - box.left - scene.palette.left, y: event.clientY - box.top }
  }

  private press(event: PointerEvent, element: HTMLElement): void {
    const at = this.place(event)
    if (!at || at.x < 0 || event.button !== 0) return
    this.down = { ...at, last: at.x, moved: false }
    element.setPointerCapture(event.pointerId)
  }

  private move(event: PointerEvent): void {
    const at = this.place(event)
    const scene = this.picture.scene
    if (!at || !scene) return
    if (!this.down) {
      const hit = at.x < 0 ? undefined : hitAt(scene, at.x, at.y)
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
    const scene = this.picture.scene
    if (!down || !at || !scene) return
    if (down.moved) {
      this.picture.settle()
      invalidate()
      return
    }
    const hit = hitAt(scene, at.x, at.y)
    if (hit) this.store.getState().select(markOf(scene, hit))
    else seekTo(this.store, scene.axis.time(at.x))
  }

  private hover(mark: Mark | null): void {
    const state = this.store.getState()
    if (!sameMark(state.hover, mark)) state.setHover(mark)
  }

  private wheel(event: WheelEvent): void {
    const at = this.place(event)
    const scene = this.picture.scene
    if (!at || !scene) return
    const across = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      this.picture.view.zoom(
        Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 200),
        scene.axis.time(at.x),
      )
    } else if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault()
      this.picture.view.pan(across / scene.axis.width)
    } else return
    this.picture.settle()
    invalidate()
  }
}
