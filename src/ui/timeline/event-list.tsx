/** The run as a list, for who reads it and does not see it: fifty records about the cursor, moved through by arrows. */
import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { recordWords } from '../../analysis/words.ts'
import { CHANGE, fieldInfo } from '../../trace/fields.ts'
import { kindInfo } from '../../trace/kinds.ts'
import { LAYERS, type Layer, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { RunView, Store } from '../store/app-state.ts'
import { useApp } from '../store/context.ts'

const AROUND = 25
/** Records looked at for one that the layer shows, so that a bare stretch does not hold up the page. */
const FAR = 20_000

interface Entry {
  readonly index: RecordIndex
  readonly words: string
}

function layerOf(trace: Trace, index: RecordIndex): Layer {
  const kind = trace.kind(index)
  return (kind >= CHANGE ? fieldInfo(kind - CHANGE)?.layer : kindInfo(kind)?.layer) ?? 'signal'
}

function gather(
  run: RunView,
  start: number,
  step: 1 | -1,
  layer: Layer,
  until: number,
): RecordIndex[] {
  const { trace } = run
  const finest = LAYERS.indexOf(layer)
  const found: RecordIndex[] = []
  for (
    let i = start, n = 0;
    i >= 0 && i < trace.length && found.length < AROUND && n < FAR;
    i += step, n++
  ) {
    if (trace.time(i) > until) break
    if (LAYERS.indexOf(layerOf(trace, i)) <= finest) found.push(i)
  }
  return found
}

interface Listing {
  readonly entries: readonly Entry[]
  /** The last record that has happened at the cursor. */
  readonly current: RecordIndex
}

function listing(state: Store): Listing {
  const { run, layer, veilFrom } = state
  if (!run) return { entries: [], current: -1 }
  const until = veilFrom ?? Number.POSITIVE_INFINITY
  const prefix = run.trace.prefix(state.cursor)
  const past = gather(run, prefix - 1, -1, layer, until).reverse()
  const next = gather(run, prefix, 1, layer, until)
  const told = { trace: run.trace, setup: run.setup, interventions: run.interventions ?? [] }
  const entries = [...past, ...next].map((index) => {
    const when = `${(run.trace.time(index) / 1e6).toFixed(4)} ms`
    return { index, words: `${when}. ${recordWords(told, index)}` }
  })
  return { entries, current: past.at(-1) ?? -1 }
}

const NOTHING: Listing = { entries: [], current: -1 }

/** Follows the store at its own pace: four times a second is as fast as anyone is read to. */
function useListing(store: StoreApi<Store>): Listing {
  // Fifty sentences are not what the reader waits for first.
  const [list, setList] = useState<Listing>(NOTHING)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let key = ''
    const look = (): void => {
      timer = undefined
      const state = store.getState()
      const now = `${state.run?.trace.length} ${state.cursor.time} ${state.cursor.ordinal} ${state.layer} ${state.veilFrom}`
      if (now === key) return
      key = now
      setList(listing(state))
    }
    const soon = (): void => {
      timer ??= setTimeout(look, store.getState().playing ? 1000 : 250)
    }
    soon()
    const stop = store.subscribe(soon)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])
  return list
}

export function EventList({ store }: { readonly store: StoreApi<Store> }): ReactElement {
  const { entries, current } = useListing(store)
  const two = useApp((s) => s.other !== null)
  const at = entries.findIndex((e) => e.index === current)
  const box = useRef<HTMLDivElement>(null)
  const show = useCallback((): void => {
    if (box.current?.contains(document.activeElement))
      document.getElementById(`tl-event-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  useEffect(show, [show])
  const go = (to: number): void => {
    const entry = entries[Math.max(0, Math.min(entries.length - 1, to))]
    const { run, seek, select } = store.getState()
    if (!entry || !run) return
    seek(run.trace.cursorAfter(entry.index))
    select({ entity: run.trace.nameOf(run.trace.entity(entry.index)), record: entry.index })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    go(at + by)
  }
  return (
    <div
      ref={box}
      onFocus={show}
      role="listbox"
      aria-label={two ? 'Events of future 1' : 'Events'}
      tabIndex={0}
      className="tl-events"
      onKeyDown={onKeyDown}
      aria-activedescendant={at >= 0 ? `tl-event-${current}` : undefined}
    >
      {entries.map((entry, i) => (
        <div
          key={entry.index}
          id={`tl-event-${entry.index}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          onClick={() => go(i)}
          onKeyDown={onKeyDown}
        >
          {entry.words}
        </div>
      ))}
    </div>
  )
}
