/** The promises of the run at the cursor: a word each; a lamp opens the sentence why. */
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
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
  // What is broken is never among those that there is no room for.
  const inOrder = [...lamps.filter(isBroken), ...lamps.filter((lamp) => !isBroken(lamp))]
  const shown = all ? inOrder : inOrder.filter((lamp) => isBroken(lamp) || own?.includes(lamp.id))
  const opened = lamps.find(({ id }) => id === open)
  return (
    <div className="lamps">
      <Row lamps={lamps} shown={shown} all={all} setAll={setAll}>
        {(lamp, isBeyond) => (
          <LampButton
            key={lamp.id}
            lamp={lamp}
            isBeyond={isBeyond}
            open={lamp.id === open}
            toggle={() => setOpen(lamp.id === open ? null : lamp.id)}
          />
        )}
      </Row>
      {opened ? <Why lamp={opened} /> : null}
    </div>
  )
}

const isBroken = ({ state }: Lamp): boolean => state === 'broken'

interface RowProps {
  readonly lamps: readonly Lamp[]
  readonly shown: readonly Lamp[]
  readonly all: boolean
  readonly setAll: (all: boolean) => void
  readonly children: (lamp: Lamp, isBeyond: boolean) => ReactElement
}

/** As many as one line has room for where height is short; how many there are besides stands behind them. */
function Row({ lamps, shown, all, setAll, children }: RowProps): ReactElement {
  const [list, fits] = useFirstLine(shown.map(({ id, state }) => `${id} ${state}`).join())
  const seen = all ? shown : shown.slice(0, fits)
  const rest = lamps.filter((lamp) => !seen.includes(lamp))
  return (
    <div className={all ? 'lamp-row all' : 'lamp-row'}>
      <h2>Promises</h2>
      <div className="lamp-list" ref={list}>
        {shown.map((lamp) => children(lamp, !seen.includes(lamp)))}
      </div>
      {rest.length > 0 || all ? (
        <button type="button" className="lamp" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : <RestWords rest={rest} />}
        </button>
      ) : null}
    </div>
  )
}

function RestWords({ rest }: { readonly rest: readonly Lamp[] }): ReactElement {
  const kept = rest.filter(({ state }) => state === 'kept').length
  return (
    <span>
      {rest.length} more<span className="lamp-rest">, {kept} kept so far</span>
    </span>
  )
}

/** A ref for a list that may be cut after its first line, and how many of `what` stand in that. */
function useFirstLine(what: string): [RefObject<HTMLDivElement | null>, number] {
  const list = useRef<HTMLDivElement>(null)
  const [fits, setFits] = useState(Number.POSITIVE_INFINITY)
  useEffect(() => {
    const element = list.current
    if (!element || what === '') return
    const observer = new ResizeObserver(() => {
      const tops = [...element.children].map((child) => child.getBoundingClientRect().top)
      const under = tops.findIndex((top) => top > (tops[0] as number) + 2)
      const isCut = element.clientHeight > 0
      setFits(isCut && under > 0 ? under : Number.POSITIVE_INFINITY)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [what])
  return [list, fits]
}

const SIGNS = { 'not yet exercised': 'e-none', kept: 'e-ok', broken: 'e-drop' } as const

interface LampProps {
  readonly lamp: Lamp
  /** There is no room for it in the line. */
  readonly isBeyond: boolean
  readonly open: boolean
  readonly toggle: () => void
}

function LampButton({ lamp, isBeyond, open, toggle }: LampProps): ReactElement {
  return (
    <button
      type="button"
      className={`lamp ${isBroken(lamp) ? 'broken' : ''} ${isBeyond ? 'beyond' : ''}`}
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
