/** How fast, what is next, is this the same run as yours? */
import { type ReactElement, useId } from 'react'
import { ratioWords, SPEEDS } from '../../analysis/pacing.ts'
import { Button } from '../button.tsx'
import type { Pacing } from '../store/app-state.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { pacer } from '../store/playback.ts'
import { Glyph, type GlyphName } from '../theme/glyphs.tsx'
import { Clock } from './clock.tsx'
import './transport.css'

export function Transport({ phone = false }: { readonly phone?: boolean }): ReactElement {
  return (
    <section className="bar" aria-label="Transport">
      <Steps />
      {phone ? null : <Clock />}
      <div className="grow" />
      {phone ? <Clock withNext={false} /> : <Tuning />}
    </section>
  )
}

/** How fast, and which run: on a phone these stand under the timeline. */
export function Tuning(): ReactElement {
  return (
    <div className="tuning">
      <Speed />
      <PacingChoice />
      <Fingerprint />
    </div>
  )
}

interface StepProps {
  readonly name: string
  readonly act: () => void
}

function Step({ name, glyph, act }: StepProps & { readonly glyph: GlyphName }): ReactElement {
  return (
    <Button look="icon" aria-label={name} title={name} onClick={act}>
      <Glyph name={glyph} />
    </Button>
  )
}

/** The run's own start and end: two heads against a bar. */
function EndStep({
  name,
  act,
  flip = false,
}: StepProps & { readonly flip?: boolean }): ReactElement {
  return (
    <Button look="icon" aria-label={name} title={name} onClick={act}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={flip ? 'flip' : ''}
      >
        <path
          d="M2.5 3v10M8.5 4 4.9 8l3.6 4M13.5 4 9.9 8l3.6 4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </Button>
  )
}

function Steps(): ReactElement {
  const store = useAppStore()
  const { toStart, toEnd, step, beat } = store.getState()
  return (
    <div className="steps">
      <EndStep name="To start" act={toStart} />
      <Step name="Previous beat" glyph="i-first" act={() => beat(-1)} />
      <Step name="Step back" glyph="i-back" act={() => step(-1)} />
      <PlayButton />
      <Step name="Step forward" glyph="i-fwd" act={() => step(1)} />
      <Step name="Next beat" glyph="i-beat" act={() => beat(1)} />
      <EndStep name="To end" flip act={toEnd} />
    </div>
  )
}

export function PlayButton(): ReactElement {
  const store = useAppStore()
  const playing = useApp((s) => s.playing)
  const played = useApp((s) => s.played)
  const name = playing ? 'Pause' : 'Play'
  return (
    <button
      type="button"
      className={played ? 'play' : 'play first'}
      aria-label={name}
      title={`${name} (space)`}
      onClick={() => store.getState().play()}
    >
      {playing ? <PauseSign /> : <Glyph name="i-play" size={18} />}
    </button>
  )
}

function PauseSign(): ReactElement {
  return (
    <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 2.5h3v11H4zM9.5 2.5h3v11h-3z" fill="currentColor" />
    </svg>
  )
}

const SLOW =
  'While the front or the tail of a frame travels along the cable the play is slower, so that it can be seen.'

function Speed(): ReactElement {
  const store = useAppStore()
  const id = useId()
  const speed = useApp((s) => s.speed)
  useApp((s) => `${s.pacing} ${s.layer} ${s.grown}`)
  const pace = pacer.of(store.getState())
  const words = pace ? ratioWords(pace) : { main: 'No run yet', more: '' }
  const at = Math.max(
    0,
    SPEEDS.findIndex((each) => each >= speed),
  )
  return (
    <div className="field speed">
      <label className="cap" htmlFor={id}>
        <b className="num">{words.main}</b>
        <span className="more" title={words.more === '' ? undefined : SLOW}>
          {words.more}
        </span>
      </label>
      <input
        id={id}
        type="range"
        className="slider"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={at}
        aria-valuetext={words.main}
        onChange={(event) => store.getState().setSpeed(SPEEDS[Number(event.target.value)] ?? speed)}
      />
    </div>
  )
}

const PACINGS: readonly { readonly value: Pacing; readonly label: string }[] = [
  { value: 'real', label: 'Real' },
  { value: 'even', label: 'Even' },
  { value: 'broken', label: 'Broken' },
]

function PacingChoice(): ReactElement {
  const store = useAppStore()
  const pacing = useApp((s) => s.pacing)
  return (
    <fieldset className="field pacing">
      <legend className="cap">Pacing</legend>
      <div className="seg">
        {PACINGS.map(({ value, label }) => (
          <label key={value} className={value === pacing ? 'on' : ''}>
            <input
              type="radio"
              className="aside"
              name="pacing"
              checked={value === pacing}
              onChange={() => store.getState().setPacing(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function printOf(run: {
  setup: { setupFingerprint: string }
  summary: { fingerprint: string } | null
}): string {
  return run.summary?.fingerprint ?? `${run.setup.setupFingerprint}·    `
}

function Fingerprint(): ReactElement {
  const first = useApp((s) => (s.run ? printOf(s.run) : '    ·    '))
  const second = useApp((s) => (s.other ? printOf(s.other) : null))
  return (
    <div className="field print">
      <div className="cap">{second ? 'Runs' : 'Run'}, the same in every browser</div>
      <div className="mono print-value" role="group" aria-label="Run fingerprint">
        {second ? (
          <>
            <b>1</b> {first} <b>2</b> {second}
          </>
        ) : (
          first
        )}
      </div>
    </div>
  )
}
