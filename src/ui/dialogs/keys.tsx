import { Fragment, type ReactElement } from 'react'
import { Button } from '../button.tsx'
import { KEYS } from '../keyboard.ts'
import { useApp, useAppStore } from '../store/context.ts'
import type { Theme } from '../theme/first-theme.ts'
import { Dialog } from './dialog.tsx'

const THEMES: readonly Theme[] = ['light', 'dark', 'projector']

/** The same table that the keyboard works by. */
export function KeysDialog(): ReactElement {
  const store = useAppStore()
  const singleKeys = useApp((s) => s.singleKeys)
  const theme = useApp((s) => s.theme)
  return (
    <Dialog title="Keys and help">
      <table className="keys">
        <tbody>
          {KEYS.map(({ shown, does }) => (
            <tr key={does}>
              <th scope="row">
                {shown.map((key) => (
                  <Fragment key={key}>
                    <kbd>{key}</kbd>{' '}
                  </Fragment>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="tickbox">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => store.getState().setSingleKeys(event.target.checked)}
        />
        Single letters and signs work as keys
      </label>
      <div className="row">
        <span>Theme</span>
        {THEMES.map((each) => (
          <Button
            key={each}
            look={each === theme ? 'solid' : 'line'}
            aria-pressed={each === theme}
            onClick={() => store.getState().setTheme(each)}
          >
            {each}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}
