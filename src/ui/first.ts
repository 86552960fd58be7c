/**
 * The first code of the page: begins what takes long elsewhere, lets the browser paint the opening frame, and only
 * then gives the main thread to the rest.
 */
import { defaultTuple } from '../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { askAhead, startAhead } from '../worker/start.ts'
import { fetchAhead } from './library.ts'
import { firstTheme } from './theme/first-theme.ts'

/** In a tab that nobody sees nothing is painted. */
const UNSEEN_MS = 120

/** What a link may say beside its scenario when nothing in the run is changed: where and how one looks. */
const UNCHANGED = /^(!(t|sel|layer|pace|wire|print)=[^!~]*)*$/
const askForIt = (document: ScenarioDocument): void => askAhead(defaultTuple(document), document)

document.documentElement.dataset.theme = firstTheme()
const isLink = location.hash.length > 1
if (isLink) {
  startAhead()
  // Only a guess at what the link says: main.tsx reads it whole.
  const [, scenario, rest] = /^#s=\d+p\.([a-z0-9-]+)@\d+(.*)$/.exec(location.hash) ?? []
  if (scenario !== undefined)
    fetchAhead(scenario, UNCHANGED.test(rest ?? '') ? askForIt : undefined)
  fetchParts()
}

/** The build has written down what the scenario's screen consists of. */
function fetchParts(): void {
  const written = document.querySelector('meta[name="scenario-parts"]')?.getAttribute('content')
  for (const href of written?.split(' ') ?? []) {
    const link = document.createElement('link')
    // Fetched only: compiling it would take the processor from what is wanted first.
    link.rel = 'preload'
    link.as = href.endsWith('.css') ? 'style' : 'script'
    link.crossOrigin = ''
    link.href = href
    document.head.append(link)
  }
}

const loadPage = (): Promise<typeof import('./main.tsx')> => import('./main.tsx')

let begun = false
function begin(): void {
  if (begun) return
  begun = true
  Promise.all([import('./begin.ts'), isLink || loadPage()])
    .then(([its]) => its.begin(loadPage))
    .catch(() => {
      const sentence = document.createElement('p')
      sentence.textContent = 'The page did not load whole. Reload it.'
      document.getElementById('root')?.firstElementChild?.append(sentence)
    })
}
requestAnimationFrame(() => setTimeout(begin))
setTimeout(begin, UNSEEN_MS)
