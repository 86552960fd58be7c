/** The scenario's screen at every width: the same parts, in other places. */
import { type ReactElement, useState } from 'react'
import { Button } from '../button.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { Later } from '../later.tsx'
import { part } from '../part.tsx'
import { loadTimeline, loadWire } from '../parts.ts'
import { Stage } from '../stage/stage.tsx'
import type { Tab } from '../store/app-state.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { useMedia } from '../store/use-media.ts'
import { Story } from '../story/story.tsx'
import { TopBar } from '../top-bar.tsx'
import { Transport, Tuning } from '../transport/transport.tsx'
import { Lamps } from './lamps.tsx'
import { Presentation } from './presentation.tsx'
import { COLUMN, isManyMachines, PHONE } from './widths.ts'
import './layout.css'

const Timeline = part(() => loadTimeline().then((its) => its.Timeline))
const Wire = part(() => loadWire().then((its) => its.Wire))

export function Scenario(): ReactElement {
  const presenting = useApp((s) => s.presenting)
  const embed = useApp((s) => s.embed)
  const phone = useMedia(PHONE)
  const column = useMedia(COLUMN)
  if (presenting) return <Presentation />
  if (embed) return <Embedded />
  if (phone) return <Phone />
  return column ? <Column /> : <Wide />
}

function StagePlace(): ReactElement {
  return (
    <div className="place-stage">
      <Lamps />
      <Stage store={useAppStore()} />
    </div>
  )
}

function TimelinePlace(): ReactElement {
  const store = useAppStore()
  const wire = useApp((s) => s.wire)
  return (
    <div className="place-time">
      {wire ? <Wire store={store} /> : null}
      <Later>
        <Timeline store={store} />
      </Later>
    </div>
  )
}

function Wide(): ReactElement {
  const wire = useApp((s) => s.wire)
  const many = useApp((s) => isManyMachines(s.run))
  return (
    <main className={wire ? 'app with-wire' : many ? 'app many' : 'app'}>
      <TopBar />
      <StagePlace />
      <TimelinePlace />
      <div className="side">
        <Later>
          <Story />
        </Later>
        <Later>
          <Inspector />
        </Later>
      </div>
      <Later>
        <Transport />
      </Later>
    </main>
  )
}

function Column(): ReactElement {
  const store = useAppStore()
  const sheet = useApp((s) => s.sheet)
  const wire = useApp((s) => s.wire)
  const close = (): void => {
    store.getState().select(null)
  }
  return (
    <main className={wire ? 'app column with-wire' : 'app column'}>
      <TopBar />
      <div className="column-scroll">
        <StagePlace />
        <Story />
        <TimelinePlace />
      </div>
      {sheet ? (
        <div className="sheet">
          <Inspector />
          <Button look="line" className="sheet-close" onClick={close}>
            Close
          </Button>
        </div>
      ) : null}
      <Transport />
    </main>
  )
}

const TABS: readonly { readonly tab: Tab; readonly label: string }[] = [
  { tab: 'story', label: 'Story' },
  { tab: 'timeline', label: 'Timeline' },
  { tab: 'inspect', label: 'Inspect' },
]

function Phone(): ReactElement {
  const store = useAppStore()
  const open = useApp((s) => s.tab)
  const wire = useApp((s) => s.wire)
  const walk = (key: string): void => {
    const at = TABS.findIndex(({ tab }) => tab === open)
    const next = TABS[(at + (key === 'ArrowRight' ? 1 : TABS.length - 1)) % TABS.length]
    if (next) store.getState().setTab(next.tab)
    document.getElementById(`tab-${next?.tab}`)?.focus()
  }
  return (
    <main className={wire ? 'app phone with-wire' : 'app phone'}>
      <TopBar />
      <StagePlace />
      <div className="tabs" role="tablist" aria-label="Below the stage">
        {TABS.map(({ tab, label }) => (
          <button
            type="button"
            key={tab}
            id={`tab-${tab}`}
            role="tab"
            aria-selected={tab === open}
            aria-controls="tab-panel"
            tabIndex={tab === open ? 0 : -1}
            onClick={() => store.getState().setTab(tab)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              walk(event.key)
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {/* Each begins at its top, however far the one before was scrolled. */}
      <div
        className="tab-panel"
        key={open}
        id="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${open}`}
      >
        {open === 'story' ? <Story /> : null}
        {open === 'timeline' ? (
          <>
            <TimelinePlace />
            <Tuning />
          </>
        ) : null}
        {open === 'inspect' ? <Inspector /> : null}
      </div>
      <Transport phone />
    </main>
  )
}

/** In another page's frame: stage and transport, and the rest behind one button. */
function Embedded(): ReactElement {
  const [whole, setWhole] = useState(false)
  const column = useMedia(COLUMN)
  const phone = useMedia(PHONE)
  const button = (
    <Button look="line" className="embed-more" onClick={() => setWhole(!whole)}>
      {whole ? 'Stage only' : 'Story and timeline'}
    </Button>
  )
  if (whole)
    return (
      <>
        {phone ? <Phone /> : column ? <Column /> : <Wide />}
        {button}
      </>
    )
  return (
    <main className="app embed">
      <StagePlace />
      <Transport phone={phone} />
      {button}
    </main>
  )
}
