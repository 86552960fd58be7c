/** An act of which one says how much: Enter in the field does it too. */
import { type FormEvent, type ReactElement, useId, useState } from 'react'
import { grouped } from '../../analysis/numbers.ts'
import type { ChosenAmount, WhatIf } from '../../analysis/what-if.ts'
import { AMOUNTS } from '../../scenarios/document/words.ts'
import { useAppStore } from '../store/context.ts'

interface Props {
  readonly choice: WhatIf
  readonly amount: ChosenAmount
}

interface Reading {
  /** As an intervention counts it; null when it cannot be done. */
  readonly value: number | null
  /** Why it cannot. */
  readonly problem: string | null
}

/** What was typed, held against the range that a link's intervention has. */
export function readAmount(typed: string, action: string, amount: ChosenAmount): Reading {
  const rule = AMOUNTS[action as keyof typeof AMOUNTS]
  const { unit, counts, idle } = amount
  const min = (rule?.min ?? 0) / counts
  const max = amount.most ?? (rule?.max ?? 1e9) / counts
  const no = (problem: string): Reading => ({ value: null, problem })
  const number = Number(typed.trim().replace(',', '.'))
  if (typed.trim() === '' || !(number >= min && number <= max))
    return no(
      `Write a number from ${min} to ${grouped(max)}${amount.most === undefined ? ` ${unit}` : ''}.`,
    )
  if (amount.most !== undefined && !Number.isInteger(number)) return no('Write a whole number.')
  if (idle && number === idle.amount) return no(`It would change nothing: ${idle.vain}.`)
  // A link writes what it counts in whole numbers.
  return { value: Math.round(number * counts), problem: null }
}

export function ActWithAmount({ choice, amount }: Props): ReactElement {
  const store = useAppStore()
  const id = useId()
  const [typed, setTyped] = useState(String(amount.usual))
  const { value, problem } = readAmount(typed, choice.intervention.action, amount)
  const act = (event: FormEvent): void => {
    event.preventDefault()
    if (value !== null) store.getState().intervene({ ...choice.intervention, amount: value })
  }
  return (
    <form className="act-much" onSubmit={act} noValidate>
      <button type="submit" className="act" aria-disabled={value === null}>
        {choice.label}
      </button>
      <label>
        <span className="aside">{choice.label} </span>
        {amount.joined}{' '}
        <input
          className="link-text"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          onChange={(event) => setTyped(event.target.value)}
        />{' '}
        {amount.unit}
      </label>
      {problem === null ? null : (
        <p id={id} role="status">
          {problem}
        </p>
      )}
    </form>
  )
}
