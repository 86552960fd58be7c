/** Everything one picture of the timeline is made of. */
import type { Axis } from '../../analysis/axis.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { Layout, Row } from '../../analysis/timeline/rows.ts'
import type { Tick } from '../../analysis/timeline/ticks.ts'
import type { HostTrack } from '../../analysis/timeline/tracks.ts'
import { EntityType } from '../../trace/entities.ts'
import { type EntityId, LAYERS, type Layer, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { AppState, Mark } from '../store/app-state.ts'
import type { Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'

export interface Scene {
  readonly pen: Pen
  readonly palette: Palette
  readonly ratio: number
  readonly width: number
  readonly height: number
  readonly axis: Axis
  readonly ticks: readonly Tick[]
  readonly layout: Layout
  readonly indexes: readonly TimelineIndex[]
  readonly state: AppState
  /** Top of the first row, scrolled. */
  readonly top: number
  /** Nothing is drawn that begins later: the veil, or the end of what is simulated. */
  readonly until: number
  readonly from: number
  readonly to: number
  /** Outlined things, gathered while drawing and drawn over it. */
  readonly rings: Ring[]
  /** Words on spans, gathered while drawing: numbers of causes keep off them where they can. */
  readonly labels: Label[]
  readonly focus: readonly Focus[]
}

export interface Ring {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly strong: boolean
}

export interface Label {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Focus {
  readonly entity: EntityId
  readonly future: number
  readonly record: number
  readonly strong: boolean
  /** A processor does many things: only what began with the record is meant. */
  readonly exact: boolean
}

/** Not all of the runs is there yet: what is in the window changes several times a second. */
export function isGrowing({ state, indexes }: Scene): boolean {
  const isComing = state.run?.summary === null || state.other?.summary === null
  return isComing || indexes.some(({ done, trace }) => done < trace.length)
}

export function isAtLeast(layer: Layer, least: Layer): boolean {
  return LAYERS.indexOf(layer) >= LAYERS.indexOf(least)
}

const pointed = new WeakMap<Mark, { trace: Trace; entity: EntityId }>()

/** A mark of ours knows its entity: looking for a name in a long run takes a while the first time. */
export function remember(mark: Mark, trace: Trace, entity: EntityId): Mark {
  pointed.set(mark, { trace, entity })
  return mark
}

export function entityOf(trace: Trace, mark: Mark): EntityId {
  const known = pointed.get(mark)
  return known?.trace === trace ? known.entity : trace.find(mark.entity)
}

const LASTING: ReadonlySet<EntityType> = new Set([
  EntityType.host,
  EntityType.processor,
  EntityType.interface,
  EntityType.process,
])

/** The selected and the hovered thing, in each of the runs that have it. */
export function focusOf(state: AppState, indexes: readonly TimelineIndex[]): Focus[] {
  const list: Focus[] = []
  const add = (mark: Mark | null, strong: boolean): void => {
    if (!mark) return
    indexes.forEach((index, future) => {
      const entity = entityOf(index.trace, mark)
      const here = future + 1 === (mark.future ?? 1)
      if (entity === NONE) return
      const record = here ? (mark.record ?? NONE) : NONE
      const exact = LASTING.has(index.trace.typeOf(entity))
      list.push({ entity, future, record, strong, exact })
    })
  }
  add(state.selection, true)
  add(state.hover, false)
  return list
}

export function focusOn(
  scene: Scene,
  row: Row,
  entity: EntityId,
  record: RecordIndex = NONE,
): Focus | undefined {
  if (scene.focus.length === 0) return undefined
  return scene.focus.find(
    (f) => f.entity === entity && f.future === row.future && (!f.exact || f.record === record),
  )
}

export function middle(scene: Scene, row: Row): number {
  return scene.top + row.y + row.height / 2
}

/** The row on which a machine's frames, processor or process are drawn. */
export function rowFor(
  scene: Scene,
  future: number,
  host: HostTrack,
  wanted: 'wire' | 'processor' | 'first' | EntityId,
): Row | undefined {
  let first: Row | undefined
  for (const row of scene.layout.rows) {
    if (row.future !== future || row.host !== host) continue
    first ??= row
    if (row.kind === wanted || (row.process && row.process.entity === wanted)) return row
  }
  return first
}
