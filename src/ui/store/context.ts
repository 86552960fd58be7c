/** The store for React, and the cursor for what is too slow to be drawn with every frame. */
import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Cursor } from '../../trace/cursor.ts'
import type { Mark, RunView, Store } from './app-state.ts'
import { runOf } from './on-screen.ts'

export const StoreContext = createContext<StoreApi<Store> | null>(null)

export function useAppStore(): StoreApi<Store> {
  const store = useContext(StoreContext)
  if (!store) throw new Error('The chrome is drawn outside its store.')
  return store
}

export function useApp<T>(select: (state: Store) => T): T {
  return useStore(useAppStore(), select)
}

const SETTLE_MS = 150

/** The cursor, at once when it rests and a few times a second while the run plays: every so many ms. */
export function useSettledCursor(every = SETTLE_MS): Cursor {
  const store = useAppStore()
  const [cursor, setCursor] = useState(() => store.getState().cursor)
  useEffect(() => {
    let last = 0
    const follow = (state: Store): void => {
      const now = performance.now()
      if (state.playing && now - last < every) return
      last = now
      setCursor(state.cursor)
    }
    follow(store.getState())
    return store.subscribe(follow)
  }, [store, every])
  return cursor
}

export interface RunHere {
  readonly run: RunView
  readonly cursor: Cursor
  /** How many of its records lie before the cursor. */
  readonly prefix: number
}

/** The run that the selection is in, where the cursor rests in it; told again as the run grows. While it plays, every so many ms. */
export function useRunHere(every = SETTLE_MS): RunHere | null {
  const run = useApp((s) => runOf(s, s.selection))
  useApp((s) => s.grown)
  const cursor = useSettledCursor(every)
  return run && { run, cursor, prefix: run.trace.prefix(cursor) }
}

/** Which of two futures such a panel speaks of; null while there is one. */
export function useFutureHere(): 1 | 2 | null {
  return useApp((s) => (s.other === null ? null : (s.selection?.future ?? 1)))
}

/** Selects what is found in such a panel: a record's number means nothing in the other future. */
export function useSelectHere(): (mark: Mark) => void {
  const store = useAppStore()
  return (mark) => {
    const { selection, select } = store.getState()
    select(selection?.future === undefined ? mark : { ...mark, future: selection.future })
  }
}
