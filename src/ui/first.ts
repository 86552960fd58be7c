/**
 * The first code of the page: begins what takes long elsewhere, lets the browser paint the opening frame, and only
 * then gives the main thread to the rest.
 */
import { startAhead } from '../worker/start.ts'
import { fetchAhead } from './library.ts'
import { firstTheme } from './theme/first-theme.ts'

/** In a tab that nobody sees nothing is painted. */
const UNSEEN_MS = 120

document.documentElement.dataset.theme = firstTheme()
const isLink = location.hash.length > 1
if (isLink) {
  startAhead()
  // Only a guess at what the link says: main.tsx reads it whole.
  const scenario = /^#s=\d+p\.([a-z0-9-]+)/.exec(location.hash)?.[1]
  if (scenario !== undefined) fetchAhead(scenario)
  fetchParts()
}

/** The build has written down what the scenario's screen consists of. */
function fetchParts(): void {
  const written = document.querySelector('meta[name="scenario-parts"]')?.getAttribute('content')
  for (const href of written?.split(' ') ?? []) {
    const link = document.createElement('link')
    const isStyle = href.endsWith('.css')
    link.rel = isStyle ? 'preload' : 'modulepreload'
    if (isStyle) link.as = 'style'
    link.crossOrigin = ''
    link.href = href
    document.head.append(link)
  }
}

let begun = false
function begin(): void {
  if (begun) return
  begun = true
  import('./main.tsx').catch(() => {
    const sentence = document.createElement('p')
    sentence.textContent = 'The page did not load whole. Reload it.'
    document.querySelector('.opening')?.append(sentence)
  })
}
requestAnimationFrame(() => setTimeout(begin))
setTimeout(begin, UNSEEN_MS)
