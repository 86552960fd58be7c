/** Keys on the wire while it is in focus: `-` and `=` zoom about the cursor, Shift and the arrows move the window. */
import type { StoreApi } from 'zustand/vanilla'
import { invalidate } from '../frame.ts'
import type { Store } from '../store/app-state.ts'
import type { WirePicture } from './wire-picture.ts'

const ZOOM = 1.6
const PAN = 0.2

export class WireKeys {
  private readonly store: StoreApi<Store>
  private readonly picture: WirePicture

  constructor(store: StoreApi<Store>, picture: WirePicture) {
    this.store = store
    this.picture = picture
  }

  listen(element: HTMLElement, signal: AbortSignal): void {
    element.addEventListener('keydown', (event) => this.key(event), { signal })
  }

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
