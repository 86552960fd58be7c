/** The promises of the run at the cursor: a word each; a lamp opens the sentence why. */
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import { type Lamp, type LampState, type Promised, promisesAt } from '../../analysis/lamps.ts'
import { capital } from '../../analysis/names.ts'
import { OfFuture } from '../of-future.tsx'
import { useApp, useAppStore, useSettledCursor } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'
import './lamps.css'

export function Lamps(): ReactElement | null {
  const run = useApp((s) => s.run)
  const other = useApp((s) => s.other)
  const own = useApp((s) => s.document?.checks)
  useApp((s) => s.grown)
  const cursor = useSettledCursor()
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  if (!run || run.setup.checks.length === 0) return null
  const futures = other ? [run, other] : [run]
  const promises = promisesAt(
    futures.map(({ trace, setup }) => ({ trace, setup, prefix: trace.prefix(cursor) })),
  )
  // What is broken is never among those that there is no room for.
  const inOrder = [...promises.filter(isBroken), ...promises.filter((its) => !isBroken(its))]
  const shown = all ? inOrder : inOrder.filter((its) => isBroken(its) || own?.includes(its.id))
  const opened = promises.find(({ id }) => id === open)
  return (
    <div className={other ? 'lamps two' : 'lamps'}>
      <Row promises={promises} shown={shown} all={all} setAll={setAll}>
        {(promised, isBeyond) => (
          <LampButton
            key={promised.id}
            promised={promised}
            isBeyond={isBeyond}
            open={promised.id === open}
            toggle={() => setOpen(promised.id === open ? null : promised.id)}
          />
        )}
      </Row>
      {opened ? <Why promised={opened} /> : null}
    </div>
  )
}

const isBroken = ({ lamps }: Promised): boolean => lamps.some((lamp) => lamp?.state === 'broken')
const isKept = ({ lamps }: Promised): boolean => lamps.every((lamp) => lamp?.state === 'kept')
const stateOf = (lamp: Lamp | null): LampState | 'not promised' => lamp?.state ?? 'not promised'

/** `kept`; of two futures `future 1: kept, future 2: broken`. */
function stateWords({ lamps }: Promised): string {
  const of = (lamp: Lamp | null, i: number): string =>
    lamps.length > 1 ? `future ${i + 1}: ${stateOf(lamp)}` : stateOf(lamp)
  return lamps.map(of).join(', ')
}

interface RowProps {
  readonly promises: readonly Promised[]
  readonly shown: readonly Promised[]
  readonly all: boolean
  readonly setAll: (all: boolean) => void
  readonly children: (promised: Promised, isBeyond: boolean) => ReactElement
}

/** As many as one line has room for where height is short; how many there are besides stands behind them. */
function Row({ promises, shown, all, setAll, children }: RowProps): ReactElement {
  const [list, fits] = useFirstLine(shown.map((its) => `${its.id} ${stateWords(its)}`).join())
  const seen = all ? shown : shown.slice(0, fits)
  const rest = promises.filter((its) => !seen.includes(its))
  return (
    <div className={all ? 'lamp-row all' : 'lamp-row'}>
      <h2>Promises</h2>
      <div className="lamp-list" ref={list}>
        {shown.map((its) => children(its, !seen.includes(its)))}
      </div>
      {rest.length > 0 || all ? (
        <button type="button" className="lamp" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : <RestWords rest={rest} />}
        </button>
      ) : null}
    </div>
  )
}

function RestWords({ rest }: { readonly rest: readonly Promised[] }): ReactElement {
  const kept = rest.filter(isKept).length
  return (
    <span>
      {rest.length} more
      <span className="lamp-rest">
        , {kept} kept so far{rest[0]?.lamps.length === 2 ? ' in both' : ''}
      </span>
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

const SIGNS = {
  'not yet exercised': 'e-none',
  kept: 'e-ok',
  broken: 'e-drop',
  'not promised': 'e-none',
} as const

interface LampProps {
  readonly promised: Promised
  /** There is no room for it in the line. */
  readonly isBeyond: boolean
  readonly open: boolean
  readonly toggle: () => void
}

function LampButton({ promised, isBeyond, open, toggle }: LampProps): ReactElement {
  const { id, says, lamps } = promised
  return (
    <button
      type="button"
      className={`lamp ${isBroken(promised) ? 'broken' : ''} ${isBeyond ? 'beyond' : ''}`}
      aria-expanded={open}
      title={`${says} ${capital(stateWords(promised))}.`}
      onClick={toggle}
    >
      {lamps.map((lamp, i) => (
        <span key={i === 0 ? 'one' : 'two'} className="lamp-sign" aria-hidden="true">
          {lamps.length > 1 ? <i className="future-number">{i + 1}</i> : null}
          <Glyph name={SIGNS[stateOf(lamp)]} size={14} />
        </span>
      ))}
      {id.replaceAll('-', ' ')}
      <span className="aside">
        ({stateWords(promised)}). {says}
      </span>
    </button>
  )
}

/** Of one future its sentence; of two the promise, and a sentence for each. */
function Why({ promised }: { readonly promised: Promised }): ReactElement {
  const { says, lamps } = promised
  const [first] = lamps
  if (lamps.length === 1 && first)
    return (
      <p className="lamp-why">
        <LampSentence lamp={first} says={says} future={1} />
      </p>
    )
  return (
    <p className="lamp-why">
      {says}{' '}
      {lamps.map((lamp, i) => (
        <span key={i === 0 ? 'one' : 'two'} className="lamp-of">
          <OfFuture future={i === 0 ? 1 : 2} />{' '}
          {lamp ? (
            <LampSentence lamp={lamp} says="" future={i === 0 ? 1 : 2} />
          ) : (
            'Not promised with its switches.'
          )}
        </span>
      ))}
    </p>
  )
}

interface SentenceProps {
  readonly lamp: Lamp
  /** Where nothing is to be told of this run. */
  readonly says: string
  readonly future: 1 | 2
}

function LampSentence({ lamp, says, future }: SentenceProps): ReactElement {
  const store = useAppStore()
  const two = useApp((s) => s.other !== null)
  const { record } = lamp
  const go = (): void => {
    const { seek, select, ...state } = store.getState()
    const run = future === 2 ? state.other : state.run
    if (!run || record === null) return
    seek(run.trace.cursorAfter(record))
    const entity = run.trace.nameOf(run.trace.entity(record))
    select({ entity, record, ...(future === 2 ? { future } : {}) })
  }
  return (
    <>
      <b>{capital(lamp.state)}.</b> {lamp.sentence ?? says}
      {lamp.times > 1 ? ` ${lamp.times} times by now.` : ''}{' '}
      {record !== null ? (
        <button type="button" className="text-button" onClick={go}>
          Show where
          {two ? <span className="aside"> in future {future}</span> : null}
        </button>
      ) : null}
    </>
  )
}
