/** With nothing selected, what there is to select. */
import type { ReactElement } from 'react'
import { metresWords } from '../../analysis/numbers.ts'
import { useApp, useAppStore } from '../store/context.ts'

export function Things(): ReactElement {
  const store = useAppStore()
  const hosts = useApp((s) => s.run?.setup.hosts)
  const cable = useApp((s) => s.run?.setup.cable)
  return (
    <>
      <p className="inspect-note">
        Select a machine, a process, a frame or a mark to see what is in it and why it happened.
      </p>
      <ul className="things">
        {hosts?.map(({ name, roleLabel }) => (
          <li key={name}>
            <button
              type="button"
              className="thing-button"
              onClick={() => store.getState().select({ entity: name })}
            >
              <b>{name}</b> {roleLabel}
            </button>
          </li>
        ))}
        {cable && hosts && hosts.length > 1 ? (
          <li>
            <button
              type="button"
              className="thing-button"
              onClick={() => store.getState().select({ entity: 'cable' })}
            >
              <b>Cable</b> {metresWords(cable.metres)}
            </button>
          </li>
        ) : null}
      </ul>
    </>
  )
}
