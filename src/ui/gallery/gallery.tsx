/** The gallery: which question do I want answered, and how long will it take? */
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { type GalleryEntry, gallery } from '../../scenarios/catalogue.ts'
import { SECTIONS, type SectionName } from '../../scenarios/document/document.ts'
import { ThumbPicture } from './thumb.tsx'
import './gallery.css'

export interface GalleryProps {
  readonly open: (id: string) => void
  /** A teacher's own scenario, from a file that was chosen or dropped. */
  readonly openFile: (file: File) => void
}

const SUBTITLES: Readonly<Record<SectionName, string>> = {
  Communication: 'Messages, packets, one cable',
  'Process groups': 'Ask one address, be heard by many',
  'Fault tolerance': 'Crashes, disks, transactions',
  Parallelism: 'Pipelines, pools, make',
  Structure: 'Files, caches, kernels',
  'Wide area and future': 'Gateways, fibre, multiprocessors',
}

interface Filter {
  readonly name: string
  readonly keeps: (entry: GalleryEntry) => boolean
}
const FILTERS: readonly Filter[] = [
  { name: 'All', keeps: () => true },
  { name: 'Under 6 min', keeps: (entry) => entry.minutes < 6 },
  { name: 'Broken, fixed', keeps: (entry) => entry.pair },
  { name: 'Published figure', keeps: (entry) => entry.figureBadge === 'published' },
]

export function Gallery({ open, openFile }: GalleryProps): ReactElement {
  const [filter, setFilter] = useState<Filter>(FILTERS[0] as Filter)
  const [words, setWords] = useState('')
  const search = useSlashKey()
  const found = gallery.filter((entry) => filter.keeps(entry) && matches(entry, words))
  return (
    <main
      className="gallery"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const file = event.dataTransfer.files[0]
        if (file) openFile(file)
      }}
    >
      <section className="hero" aria-labelledby="hero-title">
        <div>
          <h1 id="hero-title">Many machines, one image.</h1>
          <p>
            Watch a distributed operating system of the 1980s hold together on one cable. Then lose
            a frame, crash a server, cut the cable, and ask why.
          </p>
        </div>
        <div className="narrow">
          <label className="find">
            <span className="hidden">Find a scenario or a term</span>
            <input
              ref={search}
              type="search"
              placeholder="Find a scenario or a term"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <kbd aria-hidden="true">/</kbd>
          </label>
          <fieldset className="filters">
            <legend className="hidden">Which scenarios</legend>
            {FILTERS.map((each) => (
              <button
                type="button"
                key={each.name}
                className="pillbtn"
                aria-pressed={each === filter}
                onClick={() => setFilter(each)}
              >
                {each.name}
                {each.name === 'All' ? ` ${gallery.length}` : ''}
              </button>
            ))}
          </fieldset>
        </div>
      </section>
      {SECTIONS.map((section) => {
        const cards = found.filter((entry) => entry.section === section)
        return (
          cards.length > 0 && <Shelf key={section} section={section} cards={cards} open={open} />
        )
      })}
      {found.length === 0 && (
        <p className="nothing">No scenario here speaks of “{words || filter.name}”.</p>
      )}
      <Own openFile={openFile} />
    </main>
  )
}

function matches(entry: GalleryEntry, words: string): boolean {
  const text = `${entry.title} ${entry.asks} ${entry.section} ${entry.id}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** `/` goes to the search, as people expect; not while they are typing somewhere. */
function useSlashKey() {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return input
}

interface ShelfProps {
  readonly section: SectionName
  readonly cards: readonly GalleryEntry[]
  readonly open: (id: string) => void
}

function Shelf({ section, cards, open }: ShelfProps): ReactElement {
  return (
    <section className="shelf" aria-label={section}>
      <header>
        <h2>{section}</h2>
        <p>{SUBTITLES[section]}</p>
      </header>
      <ul className="cards">
        {cards.map((entry) => (
          <li key={entry.id}>
            <a
              className="scn"
              href={`#${entry.id}`}
              onClick={(event) => {
                event.preventDefault()
                open(entry.id)
              }}
            >
              <ThumbPicture entry={entry} />
              <h3>{entry.asks}</h3>
              <p>
                {entry.title}
                <span className="num">{entry.minutes} min</span>
              </p>
              <Badges entry={entry} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Badges({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  return (
    <div className="tags">
      {entry.pair && (
        <span className="tagp">
          <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
            <rect x=".75" y=".75" width="7" height="10.5" rx="2" className="t-broken" />
            <rect x="10.25" y=".75" width="7" height="10.5" rx="2" className="t-fixed" />
          </svg>
          broken, fixed
        </span>
      )}
      {entry.figureBadge && (
        <span className={`tagp ${entry.figureBadge}`}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <circle cx="7" cy="7" r="5.5" />
            <path d="M7 0v4M7 10v4M0 7h4M10 7h4" />
          </svg>
          {entry.figureBadge} figure
        </span>
      )}
    </div>
  )
}

function Own({ openFile }: { readonly openFile: (file: File) => void }): ReactElement {
  return (
    <section className="shelf" aria-label="Your own">
      <header>
        <h2>Your own</h2>
        <p>A scenario in a file</p>
      </header>
      <label className="drop">
        <b>Open a scenario file</b>
        <span>or drop it anywhere on this page. Nothing leaves your machine.</span>
        <input
          type="file"
          accept=".json,application/json"
          aria-label="Open a scenario file"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) openFile(file)
          }}
        />
      </label>
    </section>
  )
}
