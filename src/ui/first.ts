/**
 * The first code of the page: begins what takes long elsewhere, lets the browser paint the opening frame, and only
 * then gives the main thread to the rest.
 */
import { startAhead } from '../worker/start.ts'
import { fetchAhead } from './library.ts'
import { loadAhead } from './parts.ts'
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
  loadAhead(isLink)
}
requestAnimationFrame(() => setTimeout(begin))
setTimeout(begin, UNSEEN_MS)
