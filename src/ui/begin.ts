/**
 * The page without its chrome: the store, the address, playback, keys, and for a link the stage. React is asked for
 * when the run can be seen.
 */
import { listenToKeys } from './keyboard.ts'
import { findScenario } from './library.ts'
import { Address } from './store/address.ts'
import { startPlayback } from './store/playback.ts'
import { createAppStore } from './store/store.ts'
import './chrome.css'

type Page = typeof import('./main.tsx')
type OpeningStage = typeof import('./opening-stage.ts')

/** `stage` shows a link's run before the page is there. */
export async function begin(loadPage: () => Promise<Page>, stage?: OpeningStage): Promise<void> {
  const root = document.getElementById('root')
  if (!root) return
  const isLink = location.hash.length > 1
  const embed = new URLSearchParams(location.search).get('embed') === '1'
  // Until a link's scenario is here, the opening frame stays.
  const store = createAppStore(findScenario, { embed, screen: isLink ? 'opening' : 'gallery' })
  startPlayback(store)
  const shown = stage?.showStageAhead(root, store)
  new Address(store, findScenario).start()
  listenToKeys(store)
  await shown
  const { mount } = await loadPage()
  await mount(root, store)
}
