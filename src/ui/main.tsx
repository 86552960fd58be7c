import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { listenToKeys } from './keyboard.ts'
import { findScenario } from './library.ts'
import { loadAhead } from './parts.ts'
import { Address } from './store/address.ts'
import { startPlayback } from './store/playback.ts'
import { createAppStore } from './store/store.ts'
import './chrome.css'

const root = document.getElementById('root')
if (root) {
  const isLink = location.hash.length > 1
  loadAhead(isLink)
  const embed = new URLSearchParams(location.search).get('embed') === '1'
  // Until a link's scenario is here, the opening frame stays.
  const store = createAppStore(findScenario, { embed, screen: isLink ? 'opening' : 'gallery' })
  startPlayback(store)
  new Address(store, findScenario).start()
  listenToKeys(store)
  createRoot(root).render(<App store={store} />)
}
