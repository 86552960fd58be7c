/** The wire: where on the cable each signal is, at every moment of a stretch of the run. */
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { invalidate, onFrame } from '../frame.ts'
import type { Store } from '../store/app-state.ts'
import { watchStyle } from '../theme/watch-style.ts'
import { type TimelineView, viewFor } from '../timeline/view.ts'
import { WindowPointer } from '../window-pointer.ts'
import { wireMark } from './hit.ts'
import { WireKeys } from './wire-keys.ts'
import { WireMarks } from './wire-marks.ts'
import { WirePicture } from './wire-picture.ts'
import './wire.css'

interface Props {
  readonly store: StoreApi<Store>
}

interface Refs {
  readonly plot: RefObject<HTMLDivElement | null>
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly marks: RefObject<HTMLDivElement | null>
  readonly playhead: RefObject<HTMLDivElement | null>
  readonly section: RefObject<HTMLCanvasElement | null>
}

interface Mounted {
  readonly keys: WireKeys
  readonly stop: () => void
}

/** Sets up the picture and everything that listens; all of it goes with the element. */
function mount(
  store: StoreApi<Store>,
  view: TimelineView,
  refs: Refs,
  say: (words: string) => void,
): Mounted | undefined {
  const plot = refs.plot.current
  const canvas = refs.canvas.current
  const marks = refs.marks.current
  const playhead = refs.playhead.current
  const section = refs.section.current
  if (!plot || !canvas || !marks || !playhead || !section) return undefined
  const picture = new WirePicture(store, view, { plot, canvas, playhead, section })
  const stop = new AbortController()
  new WindowPointer(store, picture, wireMark).listen(plot, stop.signal)
  const keys = new WireKeys(store, picture)
  keys.listen(plot, stop.signal)
  const layer = new WireMarks(store, marks, say)
  layer.listen(stop.signal)
  const offs = [
    onFrame(() => {
      picture.draw()
      if (picture.scene && !store.getState().playing) layer.rest(picture.scene)
    }),
    watchStyle(plot, () => picture.measure()),
  ]
  return {
    keys,
    stop: () => {
      stop.abort()
      layer.stop()
      for (const off of offs) off()
    },
  }
}

export function Wire({ store }: Props): ReactElement {
  const refs: Refs = {
    plot: useRef(null),
    canvas: useRef(null),
    marks: useRef(null),
    playhead: useRef(null),
    section: useRef(null),
  }
  const kept = useRef(refs)
  const keys = useRef<WireKeys | null>(null)
  const view = viewFor(store)
  const [told, tell] = useState('')
  useEffect(() => {
    const mounted = mount(store, view, kept.current, tell)
    keys.current = mounted?.keys ?? null
    return mounted?.stop
  }, [store, view])
  return (
    <section className="tl wire" aria-label="Wire">
      <header className="wire-head">
        <h2>Wire</h2>
        <p id="wire-told">{told}</p>
        <Buttons store={store} view={view} zoom={(factor) => keys.current?.zoom(factor)} />
      </header>
      <div
        ref={refs.plot}
        className="wire-plot"
        role="group"
        aria-label="Position of signals over time"
        aria-describedby="wire-told"
      >
        <canvas ref={refs.canvas} className="wire-canvas" />
        <div ref={refs.playhead} className="wire-playhead" hidden />
        <canvas ref={refs.section} className="wire-section" hidden />
        <div ref={refs.marks} className="wire-marks" />
      </div>
    </section>
  )
}

interface ButtonProps extends Props {
  readonly view: TimelineView
  readonly zoom: (factor: number) => void
}

function Buttons({ store, view, zoom }: ButtonProps): ReactElement {
  const fit = (): void => {
    view.fit()
    invalidate()
  }
  return (
    <>
      <button type="button" className="tl-button tl-fit" aria-label="Fit the wire" onClick={fit}>
        Fit
      </button>
      <button
        type="button"
        className="tl-button"
        aria-label="Zoom the wire out"
        onClick={() => zoom(1.6)}
      >
        −
      </button>
      <button
        type="button"
        className="tl-button"
        aria-label="Zoom the wire in"
        onClick={() => zoom(1 / 1.6)}
      >
        +
      </button>
      <button
        type="button"
        className="tl-button"
        aria-label="Close the wire"
        onClick={() => store.getState().setWire(false)}
      >
        ×
      </button>
    </>
  )
}
