/**
 * The first code of the page: begins what takes long elsewhere, lets the browser paint the opening frame, and only
 * then gives the main thread to the rest.
 */
import { defaultTuple } from '../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { askAhead } from '../worker/start.ts'
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
  // Only a guess at what the link says: main.tsx reads it whole.
  const [, scenario, rest] = /^#s=\d+p\.([a-z0-9-]+)@\d+(.*)$/.exec(location.hash) ?? []
  if (scenario !== undefined)
    fetchAhead(scenario, UNCHANGED.test(rest ?? '') ? askForIt : undefined)
}

const loadPage = (): Promise<typeof import('./main.tsx')> => import('./main.tsx')

async function begin(): Promise<void> {
  const loading = [import('./begin.ts'), isLink ? import('./opening-stage.ts') : undefined] as const
  // Around a link's stage, the page is loaded when the run can be seen.
  if (!isLink) await loadPage()
  const [page, stage] = await Promise.all(loading)
  await page.begin(loadPage, stage)
}

let begun = false
function beginOnce(): void {
  if (begun) return
  begun = true
  begin().catch(() => {
    const sentence = document.createElement('p')
    sentence.textContent = 'The page did not load whole. Reload it.'
    document.getElementById('root')?.firstElementChild?.append(sentence)
  })
}
requestAnimationFrame(() => setTimeout(beginOnce))
setTimeout(beginOnce, UNSEEN_MS)
