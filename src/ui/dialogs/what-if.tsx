/** What can be done to the selection at this instant; greyed when it would change nothing. */
import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { moment } from '../../analysis/numbers.ts'
import {
  type ChosenAmount,
  cableMenu,
  type WhatIf,
  type WhatIfMenu,
  whatIf,
} from '../../analysis/what-if.ts'
import { Button } from '../button.tsx'
import type { RunView, Store } from '../store/app-state.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { ActWithAmount, readAmount } from './act-with-amount.tsx'
import { Dialog } from './dialog.tsx'

function placeOf(run: RunView, { cursor }: Store): Parameters<typeof whatIf>[0] {
  const { trace, setup } = run
  return { trace, setup, prefix: trace.prefix(cursor), time: Math.round(cursor.time) }
}

/** The frames that are on the cable, or come next: what one most often wants to lose. */
function menuOf(state: Store): WhatIfMenu | null {
  const { run, selection } = state
  if (!run) return null
  return selection ? whatIf(placeOf(run, state), selection.entity) : null
}

export function WhatIfDialog(): ReactElement | null {
  const store = useAppStore()
  const state = store.getState()
  useApp((s) => s.grown)
  useApp((s) => s.selection)
  if (!state.run) return null
  const menu = menuOf(state)
  return (
    <Dialog title="What if">
      <p>
        At {moment(state.cursor.time)}
        {state.other ? ' in future 1' : ''}
        {menu ? (
          <>
            , to <b>{menu.title}</b>:
          </>
        ) : (
          '. Choose what to do it to:'
        )}
      </p>
      {state.selection?.future === 2 ? (
        <p>It is selected in future 2; what is done here is done to future 1.</p>
      ) : null}
      {menu ? <Acts choices={menu.choices} /> : <Targets />}
      {state.run.setup.hosts.length > 1 ? <CableActs /> : null}
    </Dialog>
  )
}

function Acts({ choices }: { readonly choices: readonly WhatIf[] }): ReactElement {
  const acts = useRef<HTMLDivElement>(null)
  // The button that chose whom to do it to is gone, and the keyboard's place with it.
  useEffect(() => {
    if (document.activeElement === document.body) acts.current?.querySelector('button')?.focus()
  }, [])
  return (
    <div className="acts" ref={acts}>
      {choices.map((choice) =>
        choice.amount && choice.vain === null ? (
          <ActWithAmount key={choice.label} choice={choice} amount={choice.amount} />
        ) : (
          <Act key={choice.label} choice={choice} />
        ),
      )}
    </div>
  )
}

function Act({ choice }: { readonly choice: WhatIf }): ReactElement {
  const store = useAppStore()
  return (
    <button
      type="button"
      className="act"
      aria-disabled={choice.vain !== null}
      onClick={() => {
        if (choice.vain === null) store.getState().intervene(choice.intervention)
      }}
    >
      {choice.label}
      {choice.vain === null ? null : <small>would change nothing: {choice.vain}</small>}
    </button>
  )
}

function Targets(): ReactElement {
  const store = useAppStore()
  const hosts = useApp((s) => s.run?.setup.hosts)
  return (
    <div className="acts">
      {hosts?.map(({ name, roleLabel }) => (
        <button
          type="button"
          key={name}
          className="act"
          onClick={() => store.getState().select({ entity: name })}
        >
          {name} <small>{roleLabel}</small>
        </button>
      ))}
    </div>
  )
}

const onCable = (most: number): ChosenAmount => ({
  unit: 'm',
  usual: most / 2,
  counts: 1,
  joined: 'at',
  most,
})

/** The cable is everybody's, so it can always be cut, at a metre that is typed. */
function CableActs(): ReactElement | null {
  const store = useAppStore()
  const id = useId()
  const state = store.getState()
  const metres = state.run?.setup.cable.metres ?? 0
  const [metre, setMetre] = useState(String(Math.round(metres / 2)))
  if (!state.run) return null
  const { value, problem } = readAmount(metre, 'cut', onCable(metres))
  const { choices } = cableMenu(placeOf(state.run, state), value ?? 0)
  const [cut, heal] = choices
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (cut && cut.vain === null && value !== null) store.getState().intervene(cut.intervention)
  }
  return (
    <form className="row" onSubmit={submit}>
      <label>
        The cable, at metre{' '}
        <input
          className="link-text metre"
          inputMode="numeric"
          value={metre}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          onChange={(event) => setMetre(event.target.value)}
        />
      </label>
      <Button look="line" type="submit" disabled={cut?.vain !== null || value === null}>
        Cut it
      </Button>
      <Button
        look="line"
        disabled={heal?.vain !== null}
        onClick={() => heal && store.getState().intervene(heal.intervention)}
      >
        Mend it
      </Button>
      {problem === null ? null : (
        <p id={id} role="status">
          {problem}
        </p>
      )}
    </form>
  )
}
