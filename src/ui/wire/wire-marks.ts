/**
 * What is drawn, as buttons: each tap, the signals that leave it, and what went wrong there, so that a keyboard and
 * a screen reader can go where a pointer can. One stop for the whole; arrows move inside. Rebuilt when the window
 * rests.
 */
import type { StoreApi } from 'zustand/vanilla'
import { capital } from '../../analysis/names.ts'
import { metresWords } from '../../analysis/numbers.ts'
import { signWords, waveWords, windowWords } from '../../analysis/wire/wire-words.ts'
import { NONE } from '../../trace/record.ts'
import type { Store } from '../store/app-state.ts'
import { runsOf } from '../timeline/indexes.ts'
import { signPlace } from './draw-marks.ts'
import { type Hit, markOf } from './hit.ts'
import type { Pane, WireScene } from './wire-scene.ts'

const MOST = 200
const REST_MS = 180

interface Stop {
  readonly hit: Hit
  readonly words: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export class WireMarks {
  private readonly store: StoreApi<Store>
  private readonly element: HTMLElement
  /** Told the sentence about the window. */
  private readonly say: (words: string) => void
  private timer = 0
  private scene: WireScene | null = null
  private readonly hits = new WeakMap<Element, { hit: Hit; scene: WireScene }>()

  constructor(store: StoreApi<Store>, element: HTMLElement, say: (words: string) => void) {
    this.store = store
    this.element = element
    this.say = say
  }

  listen(signal: AbortSignal): void {
    const { element } = this
    element.addEventListener('keydown', (e) => this.keydown(e), { signal })
    element.addEventListener('click', (e) => this.choose(e.target), { signal })
    element.addEventListener('focusin', (e) => this.focused(e.target), { signal })
    element.addEventListener('focusout', () => this.store.getState().setHover(null), { signal })
  }

  /** Asked after every picture; works when the picture has come to rest. */
  rest(scene: WireScene): void {
    const before = this.scene
    if (scene === before) return
    this.scene = scene
    if (before && sameView(before, scene)) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.build(), REST_MS) as unknown as number
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private build(): void {
    const { scene } = this
    if (!scene) return
    const told = scene.panes.map(({ index, window, future }) => {
      const words = windowWords(index, window)
      return scene.panes.length > 1 ? `Future ${future + 1}: ${words}` : words
    })
    this.say(told.join(' '))
    const hadFocus = this.element.contains(document.activeElement)
    const lists = scene.panes.flatMap((pane) => this.lists(scene, pane))
    this.element.replaceChildren(...lists)
    const first = this.element.querySelector('button')
    if (first) first.tabIndex = 0
    if (hadFocus) first?.focus()
  }

  private lists(scene: WireScene, pane: Pane): HTMLElement[] {
    const stops = stopsOf(this.store, scene, pane)
    return pane.taps.flatMap(({ host }) => {
      const list = document.createElement('div')
      list.setAttribute('role', 'group')
      list.setAttribute('aria-label', host.name)
      for (const stop of stops.get(host.ordinal) ?? []) list.append(this.button(scene, stop))
      return list.childElementCount > 0 ? [list] : []
    })
  }

  private button(scene: WireScene, stop: Stop): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'wire-mark'
    button.tabIndex = -1
    button.setAttribute('aria-label', stop.words)
    button.style.left = `${stop.x}px`
    button.style.top = `${stop.y}px`
    button.style.width = `${stop.width}px`
    button.style.height = `${stop.height}px`
    this.hits.set(button, { hit: stop.hit, scene })
    return button
  }

  private choose(target: EventTarget | null): void {
    const found = target instanceof Element ? this.hits.get(target) : undefined
    if (found) this.store.getState().select(markOf(found.scene, found.hit))
  }

  private focused(target: EventTarget | null): void {
    const found = target instanceof Element ? this.hits.get(target) : undefined
    if (found) this.store.getState().setHover(markOf(found.scene, found.hit))
  }

  private keydown(event: KeyboardEvent): void {
    const from = event.target
    if (!(from instanceof HTMLElement) || event.shiftKey || event.ctrlKey) return
    const to = neighbour(from, event.key)
    if (!to) return
    event.preventDefault()
    event.stopPropagation()
    from.tabIndex = -1
    to.tabIndex = 0
    to.focus()
  }
}

function sameView(p: WireScene, q: WireScene): boolean {
  return (
    p.axis.from === q.axis.from &&
    p.axis.to === q.axis.to &&
    p.axis.width === q.axis.width &&
    p.height === q.height &&
    p.until === q.until &&
    p.palette === q.palette &&
    p.panes.length === q.panes.length &&
    p.panes.every(({ index, window }, i) => {
      const other = q.panes[i]
      return other?.index === index && other.window.count === window.count
    })
  )
}

/** By the tap’s machine: the tap first, then its signals, then its signs. */
function stopsOf(store: StoreApi<Store>, scene: WireScene, pane: Pane): Map<number, Stop[]> {
  const { palette: p, axis, until } = scene
  const { index, window, future } = pane
  const stops = new Map<number, Stop[]>()
  let left = MOST
  const add = (ordinal: number, stop: Stop): void => {
    if (left-- <= 0) return
    stops.get(ordinal)?.push(stop)
  }
  for (const { host, row } of pane.taps)
    stops.set(host.ordinal, [
      {
        hit: { entity: host.entity, record: NONE, future },
        words: `${host.name}, tap at ${metresWords(Math.round(host.metre))}`,
        x: 4,
        y: row - 10,
        width: p.left - 24,
        height: 20,
      },
    ])
  const rows = new Map(pane.taps.map(({ host, y }) => [host.ordinal, y]))
  for (const wave of window.waves) {
    const x0 = p.left + axis.x(Math.max(wave.from, axis.from))
    const x1 = p.left + axis.x(Math.min(wave.to, until, axis.to))
    add(wave.host.ordinal, {
      hit: { entity: wave.frame, record: wave.record, future },
      words: capital(waveWords(index, wave)),
      x: x0,
      y: (rows.get(wave.host.ordinal) ?? 0) - 12,
      width: Math.max(8, x1 - x0),
      height: 24,
    })
  }
  const run = runsOf(store.getState())[future]
  for (const sign of window.signs) {
    const at = signPlace(scene, pane, sign)
    if (!at || !run) continue
    add(sign.host, {
      hit: { entity: sign.frame, record: sign.record, future },
      words: signWords(run, sign),
      x: p.left + at.x - 10,
      y: at.y - 10,
      width: 20,
      height: 20,
    })
  }
  return stops
}

function neighbour(from: HTMLElement, key: string): HTMLElement | null {
  if (key === 'ArrowRight') return from.nextElementSibling as HTMLElement | null
  if (key === 'ArrowLeft') return from.previousElementSibling as HTMLElement | null
  const list =
    key === 'ArrowDown'
      ? from.parentElement?.nextElementSibling
      : key === 'ArrowUp'
        ? from.parentElement?.previousElementSibling
        : null
  return (list?.firstElementChild as HTMLElement | null) ?? null
}
