/**
 * The opening frame of a link: its run's stage in its place, before React and what stands around the stage are
 * there. Its elements are those of screens/scenario.tsx, so that nothing moves when they come.
 */
import type { StoreApi } from 'zustand/vanilla'
import { COLUMN, isManyMachines, PHONE } from './screens/widths.ts'
import { stageAhead } from './stage/stage-element.ts'
import type { Store } from './store/app-state.ts'
import './screens/lamps.css'
import './screens/layout.css'

/** Whoever waits longer gets the page first, ms: the run is long in coming, or will not come. */
const PATIENCE_MS = 400

/** Resolves when the stage has been drawn from the run, or when that is not to be waited for. */
export function showStageAhead(root: Element, store: StoreApi<Store>): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(patience)
      stop()
      resolve()
    }
    const patience = setTimeout(end, PATIENCE_MS)
    const stop = store.subscribe((state) => {
      if (state.run) {
        if (state.other === null) stageAhead(store, (element) => place(root, element, state))
        afterPaint(end)
        stop()
      } else if (state.notice || !['opening', 'scenario'].includes(state.screen)) end()
    })
  })
}

function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act))
}

function place(root: Element, stage: HTMLElement, { embed, wire, document, run }: Store): void {
  const is = (query: string): boolean => matchMedia(query).matches
  const shape = embed ? 'embed' : is(PHONE) ? 'phone' : is(COLUMN) ? 'column' : ''
  const many = shape === '' && !wire && isManyMachines(run)
  const app = made(`app ${shape} ${wire && !embed ? 'with-wire' : many ? 'many' : ''}`)
  const lamps = made(document?.checks?.length ? 'lamps' : '')
  const room = made('place-stage', lamps, stage)
  const top = root.querySelector('.opening-top')
  if (top && !embed) app.append(top)
  app.append(shape === 'column' ? made('column-scroll', room) : room)
  if (shape === '') app.append(made('place-time'), made('side'))
  root.replaceChildren(app)
}

function made(className: string, ...children: Element[]): HTMLElement {
  const element = document.createElement('div')
  element.className = className.trim()
  element.append(...children)
  return element
}
