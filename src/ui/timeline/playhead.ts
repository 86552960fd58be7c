/** The playhead, its knob with the time, and the veil over what a prediction asks about: elements over the lanes. */
import { axisUnit } from '../../analysis/timeline/ticks.ts'
import { numberRadius } from '../theme/canvas-signs.ts'
import type { Scene } from './scene.ts'

interface Parts {
  readonly playhead: HTMLElement
  readonly knob: HTMLElement
  readonly veil: HTMLElement
}

export class Playhead {
  private readonly parts: Parts
  /** By the length of its words: figures are tabular, and reading a width lays out the page. */
  private readonly knobWidths = new Map<number, number>()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Another theme, another size of type. */
  measure(): void {
    this.knobWidths.clear()
  }

  private knobWidth(text: string): number {
    const known = this.knobWidths.get(text.length)
    if (known !== undefined) return known
    const width = this.parts.knob.offsetWidth
    // While it is hidden it has none.
    if (width > 0) this.knobWidths.set(text.length, width)
    return width
  }

  move(scene: Scene): void {
    const { playhead, knob } = this.parts
    const { palette: p, axis, state } = scene
    const time = state.cursor.time
    const seen = state.run !== null && time >= axis.from - 1 && time <= axis.to + 1
    const x = Math.round((p.left + axis.x(time)) * 2) / 2
    playhead.hidden = !seen
    knob.hidden = !seen
    playhead.style.transform = `translateX(${x}px)`
    const bottom = Math.min(scene.height - p.foot, scene.top + scene.layout.height)
    playhead.style.height = `${Math.max(0, bottom - p.ruler + 8)}px`
    const text = clock(time, axisUnit(axis).ns)
    if (knob.textContent !== text) knob.textContent = text
    const half = this.knobWidth(text) / 2
    const kept = Math.max(half + 2, Math.min(scene.width - half - 2, x))
    knob.style.transform = `translateX(${Math.round(kept - half)}px)`
    this.placeVeil(scene, bottom)
  }

  private placeVeil({ palette: p, axis, state }: Scene, bottom: number): void {
    const { veil } = this.parts
    const from = state.veilFrom === null ? Number.NaN : axis.x(state.veilFrom)
    const room = axis.width - from
    veil.hidden = !(room > 96) || (state.veilFrom as number) >= axis.to
    if (veil.hidden) return
    // Narrower than its words like to be: they break rather than run out of the picture.
    veil.style.maxWidth = room < 150 ? `${Math.floor(room - 8)}px` : ''
    const width = Math.min(veil.offsetWidth, room - 8)
    const half = veil.offsetHeight / 2
    // Over a lane or two its words would be cut off; the hatching says it too.
    veil.hidden = half * 2 > bottom - p.ruler
    // What stands under the lanes is about the axis, and is not hidden.
    const middle = Math.min(p.ruler + (bottom - p.ruler) * 0.6, bottom - half - 2)
    veil.style.top = `${Math.max(p.ruler + half, middle)}px`
    // A cause's number on the playhead, where the veil begins, stays whole.
    const left = Math.max(numberRadius(p) + 3, (room - width) / 2)
    veil.style.transform = `translate(${Math.round(p.left + from + left)}px, -50%)`
  }
}

/** Four places, and no zeros that say nothing. */
function clock(ns: number, unit: number): string {
  const text = (ns / unit).toFixed(4)
  return text.replace(/(\.\d)0+$/, '$1').replace(/(\.\d*?[1-9])0+$/, '$1')
}
