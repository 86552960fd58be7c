/** The stage with its own two elements: it is there before React is, and React gives it its place. */
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../store/app-state.ts'
import { StageView } from './stage-view.ts'
import './stage.css'
import './stage-words.css'
import './stage-machines.css'
import './stage-leads.css'
import './stage-cable.css'
import './stage-groups.css'
import './stage-racks.css'
import './stage-branches.css'

export interface StageElement {
  readonly element: HTMLElement
  stop(): void
}

let ahead: StageElement | null = null

function makeStage(
  store: StoreApi<Store>,
  put: (element: HTMLElement) => void,
  gently: boolean,
): StageElement {
  const element = document.createElement('section')
  element.className = 'stage-view'
  element.setAttribute('aria-label', 'Stage')
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  element.append(svg)
  put(element)
  const view = new StageView(element, svg, store, gently)
  return { element, stop: () => view.stop() }
}

/** Makes the page's stage before there is a page around it; `put` gives it its place. */
export function stageAhead(store: StoreApi<Store>, put: (element: HTMLElement) => void): void {
  ahead = makeStage(store, put, false)
}

/** The stage that was made ahead, for the first who asks; a new one for everybody after. */
export function stageFor(
  store: StoreApi<Store>,
  put: (element: HTMLElement) => void,
): StageElement {
  const made = ahead
  ahead = null
  if (!made) return makeStage(store, put, true)
  put(made.element)
  return made
}
