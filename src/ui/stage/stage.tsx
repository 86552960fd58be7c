import { type ReactElement, useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../store/app-state.ts'
import { StageView } from './stage-view.ts'
import './stage.css'
import './stage-words.css'
import './stage-machines.css'
import './stage-leads.css'
import './stage-cable.css'
import './stage-groups.css'

/** The machine room at the cursor. React makes its two elements; everything in them is drawn frame by frame. */
export function Stage({ store }: { readonly store: StoreApi<Store> }): ReactElement {
  const box = useRef<HTMLElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  useEffect(() => {
    if (!box.current || !svg.current) return undefined
    const view = new StageView(box.current, svg.current, store)
    return () => view.stop()
  }, [store])
  return (
    <section className="stage-view" aria-label="Stage" ref={box}>
      <svg ref={svg} />
    </section>
  )
}
