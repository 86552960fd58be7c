/** Which question do I want answered, and how long will it take? */
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { figure } from '../../analysis/numbers.ts'
import type { GalleryEntry } from '../../scenarios/catalogue.ts'
import { SECTIONS, type SectionName } from '../../scenarios/document/document.ts'
import { Button } from '../button.tsx'
import { fetchAhead, findScenario, gallery, loadSearchable } from '../library.ts'
import { useAppStore } from '../store/context.ts'
import { labLink, linkTo } from '../store/link.ts'
import { openFile } from '../store/open-file.ts'
import { ConfidenceSign } from '../story/numbers.tsx'
import { Thumb } from '../thumbs/thumb.tsx'
import { Home } from '../top-bar.tsx'
import './gallery.css'

const ABOUT: Readonly<Record<SectionName, string>> = {
  Communication: 'Frames, packets and calls',
  'Process groups': 'One name, many members',
  'Fault tolerance': 'Crashes, disks, transactions',
  Parallelism: 'Pipelines, pools, make',
  Structure: 'Files, caches, kernels',
  'Wide area and future': 'Gateways, fibre, multiprocessors',
}

const SHORT_MINUTES = 6
interface Filter {
  readonly label: string
  readonly keeps: (entry: GalleryEntry) => boolean
}
const FILTERS: readonly Filter[] = [
  { label: 'All', keeps: () => true },
  { label: `Under ${SHORT_MINUTES} min`, keeps: ({ minutes }) => minutes < SHORT_MINUTES },
  { label: 'Broken, fixed', keeps: ({ pair }) => pair },
  { label: 'Published figure', keeps: ({ published }) => published },
]

function matches(entry: GalleryEntry, told: string, words: string): boolean {
  const shown = [entry.title, entry.asks, entry.id, entry.section].join(' ').toLowerCase()
  const text = `${shown} ${told}`
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export function Gallery(): ReactElement {
  const store = useAppStore()
  const [words, setWords] = useState('')
  const told = useSearchable(words !== '')
  const [filter, setFilter] = useState(0)
  const keeps = FILTERS[filter]?.keeps ?? (() => true)
  const shown = gallery.filter(
    (entry) => keeps(entry) && matches(entry, told[entry.id] ?? '', words.trim()),
  )
  useDrop()
  return (
    <div className="gallery">
      <header className="top gallery-top">
        <Home />
        <div className="grow" />
        <Find words={words} setWords={setWords} />
        <a className="btn" href={labLink()}>
          Lab
        </a>
        <OpenFile />
        <Button
          look="icon"
          aria-label="Keys and help"
          onClick={() => store.getState().show('keys')}
        >
          <b>?</b>
        </Button>
      </header>
      <main className="wrap">
        <section className="hero">
          <div>
            <h1>Many machines, one image.</h1>
            <p>
              Watch a distributed operating system of the 1980s hold together on one cable. Then
              lose a frame, crash a server, cut the cable.
            </p>
          </div>
          <div className="filters" role="group" aria-label="Show">
            {FILTERS.map(({ label }, i) => (
              <Button
                key={label}
                look={i === filter ? 'solid' : 'line'}
                aria-pressed={i === filter}
                onClick={() => setFilter(i)}
              >
                {i === 0 ? `All ${gallery.length}` : label}
              </Button>
            ))}
          </div>
        </section>
        {SECTIONS.map((section) => (
          <Shelf
            key={section}
            section={section}
            entries={shown.filter((entry) => entry.section === section)}
          />
        ))}
        {shown.length === 0 ? (
          <p className="nothing">No scenario has these words. Try another, or show all.</p>
        ) : null}
      </main>
    </div>
  )
}

/** What the stories say, once somebody searches; until then the cards' own words must do. */
function useSearchable(wanted: boolean): Readonly<Record<string, string>> {
  const [told, setTold] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => {
    if (wanted) loadSearchable().then(setTold, () => undefined)
  }, [wanted])
  return told
}

/** A scenario's file, or a makefile, may be dropped anywhere on the gallery. */
function useDrop(): void {
  const store = useAppStore()
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) openFile(store, findScenario, file)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [store])
}

function Find({
  words,
  setWords,
}: {
  readonly words: string
  readonly setWords: (words: string) => void
}): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <label className="find">
      <span className="aside">Find a scenario or a term</span>
      <input
        ref={input}
        type="search"
        placeholder="Find a scenario or a term"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <kbd>/</kbd>
    </label>
  )
}

function OpenFile(): ReactElement {
  const store = useAppStore()
  return (
    <label className="btn open-file">
      Open a scenario file
      <input
        type="file"
        className="aside"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) openFile(store, findScenario, file)
          event.target.value = ''
        }}
      />
    </label>
  )
}

function Shelf({
  section,
  entries,
}: {
  readonly section: SectionName
  readonly entries: readonly GalleryEntry[]
}): ReactElement | null {
  if (entries.length === 0) return null
  return (
    <section className="shelf">
      <header>
        <h2>{section}</h2>
        <p>{ABOUT[section]}</p>
      </header>
      <ul className="cards">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Card entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Card({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  const store = useAppStore()
  const ahead = (): void => fetchAhead(entry.id)
  return (
    <a
      className="scn"
      href={linkTo(entry)}
      onPointerEnter={ahead}
      onFocus={ahead}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        store.getState().open(entry.id)
      }}
    >
      <Thumb scenario={entry.id} />
      <h3>{entry.asks}</h3>
      <p>
        {entry.title}
        <span className="num">{entry.minutes} min</span>
      </p>
      <span className="tags">
        {entry.figureBadge ? (
          <span className="tagp">
            <ConfidenceSign badge={entry.figureBadge} />
            {entry.figureBadge}
            {figureWords(entry)}
          </span>
        ) : null}
        {entry.pair ? (
          <span className="tagp">
            <PairSign />
            broken, fixed
          </span>
        ) : null}
      </span>
    </a>
  )
}

function figureWords({ figure: its }: GalleryEntry): string {
  if (!its) return ''
  const { value, unit } = its
  // Ten seconds and more are read in seconds.
  const long = unit === 'ms' && value >= 10_000
  return `: ${figure(long ? value / 1000 : value)} ${long ? 's' : unit}`.trimEnd()
}

function PairSign(): ReactElement {
  return (
    <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true" className="pair-sign">
      <rect x=".75" y=".75" width="7" height="10.5" rx="2" className="broken" />
      <rect x="10.25" y=".75" width="7" height="10.5" rx="2" className="fixed" />
    </svg>
  )
}
