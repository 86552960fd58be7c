/**
 * The living stage: draws in the frame scheduler, follows the store, and turns pointing, focus and keys into the
 * store's actions. React has nothing to do here after the first render.
 */
import type { StoreApi } from 'zustand/vanilla'
import { indexAhead, isBehind } from '../../analysis/stage/stage-index.ts'
import type { RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { invalidate, onFrame } from '../frame.ts'
import { type Work, workOn } from '../slices.ts'
import type { RunView, Store } from '../store/app-state.ts'
import { stageIsDrawn } from '../turns.ts'
import { CellCanvas } from './cell-canvas.ts'
import type { Thing } from './scene.ts'
import { readSizes, type Sizes } from './sizes.ts'
import { pictureOf, rehearse } from './stage-picture.ts'
import { Picture, type SvgNode } from './svg-patch.ts'

/** While a run plays, a change counts as new for so long, in ms of the reader's. */
const FRESH_MS = 600

let live = false
/** The first frame drawn from a run, in the browser's own list of moments: what the bench asks for. */
function markLive(): void {
  if (live) return
  live = true
  performance.mark('first-live-frame')
}

const ahead = new WeakMap<Trace, Work>()
/** Indexes what has arrived beyond the cursor before anyone seeks there. */
function lookAhead(trace: Trace): void {
  if (!isBehind(trace)) return
  let work = ahead.get(trace)
  if (!work) {
    work = () => indexAhead(trace, 1 << 8)
    ahead.set(trace, work)
  }
  workOn(work)
}

export class StageView {
  private readonly box: HTMLElement
  private readonly svg: SVGSVGElement
  private readonly store: StoreApi<Store>
  private readonly picture: Picture
  private readonly cells: CellCanvas
  private sizes: Sizes | null = null
  private theme = ''
  private width = 0
  private height = 0
  private things = new Map<string, Thing>()
  private order: readonly string[] = []
  /** The one thing that Tab stops at. */
  private rover = ''
  /** How a node that is still the same was given out. */
  private readonly last = new WeakMap<SvgNode, SvgNode>()
  private readonly steps = [new StepMemory(), new StepMemory()] as const
  private readonly stops: (() => void)[] = []
  /** Before the first picture of a run: not begun, under way, or done. */
  private rehearsal: Generator<void> | 'wanted' | null

  /** `gently` where the page holds more than the stage, and nobody is to be held up by its first picture. */
  constructor(box: HTMLElement, svg: SVGSVGElement, store: StoreApi<Store>, gently = false) {
    this.rehearsal = gently && !live ? 'wanted' : null
    this.box = box
    this.svg = svg
    this.store = store
    this.picture = new Picture(svg)
    this.cells = new CellCanvas(box)
    const observer = new ResizeObserver(() => this.measure() && invalidate())
    observer.observe(box)
    const themes = new MutationObserver(() => this.restyle())
    themes.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'class'],
    })
    this.stops.push(
      () => observer.disconnect(),
      () => themes.disconnect(),
      onFrame(() => this.draw(), 'stage'),
      this.listen(),
    )
    if (document.fonts?.status === 'loading') document.fonts.ready.then(() => this.restyle())
    this.measure()
  }

  stop(): void {
    this.rehearsal = null
    for (const stop of this.stops) stop()
  }

  /** Whether the box has another size than before. */
  private measure(): boolean {
    const { clientWidth, clientHeight } = this.box
    if (clientWidth === this.width && clientHeight === this.height) return false
    this.width = clientWidth
    this.height = clientHeight
    return true
  }

  private restyle(): void {
    this.sizes = null
    this.cells.restyle()
    invalidate()
  }

  private draw(): void {
    const state = this.store.getState()
    if (this.theme !== state.theme) {
      this.theme = state.theme
      this.sizes = null
      this.cells.restyle()
    }
    this.sizes ??= readSizes(this.box)
    if (state.run && this.rehearsal) return this.rehearse()
    for (const run of [state.run, state.other]) if (run) lookAhead(run.trace)
    const since = [
      this.steps[0].since(state, state.run),
      this.steps[1].since(state, state.other),
    ] as const
    const { nodes, things, says, racks } = pictureOf(
      state,
      this.width,
      this.height,
      this.sizes,
      since,
    )
    this.things = new Map(things.map((thing) => [thing.key, thing]))
    this.order = things.map(({ key }) => key)
    if (!this.things.has(this.rover)) this.rover = this.order[0] ?? ''
    const selected = state.selection?.entity
    this.picture.show(
      { viewBox: `0 0 ${this.width} ${this.height}`, role: 'group', 'aria-label': says },
      nodes.map((node) => this.named(node, selected)),
    )
    this.cells.show(racks, this.width, this.height)
    if (!state.run) return
    markLive()
    stageIsDrawn()
  }

  private rehearse(): void {
    if (this.rehearsal !== 'wanted') return
    const whole = { x: 0, y: 0, w: this.width, h: this.height }
    const parts = rehearse(this.store.getState(), whole, readSizes(this.box))
    this.rehearsal = parts
    workOn(() => {
      if (this.rehearsal !== parts) return false
      if (goesOn(parts)) return true
      this.rehearsal = null
      this.draw()
      return false
    })
  }

  /** Things get their place among the stops and their words; this is all that assistive technology sees. */
  private named(node: SvgNode, selected: string | undefined): SvgNode {
    const key = node.attributes['data-key']
    const thing = typeof key === 'string' ? this.things.get(key) : undefined
    const its = node.children
    const children = its?.map((child) => this.named(child, selected))
    // Most are in no thing, and stay what they are.
    const isSame = its?.every((child, i) => child === children?.[i]) ?? true
    if (!thing) return isSame || !children ? node : { ...node, children }
    const attributes = {
      ...node.attributes,
      role: 'button',
      'aria-label': thing.says,
      'aria-pressed': thing.mark.entity === selected ? 'true' : 'false',
      tabindex: thing.key === this.rover ? 0 : -1,
    }
    const before = this.last.get(node)
    if (isSame && before && isAlike(before.attributes, attributes)) return before
    const named = its
      ? { ...node, attributes, children: isSame ? its : (children ?? its) }
      : { ...node, attributes }
    if (isSame) this.last.set(node, named)
    return named
  }

  private thingOf(event: Event): Thing | undefined {
    const target = event.target instanceof Element ? event.target.closest('[data-key]') : null
    return this.things.get(target?.getAttribute('data-key') ?? '')
  }

  private listen(): () => void {
    const stop = new AbortController()
    const { signal } = stop
    const { svg } = this
    const actions = (): Store => this.store.getState()
    svg.addEventListener('click', (event) => this.choose(this.thingOf(event)), { signal })
    svg.addEventListener('pointerover', (event) => this.hover(this.thingOf(event)), { signal })
    svg.addEventListener('pointerleave', () => this.hover(undefined), { signal })
    svg.addEventListener('focusin', (event) => this.rove(this.thingOf(event)), { signal })
    svg.addEventListener('keydown', (event) => this.key(event), { signal })
    svg.addEventListener(
      'contextmenu',
      (event) => {
        const thing = this.thingOf(event)
        if (!thing) return
        event.preventDefault()
        actions().select(thing.mark)
        actions().show('what-if')
      },
      { signal },
    )
    return () => stop.abort()
  }

  private choose(thing: Thing | undefined): void {
    const { select } = this.store.getState()
    select(thing ? thing.mark : null)
    if (thing) this.rover = thing.key
  }

  private hover(thing: Thing | undefined): void {
    const { hover, setHover } = this.store.getState()
    const mark = thing?.mark ?? null
    const same =
      hover?.entity === mark?.entity &&
      hover?.record === mark?.record &&
      hover?.future === mark?.future
    if (!same) setHover(mark)
  }

  private rove(thing: Thing | undefined): void {
    if (!thing || thing.key === this.rover) return
    this.rover = thing.key
    invalidate()
  }

  private key(event: KeyboardEvent): void {
    const thing = this.thingOf(event)
    if (!thing || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter') this.choose(thing)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      this.move(thing, event.key === 'ArrowDown' ? 1 : -1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  private move(thing: Thing, by: 1 | -1): void {
    const at = this.order.indexOf(thing.key) + by
    const key = this.order[Math.max(0, Math.min(at, this.order.length - 1))]
    if (key === undefined) return
    for (const element of this.svg.querySelectorAll<SVGElement>('[data-key]'))
      if (element.getAttribute('data-key') === key) element.focus()
  }
}

function isAlike(one: SvgNode['attributes'], other: SvgNode['attributes']): boolean {
  for (const name in other) if (one[name] !== other[name]) return false
  return true
}

/** A part of a room may be impossible where the whole is not: then the picture comes without a rehearsal. */
function goesOn(parts: Generator<void>): boolean {
  try {
    return !parts.next().done
  } catch {
    return false
  }
}

/** What the reader has not seen before: since the step that brought them here, or just now while it plays. */
class StepMemory {
  private run: RunView['trace'] | null = null
  private at = 0
  private from = Number.POSITIVE_INFINITY

  since(state: Store, run: RunView | null): RecordIndex {
    if (!run) return Number.POSITIVE_INFINITY
    const { trace } = run
    const prefix = trace.prefix(state.cursor)
    if (this.run !== trace) {
      this.run = trace
      this.at = prefix
      this.from = Number.POSITIVE_INFINITY
    }
    if (state.playing) {
      this.at = prefix
      this.from = trace.firstAt(state.cursor.time - (state.speed * FRESH_MS) / 1000)
      return Math.max(this.from, 1)
    }
    if (prefix !== this.at) {
      this.from = prefix > this.at ? this.at : Number.POSITIVE_INFINITY
      this.at = prefix
    }
    return this.from
  }
}
