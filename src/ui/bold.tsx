import { Fragment, type ReactElement } from 'react'

/** Text in which **bold** is the only mark; it never becomes HTML. */
export function Bold({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split('**').map((part, i) =>
        // The parts of one text never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        i % 2 === 1 ? <b key={i}>{part}</b> : <Fragment key={i}>{part}</Fragment>,
      )}
    </>
  )
}
