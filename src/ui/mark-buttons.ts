/**
 * What a canvas shows, as buttons laid over it, so that a keyboard and a screen reader can go where a pointer can:
 * lists of buttons, among which the arrows move.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Mark, Store } from './store/app-state.ts'

export interface MarkButton {
  readonly className: string
  readonly words: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** What it stands for, asked when it is chosen or reached. */
  readonly mark: () => Mark
}

export class MarkButtons {
  private readonly store: StoreApi<Store>
  private readonly element: HTMLElement
  /** Where Tab stops: once for all of them, or once in each list. */
  private readonly stops: 'once' | 'in-each-list'
  private readonly marks = new WeakMap<Element, () => Mark>()

  constructor(store: StoreApi<Store>, element: HTMLElement, stops: MarkButtons['stops']) {
    this.store = store
    this.element = element
    this.stops = stops
  }

  listen(signal: AbortSignal): void {
    const { element, store } = this
    const markOf = ({ target }: Event): Mark | undefined =>
      target instanceof Element ? this.marks.get(target)?.() : undefined
    const choose = (event: Event): void => {
      const mark = markOf(event)
      if (mark) store.getState().select(mark)
    }
    const reach = (event: Event): void => {
      const mark = markOf(event)
      if (mark) store.getState().setHover(mark)
    }
    element.addEventListener('keydown', (e) => this.keydown(e), { signal })
    element.addEventListener('click', choose, { signal })
    element.addEventListener('focusin', reach, { signal })
    element.addEventListener('focusout', () => store.getState().setHover(null), { signal })
  }

  list(name: string): HTMLElement {
    const list = document.createElement('div')
    list.setAttribute('role', 'group')
    list.setAttribute('aria-label', name)
    return list
  }

  button({ className, words, mark, ...place }: MarkButton): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = className
    button.tabIndex = -1
    button.setAttribute('aria-label', words)
    for (const side of ['left', 'top', 'width', 'height'] as const)
      button.style[side] = `${place[side]}px`
    this.marks.set(button, mark)
    return button
  }

  /** In place of those there were; where the keyboard stood on one of them it stands again, if that is still there. */
  show(lists: readonly HTMLElement[]): void {
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null
    const left = focused && { name: this.nameOf(focused), list: listOf(focused) }
    const names = new Set(stopsIn(this.element).map((stop) => this.nameOf(stop)))
    const filled = lists.filter((list) => list.childElementCount > 0)
    const kept = filled.map((list) =>
      Array.from(list.children).find((button) => names.has(this.nameOf(button))),
    )
    const only = Math.max(0, kept.findIndex(Boolean))
    filled.forEach((list, i) => {
      if (this.stops === 'once' && i !== only) return
      ;((kept[i] ?? list.firstElementChild) as HTMLElement).tabIndex = 0
    })
    this.element.replaceChildren(...filled)
    if (!left) return
    const stops = stopsIn(this.element)
    const stop =
      stops.find((button) => this.nameOf(button) === left.name) ??
      stops.find((button) => listOf(button) === left.list) ??
      stops[0]
    stop?.focus()
  }

  /** What a button stands for, and in which list: the same in every picture of the same run. */
  private nameOf(button: Element): string {
    const { entity, record, future } = this.marks.get(button)?.() ?? { entity: '' }
    return `${listOf(button)} ${entity} ${record} ${future}`
  }

  private keydown(event: KeyboardEvent): void {
    const from = event.target
    if (!(from instanceof HTMLElement) || event.shiftKey || event.ctrlKey) return
    const to = neighbour(from, event.key)
    if (!to) return
    event.preventDefault()
    event.stopPropagation()
    if (this.stops === 'once' || from.parentElement === to.parentElement) from.tabIndex = -1
    to.tabIndex = 0
    to.focus()
  }
}

function stopIn(list: Element): HTMLElement | null {
  return list.querySelector<HTMLElement>('[tabindex="0"]')
}

function stopsIn(element: Element): HTMLElement[] {
  return Array.from(element.querySelectorAll<HTMLElement>('[tabindex="0"]'))
}

/** The name of the list that a button is in. */
function listOf(button: Element): string | null | undefined {
  return button.parentElement?.getAttribute('aria-label')
}

/** Along the list, or to the stop of the next list: the first of it where there is none. */
function neighbour(from: HTMLElement, key: string): HTMLElement | null {
  if (key === 'ArrowRight') return from.nextElementSibling as HTMLElement | null
  if (key === 'ArrowLeft') return from.previousElementSibling as HTMLElement | null
  const own = from.parentElement
  const list =
    key === 'ArrowDown'
      ? own?.nextElementSibling
      : key === 'ArrowUp'
        ? own?.previousElementSibling
        : null
  return list ? (stopIn(list) ?? (list.firstElementChild as HTMLElement | null)) : null
}
