/** The timeline: what came before what, what overlapped, how long did it take? */
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Layout } from '../../analysis/timeline/rows.ts'
import type { HostTrack } from '../../analysis/timeline/tracks.ts'
import { LAYERS } from '../../trace/record.ts'
import { invalidate, onFrame } from '../frame.ts'
import { Later } from '../later.tsx'
import type { Store } from '../store/app-state.ts'
import { watchStyle } from '../theme/watch-style.ts'
import { seekTo, WindowPointer } from '../window-pointer.ts'
import { ChainHere } from './chain-here.tsx'
import { registerTimeline } from './commands.ts'
import { EventList } from './event-list.tsx'
import { laneMark } from './hit.ts'
import { useLaneInSight } from './lane-in-sight.ts'
import { LaneNames } from './lane-names.tsx'
import { MarksLayer } from './marks-layer.ts'
import { OverviewStrip } from './overview-strip.tsx'
import { Picture } from './picture.ts'
import { type TimelineView, viewFor } from './view.ts'
import './timeline.css'

interface Props {
  readonly store: StoreApi<Store>
}

export function Timeline({ store }: Props): ReactElement {
  return (
    <section className="tl" aria-label="Timeline">
      <Head store={store} />
      <OverviewStrip store={store} withWindow />
      <Later>
        <Lanes store={store} />
      </Later>
      <Later>
        <EventList store={store} />
      </Later>
      <ChainHere />
    </section>
  )
}

function Head({ store }: Props): ReactElement {
  const layer = useStore(store, (s) => s.layer)
  const both = useStore(store, (s) => s.other !== null)
  const view = viewFor(store)
  const [follows, setFollows] = useState(view.follows)
  const follow = (): void => {
    view.follows = !view.follows
    view.version++
    setFollows(view.follows)
    invalidate()
  }
  return (
    <header className="tl-head">
      <h2>Timeline</h2>
      <fieldset className="tl-layers">
        <legend className="aside">Layer</legend>
        {LAYERS.map((name) => (
          <label key={name} className={name === layer ? 'tl-on' : ''}>
            <input
              type="radio"
              name="timeline-layer"
              className="aside"
              checked={name === layer}
              onChange={() => store.getState().setLayer(name)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <span className="tl-grow" />
      {both ? <span className="tl-said">Both futures, one cursor</span> : null}
      <button type="button" className="tl-follow" aria-pressed={follows} onClick={follow}>
        {follows ? 'Follows the selection' : 'Stays where it is'}
      </button>
      <WireToggle store={store} />
      <ZoomButtons store={store} />
    </header>
  )
}

/** Draws position and time of every signal over the lanes, on the same axis. */
function WireToggle({ store }: Props): ReactElement {
  const wire = useStore(store, (s) => s.wire)
  return (
    <button
      type="button"
      className="tl-button tl-wire"
      aria-pressed={wire}
      onClick={() => store.getState().setWire(!wire)}
    >
      Wire
    </button>
  )
}

function ZoomButtons({ store }: Props): ReactElement {
  const view = viewFor(store)
  const zoom = (factor: number): void => {
    const { time } = store.getState().cursor
    const inside = time >= view.from && time <= view.to
    view.zoom(factor, inside ? time : (view.from + view.to) / 2)
    invalidate()
  }
  const fit = (): void => {
    view.fit()
    invalidate()
  }
  return (
    <>
      <button type="button" className="tl-button tl-fit" onClick={fit}>
        Fit
      </button>
      <button type="button" className="tl-button" aria-label="Zoom out" onClick={() => zoom(1.6)}>
        −
      </button>
      <button
        type="button"
        className="tl-button"
        aria-label="Zoom in"
        onClick={() => zoom(1 / 1.6)}
      >
        +
      </button>
    </>
  )
}

interface Refs {
  readonly plot: RefObject<HTMLDivElement | null>
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly scroll: RefObject<HTMLDivElement | null>
  readonly ruler: RefObject<HTMLDivElement | null>
  readonly marks: RefObject<HTMLDivElement | null>
  readonly playhead: RefObject<HTMLDivElement | null>
  readonly knob: RefObject<HTMLDivElement | null>
  readonly veil: RefObject<HTMLDivElement | null>
}

type Shown = { readonly layout: Layout; readonly narrow: boolean } | null

/** Sets up the picture and everything that listens; all of it goes with the element. */
function mount(
  store: StoreApi<Store>,
  view: TimelineView,
  refs: Refs,
  show: (shown: Shown) => void,
): (() => void) | undefined {
  const { plot, canvas, scroll, ruler, marks, playhead, knob, veil } = elements(refs)
  if (!plot || !canvas || !scroll || !ruler || !marks || !playhead || !knob || !veil)
    return undefined
  const picture = new Picture(
    store,
    view,
    { plot, canvas, scroll, playhead, knob, veil },
    (layout) => {
      show({ layout, narrow: plot.clientWidth < 720 })
      marks.style.height = `${layout.height}px`
    },
  )
  const stop = new AbortController()
  const pointer = new WindowPointer(store, picture, laneMark, 0)
  pointer.listen(scroll, stop.signal)
  const layer = new MarksLayer(store, marks)
  layer.listen(stop.signal)
  listenRuler(store, picture, ruler, stop.signal)
  scroll.addEventListener('scroll', () => picture.scrolled(), {
    signal: stop.signal,
    passive: true,
  })
  const offs = [
    onFrame(
      () => {
        picture.draw()
        if (picture.scene) layer.rest(picture.scene)
      },
      'timeline',
      'with-much',
    ),
    watchStyle(plot, () => picture.measure()),
    registerTimeline(view, invalidate),
  ]
  return () => {
    stop.abort()
    layer.stop()
    for (const off of offs) off()
  }
}

function elements(refs: Refs): { [K in keyof Refs]: Refs[K]['current'] } {
  return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, ref.current])) as {
    [K in keyof Refs]: Refs[K]['current']
  }
}

/** The ruler scrubs. */
function listenRuler(
  store: StoreApi<Store>,
  picture: Picture,
  ruler: HTMLElement,
  signal: AbortSignal,
): void {
  const seek = (e: PointerEvent): void => {
    const { scene } = picture
    if (!scene || (e.type === 'pointermove' && !ruler.hasPointerCapture(e.pointerId))) return
    const x = e.clientX - ruler.getBoundingClientRect().left - scene.palette.left
    seekTo(store, scene.axis.time(Math.max(0, Math.min(x, scene.axis.width))))
  }
  ruler.addEventListener('pointerdown', (e) => ruler.setPointerCapture(e.pointerId), { signal })
  ruler.addEventListener('pointerdown', seek, { signal })
  ruler.addEventListener('pointermove', seek, { signal })
}

function useRefs(): Refs {
  return {
    plot: useRef(null),
    canvas: useRef(null),
    scroll: useRef(null),
    ruler: useRef(null),
    marks: useRef(null),
    playhead: useRef(null),
    knob: useRef(null),
    veil: useRef(null),
  }
}

function Lanes({ store }: Props): ReactElement {
  const refs = useRefs()
  const kept = useRef(refs)
  const view = viewFor(store)
  const [shown, show] = useState<Shown>(null)
  const futures = useStore(store, (s) => (s.other ? 2 : 1))
  const selection = useStore(store, (s) => s.selection)
  const chosen = selection?.entity ?? null
  useLaneInSight(refs.scroll, shown?.layout.rows, view.follows ? selection : null)
  useEffect(() => mount(store, view, kept.current, show), [store, view])
  const toggle = (host: HostTrack, open: boolean): void => {
    view.toggled.set(host.name, open)
    view.version++
    invalidate()
  }
  return (
    <div ref={refs.plot} className="tl-plot">
      <canvas ref={refs.canvas} className="tl-canvas" />
      <div ref={refs.ruler} className="tl-ruler" />
      <div ref={refs.playhead} className="tl-playhead" hidden />
      <div ref={refs.veil} className="tl-veil" hidden>
        Hidden until you predict
      </div>
      <div ref={refs.scroll} className="tl-scroll">
        <div ref={refs.marks} className="tl-marks" />
        <div className={futures > 1 ? 'tl-names tl-two' : 'tl-names'}>
          {shown ? (
            <LaneNames
              layout={shown.layout}
              narrow={shown.narrow}
              futures={futures}
              chosen={chosen}
              toggle={toggle}
            />
          ) : null}
        </div>
      </div>
      <div ref={refs.knob} className="tl-knob num" hidden />
    </div>
  )
}
