/** What a student may turn, one line each, in a drawer under the story's title. */
import { type ReactElement, useEffect, useState } from 'react'
import type { ChoiceSwitch, NumberSwitch, Switch } from '../../scenarios/document/document.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { Button } from '../button.tsx'
import { useApp, useAppStore } from '../store/context.ts'

/** More lines than this would push the figures below out of sight. */
const OPEN_AT_MOST = 7

export function Switches(): ReactElement | null {
  const store = useAppStore()
  const document = useApp((s) => s.document)
  const played = useApp((s) => s.played)
  const refused = useApp((s) => s.refused)
  const turned = useApp((s) => s.tuple?.switches)
  const [open, setOpen] = useState(!played && (document?.switches.length ?? 0) <= OPEN_AT_MOST)
  useEffect(() => {
    if (played) setOpen(false)
  }, [played])
  if (!document || document.switches.length === 0) return null
  const changed = document.switches.filter(
    ({ key, default: usual }) => turned?.[key] !== undefined && turned[key] !== usual,
  )
  const reset = (): void => {
    for (const { key, default: usual } of changed) store.getState().turn(key, usual)
  }
  return (
    <details
      className="drawer switches"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        Switches
        <small>
          {changed.length === 0
            ? `${document.switches.length}, as they were`
            : `${changed.length} turned`}
        </small>
      </summary>
      {document.switches.map((each) => (
        <SwitchLine
          key={each.key}
          its={each}
          value={turned?.[each.key] ?? each.default}
          pair={each.key === document.pair}
        />
      ))}
      {changed.length > 0 ? (
        <Button look="line" onClick={reset}>
          All as they were
        </Button>
      ) : null}
      {refused === null ? null : <p className="refused">{refused}</p>}
    </details>
  )
}

interface LineProps<T extends Switch> {
  readonly its: T
  readonly value: SwitchValue
  readonly pair: boolean
}

function SwitchLine({ its, value, pair }: LineProps<Switch>): ReactElement {
  return its.kind === 'choice' ? (
    <ChoiceLine its={its} value={value} pair={pair} />
  ) : (
    <NumberLine its={its} value={value} pair={pair} />
  )
}

const SEGMENTS_MAX = 26

function ChoiceLine({ its, value, pair }: LineProps<ChoiceSwitch>): ReactElement {
  const store = useAppStore()
  const { key, label, says, values, fix } = its
  const short = values.reduce((sum, each) => sum + each.label.length, 0) <= SEGMENTS_MAX
  if (!short)
    return (
      <label className="switch" title={says}>
        <span className="switch-name">{label}</span>
        <select
          value={String(value)}
          onChange={(event) => store.getState().turn(key, event.target.value)}
        >
          {values.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
              {pair && each.value === fix ? ' (the fix)' : ''}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <fieldset className="switch" title={says}>
      <legend className="switch-name">{label}</legend>
      <span className="seg">
        {values.map((each) => (
          <label key={each.value} className={String(value) === each.value ? 'on' : ''}>
            <input
              type="radio"
              className="aside"
              name={`switch-${key}`}
              checked={String(value) === each.value}
              onChange={() => store.getState().turn(key, each.value)}
            />
            {each.label}
            {pair && each.value === fix ? <em>fix</em> : null}
          </label>
        ))}
      </span>
    </fieldset>
  )
}

const TURN_MS = 120

/** The number follows the hand at once; the run follows when the hand rests. */
function NumberLine({ its, value }: LineProps<NumberSwitch>): ReactElement {
  const store = useAppStore()
  const { key, label, says, min, max, step, unit } = its
  const [shown, setShown] = useState(Number(value))
  useEffect(() => setShown(Number(value)), [value])
  useEffect(() => {
    if (shown === Number(value)) return undefined
    const timer = setTimeout(() => store.getState().turn(key, shown), TURN_MS)
    return () => clearTimeout(timer)
  }, [shown, value, key, store])
  return (
    <label className="switch" title={says}>
      <span className="switch-name">{label}</span>
      <input
        type="range"
        className="slider"
        min={min}
        max={max}
        step={step}
        value={shown}
        aria-valuetext={`${shown} ${unit}`}
        onChange={(event) => setShown(Number(event.target.value))}
      />
      <output className="num">
        {shown}
        {unit === '' ? '' : ` ${unit}`}
      </output>
    </label>
  )
}
