/** A dialog of the browser's own: it traps focus, closes on Esc, and gives focus back. */
import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '../button.tsx'
import { useAppStore } from '../store/context.ts'

export function Dialog({
  title,
  wide = false,
  children,
}: {
  readonly title: string
  /** As wide as a picture wants it. */
  readonly wide?: boolean
  readonly children: ReactNode
}): ReactElement {
  const store = useAppStore()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
  }, [])
  const close = (): void => store.getState().show(null)
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id={id}>{title}</h2>
      </header>
      {children}
      <Button className="dialog-close" onClick={close}>
        Close
      </Button>
    </dialog>
  )
}
