/**
 * What is drawn, as buttons: one for each span in view, laid over the picture, so that a keyboard and a screen
 * reader can go where a pointer can. One stop for each lane; arrows move inside it. Rebuilt when the window rests.
 */
import type { StoreApi } from 'zustand/vanilla'
import { POINT_WORDS, spanWords } from '../../analysis/timeline/labels.ts'
import type { PointKind } from '../../analysis/timeline/points.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import type { Spans } from '../../analysis/timeline/spans.ts'
import { MarkButtons } from '../mark-buttons.ts'
import { workOn } from '../slices.ts'
import type { Store } from '../store/app-state.ts'
import { isShown, pointRow } from './draw-points.ts'
import { type Hit, markOf, spansOf } from './hit.ts'
import { isGrowing, type Scene } from './scene.ts'

const MOST = 200
const REST_MS = 180

export class MarksLayer {
  private readonly buttons: MarkButtons
  private timer = 0
  private key = ''

  constructor(store: StoreApi<Store>, element: HTMLElement) {
    this.buttons = new MarkButtons(store, element, 'in-each-list')
  }

  listen(signal: AbortSignal): void {
    this.buttons.listen(signal)
  }

  /** Asked after every picture; works when the picture has come to rest. */
  rest(scene: Scene): void {
    if (scene.state.playing || isGrowing(scene)) return
    const key = `${scene.from} ${scene.to} ${scene.width} ${scene.until} ${scene.state.layer} ${scene.layout.height} ${scene.layout.rows.length} ${scene.indexes.map((i) => i.done)}`
    if (key === this.key) return
    this.key = key
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.buildSoon(scene), REST_MS) as unknown as number
  }

  stop(): void {
    clearTimeout(this.timer)
    this.key = ''
  }

  /** A lane at a time, between frames. */
  private buildSoon(scene: Scene): void {
    const { key } = this
    const lists: HTMLElement[] = []
    const rows = scene.layout.rows.filter(({ host }) => host)
    let left = MOST
    workOn(() => {
      // Another window is looked through by now.
      if (this.key !== key) return false
      const row = rows.shift()
      if (!row || left <= 0) {
        this.buttons.show(lists)
        return false
      }
      const where = scene.indexes.length > 1 ? `Future ${row.future + 1}: ` : ''
      const list = this.buttons.list(`${where}${row.host?.name}, ${row.label}`)
      left = this.addPoints(list, scene, row, left)
      for (const spans of spansOf(scene, row)) left = this.add(list, scene, row, spans, left)
      lists.push(list)
      return true
    })
  }

  private add(list: HTMLElement, scene: Scene, row: Row, spans: Spans, left: number): number {
    const index = scene.indexes[row.future]
    if (!index || spans.beginning(scene.from, scene.to) > MOST) return left
    let free = left
    spans.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
      if (free <= 0) return
      free--
      const x0 = scene.axis.x(Math.max(spans.start[slot] as number, scene.from))
      const x1 = scene.axis.x(Math.min(spans.end[slot] as number, scene.until, scene.to))
      const hit = {
        entity: spans.entity[slot] as number,
        record: spans.record[slot] as number,
        future: row.future,
      }
      const words = spanWords(index, spans, slot, scene.until)
      this.put(list, scene, row, { x0, x1, hit, words })
    })
    return free
  }

  /** Crashes, losses and what else is an instant. */
  private addPoints(list: HTMLElement, scene: Scene, row: Row, left: number): number {
    const points = row.host?.points
    if (!points) return left
    let free = left
    const until = Math.min(scene.to, scene.until)
    for (let i = points.from(scene.from); i < points.count && free > 0; i++) {
      const time = points.time[i] as number
      if (time > until) break
      const kind = points.kind[i] as PointKind
      if (!isShown(scene, kind) || pointRow(scene, row, kind) !== row) continue
      free--
      const x = scene.axis.x(time)
      const hit = {
        entity: points.entity[i] as number,
        record: points.record[i] as number,
        future: row.future,
      }
      const words = `${POINT_WORDS[kind]}, at ${(time / 1e6).toFixed(3)} ms`
      this.put(list, scene, row, { x0: x - 9, x1: x + 9, hit, words })
    }
    return free
  }

  private put(
    list: HTMLElement,
    scene: Scene,
    row: Row,
    mark: { x0: number; x1: number; hit: Hit; words: string },
  ): void {
    const button = this.buttons.button({
      className: 'tl-mark',
      words: mark.words,
      left: mark.x0 + scene.palette.left,
      top: row.y + 3,
      width: Math.max(4, mark.x1 - mark.x0),
      height: row.height - 6,
      mark: () => markOf(scene, mark.hit),
    })
    list.append(button)
  }
}
