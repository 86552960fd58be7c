import { createRoot } from 'react-dom/client'
import { libraryDocument } from '../scenarios/catalogue.ts'
import { App } from './app.tsx'
import { listenToKeys } from './keyboard.ts'
import { loadAhead } from './parts.ts'
import { Address } from './store/address.ts'
import { startPlayback } from './store/playback.ts'
import { createAppStore } from './store/store.ts'
import './opening.css'
import './chrome.css'

const root = document.getElementById('root')
if (root) {
  loadAhead(location.hash.length > 1)
  const embed = new URLSearchParams(location.search).get('embed') === '1'
  const store = createAppStore(libraryDocument, { embed })
  document.documentElement.dataset.theme = store.getState().theme
  // Drawn first: views and playback then share one frame, in this order.
  startPlayback(store)
  new Address(store, libraryDocument).start()
  listenToKeys(store)
  createRoot(root).render(<App store={store} />)
}
