/** Why does this moment matter? A title, at most three lines, one question; and what can be turned. */
import { type ReactElement, type RefObject, useEffect, useRef } from 'react'
import { Button } from '../button.tsx'
import { OfFuture } from '../of-future.tsx'
import { currentBeat, questionHere, storyOf } from '../store/asking.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'
import { Done } from './done.tsx'
import { Numbers } from './numbers.tsx'
import { Plots } from './plots.tsx'
import { PredictionCard } from './prediction-card.tsx'
import { Switches } from './switches.tsx'
import { Told } from './told.tsx'
import './story.css'

export function Story(): ReactElement {
  const document = useApp((s) => s.document)
  const at = useApp(currentBeat)
  const story = useApp(storyOf)
  const beat = story[at]
  const question = useApp(questionHere)
  const placed = useApp((s) => s.placed)
  const absent = useApp((s) => s.placed && s.beats[currentBeat(s)] === null)
  const panel = useTopOf(at)
  const missing = useApp((s) => s.beats.filter((begin) => begin === null).length)
  return (
    <section ref={panel} className="panel story" aria-label="Story" aria-busy={!placed}>
      {story.length > 0 ? <BeatBar /> : null}
      <h2>{beat?.title}</h2>
      {beat && absent ? (
        <p className="told quiet">This moment of the story does not occur in this run.</p>
      ) : null}
      {beat && !absent ? (
        <p className="told">
          <Told text={beat.text} />
        </p>
      ) : null}
      {placed && missing > 0 ? <p className="told quiet">{missingWords(missing)}</p> : null}
      {question ? <PredictionCard key={question.id} question={question} /> : null}
      <Switches key={document?.id} />
      <Done />
      <Numbers key={`${document?.id} numbers`} />
      <Plots />
    </section>
  )
}

/** Another beat is read from its title on, wherever an answer of the one before had scrolled to. */
function useTopOf(beat: number): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null)
  const last = useRef(beat)
  useEffect(() => {
    if (last.current === beat) return
    last.current = beat
    panel.current?.scrollTo({ top: 0 })
    panel.current?.closest('.tab-panel')?.scrollTo({ top: 0 })
    // On a phone on its side it is the whole page that was scrolled.
    panel.current
      ?.closest('.phone')
      ?.querySelector('.story h2')
      ?.scrollIntoView({ block: 'nearest' })
  }, [beat])
  return panel
}

function missingWords(missing: number): string {
  return missing === 1
    ? 'One beat of this story does not occur in this run.'
    : `${missing} beats of this story do not occur in this run.`
}

function BeatBar(): ReactElement {
  const store = useAppStore()
  const at = useApp(currentBeat)
  const count = useApp((s) => storyOf(s).length)
  return (
    <div className="over">
      <span>Story</span>
      <OfFuture future={1} />
      <Beats />
      <span className="num">
        {at + 1} of {count}
      </span>
      <span className="grow" />
      <Button look="icon" aria-label="Back in the story" onClick={() => store.getState().beat(-1)}>
        <Glyph name="i-back" size={14} />
      </Button>
      <Button look="icon" aria-label="On in the story" onClick={() => store.getState().beat(1)}>
        <Glyph name="i-fwd" size={14} />
      </Button>
    </div>
  )
}

export function Beats(): ReactElement {
  const story = useApp(storyOf)
  const at = useApp(currentBeat)
  return (
    <span className="beats" aria-hidden="true">
      {story.map(({ id }, i) => (
        <i key={id} className={i < at ? 'done' : i === at ? 'on' : ''} />
      ))}
    </span>
  )
}
