/** The page around the stage: React. */
import { createRoot } from 'react-dom/client'
import type { StoreApi } from 'zustand/vanilla'
import { App, screenAhead } from './app.tsx'
import { Boundary } from './boundary.tsx'
import { loadAhead } from './parts.ts'
import type { Store } from './store/app-state.ts'

/** What stands in `root` is replaced when all of the first screen can be drawn. */
export async function mount(root: Element, store: StoreApi<Store>): Promise<void> {
  loadAhead(store.getState().screen !== 'gallery')
  await screenAhead(store.getState().screen)
  // What goes wrong in a view is told in its place.
  createRoot(root, { onCaughtError: () => {} }).render(
    <Boundary>
      <App store={store} />
    </Boundary>,
  )
}
