import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../store/app-state.ts'
import { stageFor } from './stage-element.ts'

/** The machine room at the cursor. React gives it its place; all that is in it is drawn frame by frame. */
export function Stage({ store }: { readonly store: StoreApi<Store> }): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const stage = stageFor(store, (element) => place.current?.append(element))
    return () => {
      stage.stop()
      stage.element.remove()
    }
  }, [store])
  return <div className="stage-place" ref={place} />
}
