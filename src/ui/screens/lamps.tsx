/** The promises of the run at the cursor: a word each; a lamp opens the sentence why. */
import { type ReactElement, useState } from 'react'
import { type Lamp, lampsAt } from '../../analysis/lamps.ts'
import { capital } from '../../analysis/names.ts'
import { useApp, useAppStore, useSettledCursor } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'
import './lamps.css'

export function Lamps(): ReactElement | null {
  const run = useApp((s) => s.run)
  const own = useApp((s) => s.document?.checks)
  useApp((s) => s.grown)
  const cursor = useSettledCursor()
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  if (!run || run.setup.checks.length === 0) return null
  const lamps = lampsAt(run, run.trace.prefix(cursor))
  const shown = all
    ? lamps
    : lamps.filter(({ id, state }) => state === 'broken' || own?.includes(id))
  const folded = lamps.length - shown.length
  const opened = lamps.find(({ id }) => id === open)
  return (
    <div className="lamps">
      <div className="lamp-row">
        <h2>Promises</h2>
        {shown.map((lamp) => (
          <LampButton
            key={lamp.id}
            lamp={lamp}
            open={lamp.id === open}
            toggle={() => setOpen(lamp.id === open ? null : lamp.id)}
          />
        ))}
        {folded > 0 || all ? (
          <button type="button" className="lamp" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'fewer' : foldedWords(lamps, shown)}
          </button>
        ) : null}
      </div>
      {opened ? <Why lamp={opened} /> : null}
    </div>
  )
}

function foldedWords(lamps: readonly Lamp[], shown: readonly Lamp[]): string {
  const rest = lamps.filter((lamp) => !shown.includes(lamp))
  const kept = rest.filter(({ state }) => state === 'kept').length
  return `${rest.length} more promises, ${kept} kept so far`
}

const SIGNS = { 'not yet exercised': 'e-none', kept: 'e-ok', broken: 'e-drop' } as const

interface LampProps {
  readonly lamp: Lamp
  readonly open: boolean
  readonly toggle: () => void
}

function LampButton({ lamp, open, toggle }: LampProps): ReactElement {
  return (
    <button
      type="button"
      className={`lamp ${lamp.state === 'broken' ? 'broken' : ''}`}
      aria-expanded={open}
      title={`${lamp.says} ${capital(lamp.state)}.`}
      onClick={toggle}
    >
      <Glyph name={SIGNS[lamp.state]} size={14} />
      {lamp.id.replaceAll('-', ' ')}
      <span className="aside">
        ({lamp.state}). {lamp.says}
      </span>
    </button>
  )
}

function Why({ lamp }: { readonly lamp: Lamp }): ReactElement {
  const store = useAppStore()
  const { record } = lamp
  const go = (): void => {
    const { run, seek, select } = store.getState()
    if (!run || record === null) return
    seek(run.trace.cursorAfter(record))
    select({ entity: run.trace.nameOf(run.trace.entity(record)), record })
  }
  return (
    <p className="lamp-why">
      <b>
        {lamp.state === 'not yet exercised'
          ? 'Not yet exercised'
          : lamp.state === 'kept'
            ? 'Kept'
            : 'Broken'}
        .
      </b>{' '}
      {lamp.sentence ?? lamp.says}
      {lamp.times > 1 ? ` ${lamp.times} times by now.` : ''}{' '}
      {record !== null ? (
        <button type="button" className="text-button" onClick={go}>
          Show where
        </button>
      ) : null}
    </p>
  )
}
