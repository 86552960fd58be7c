/** Chooses the screen, and holds what lies over all of them. */
import { type ReactElement, useEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { NoticeBar } from './notice.tsx'
import { part } from './part.tsx'
import { loadDialogs, loadLab, loadScenario } from './parts.ts'
import { Gallery } from './screens/gallery.tsx'
import { Spoken } from './spoken.tsx'
import type { Store } from './store/app-state.ts'
import { StoreContext, useApp } from './store/context.ts'

const opening = <div className="opening" />
const Scenario = part(() => loadScenario().then((its) => its.Scenario), opening)
const Lab = part(() => loadLab().then((its) => its.Lab), opening)
const Dialogs = part(() => loadDialogs().then((its) => its.Dialogs))

/** So that the screen is there with the first drawing of the page. What does not load is told by its own part. */
export async function screenAhead(screen: Store['screen']): Promise<void> {
  if (screen === 'scenario') await Scenario.ahead().catch(() => undefined)
  if (screen === 'lab') await Lab.ahead().catch(() => undefined)
}

export function App({ store }: { readonly store: StoreApi<Store> }): ReactElement {
  return (
    <StoreContext value={store}>
      <Page />
    </StoreContext>
  )
}

function Page(): ReactElement {
  const dialog = useApp((s) => s.dialog)
  const blank = useApp((s) => s.blank && s.presenting)
  useTheme()
  useTitle()
  return (
    <>
      <Screen />
      <NoticeBar />
      <Spoken />
      {dialog === null ? null : <Dialogs />}
      {blank ? <div className="blank" /> : null}
    </>
  )
}

function Screen(): ReactElement {
  const screen = useApp((s) => s.screen)
  switch (screen) {
    case 'gallery':
      return <Gallery />
    case 'lab':
      return <Lab />
    case 'scenario':
      return <Scenario />
    case 'opening':
      return opening
  }
}

function useTheme(): void {
  const theme = useApp((s) => (s.presenting && s.theme !== 'dark' ? 'projector' : s.theme))
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}

function useTitle(): void {
  const title = useApp((s) =>
    s.screen === 'lab' ? 'Lab' : s.screen === 'scenario' ? s.document?.title : undefined,
  )
  useEffect(() => {
    document.title = title ? `${title} · One Machine` : 'One Machine'
  }, [title])
}
