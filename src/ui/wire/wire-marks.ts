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
import { MarkButtons } from '../mark-buttons.ts'
import type { Mark, Store } from '../store/app-state.ts'
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
  private readonly buttons: MarkButtons
  /** Told the sentence about the window. */
  private readonly say: (words: string) => void
  private timer = 0
  private scene: WireScene | null = null

  constructor(store: StoreApi<Store>, element: HTMLElement, say: (words: string) => void) {
    this.store = store
    this.buttons = new MarkButtons(store, element, 'once')
    this.say = say
  }

  listen(signal: AbortSignal): void {
    this.buttons.listen(signal)
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
    this.buttons.show(scene.panes.flatMap((pane) => this.lists(scene, pane)))
  }

  private lists(scene: WireScene, pane: Pane): HTMLElement[] {
    const stops = stopsOf(this.store, scene, pane)
    return pane.taps.map(({ host }) => {
      const list = this.buttons.list(host.name)
      for (const { hit, x, y, ...rest } of stops.get(host.ordinal) ?? []) {
        const mark = (): Mark => markOf(scene, hit)
        list.append(this.buttons.button({ ...rest, className: 'wire-mark', left: x, top: y, mark }))
      }
      return list
    })
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
