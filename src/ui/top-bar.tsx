/** The bar above everything: where one is, and what concerns the whole page. */
import type { ReactElement } from 'react'
import { Button } from './button.tsx'
import { useApp, useAppStore } from './store/context.ts'
import { Glyph } from './theme/glyphs.tsx'

export function TopBar(): ReactElement {
  const store = useAppStore()
  const document = useApp((s) => s.document)
  return (
    <header className="top">
      <Home />
      <div className="crumb">
        <span className="crumb-section">{document?.section}</span>
        <h1>{document?.title}</h1>
        <Futures />
      </div>
      <div className="grow" />
      <Button className="share-button" onClick={() => store.getState().show('share')}>
        <Glyph name="i-share" />
        <span>Share</span>
      </Button>
      <Button look="line" className="wide-only" onClick={() => store.getState().present(true)}>
        <Glyph name="i-present" />
        Present
      </Button>
      <Button
        look="icon"
        className="wide-only"
        aria-label="Keys and help"
        onClick={() => store.getState().show('keys')}
      >
        <b>?</b>
      </Button>
    </header>
  )
}

export function Home(): ReactElement {
  const store = useAppStore()
  return (
    <a
      className="mark"
      href={location.pathname}
      aria-label="One Machine, all scenarios"
      onClick={(event) => {
        event.preventDefault()
        store.getState().gallery()
      }}
    >
      <Glyph name="i-mark" size={24} />
      <span>One Machine</span>
    </a>
  )
}

/** Says that there are two futures, and shows them together or not. */
function Futures(): ReactElement | null {
  const store = useAppStore()
  const shown = useApp((s) => s.other !== null)
  const there = useApp((s) => s.apart !== null)
  if (!there && !shown) return null
  return (
    <button
      type="button"
      className="pill"
      aria-pressed={shown}
      onClick={() => store.getState().compare(!shown)}
    >
      <Glyph name="i-fork" />
      <span>{shown ? 'two futures' : 'compare two futures'}</span>
    </button>
  )
}
