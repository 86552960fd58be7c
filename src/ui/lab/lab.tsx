/** The lab: what was published beside what the model gives, and any switch against any metric. */
import { type ReactElement, useEffect } from 'react'
import { Button } from '../button.tsx'
import { useApp, useAppStore } from '../store/context.ts'
import { labLink } from '../store/link.ts'
import { Home } from '../top-bar.tsx'
import { Curves } from './curves.tsx'
import { Figures } from './figures.tsx'
import { labRuns } from './lab-runs.ts'
import { Sweep } from './sweep.tsx'
import { useDocuments } from './use-lab.ts'
import './lab.css'

const VIEWS = [
  { view: 'figures', label: 'Published figures' },
  { view: 'curves', label: 'Curves' },
  { view: 'sweep', label: 'Sweep a switch' },
] as const
type View = (typeof VIEWS)[number]['view']

function viewIn(query: string): View {
  const named = new URLSearchParams(query).get('view')
  return VIEWS.find(({ view }) => view === named)?.view ?? 'figures'
}

export function Lab(): ReactElement {
  const store = useAppStore()
  const query = useApp((s) => s.labQuery)
  const documents = useDocuments()
  const view = viewIn(query)
  useEffect(() => () => labRuns.cancel(), [])
  return (
    <div className="lab">
      <header className="top lab-top">
        <Home />
        <div className="crumb">
          <h1>Lab</h1>
        </div>
        <nav className="lab-views" aria-label="Lab">
          {VIEWS.map((each) => (
            <a
              key={each.view}
              className="btn"
              href={labLink(each.view === 'figures' ? '' : `view=${each.view}`)}
              aria-current={each.view === view ? 'page' : undefined}
            >
              {each.label}
            </a>
          ))}
        </nav>
        <div className="grow" />
        <Button
          look="icon"
          className="wide-only"
          aria-label="Keys and help"
          onClick={() => store.getState().show('keys')}
        >
          <b>?</b>
        </Button>
      </header>
      <main className="wrap lab-main">
        {documents === null ? (
          <p className="quiet">The scenarios are being loaded.</p>
        ) : typeof documents === 'string' ? (
          <p>{documents}</p>
        ) : view === 'figures' ? (
          <Figures documents={documents} />
        ) : view === 'curves' ? (
          <Curves documents={documents} />
        ) : (
          <Sweep documents={documents} query={query} />
        )}
      </main>
    </div>
  )
}
