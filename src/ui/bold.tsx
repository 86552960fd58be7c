import { Fragment, type ReactElement } from 'react'
import { figuresIn } from '../analysis/numbers.ts'

/** Text in which **bold** is the only mark; it never becomes HTML. */
export function Bold({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split('**').map((part, i) =>
        // The parts of one text never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        i % 2 === 1 ? <b key={i}>{whole(part)}</b> : <Fragment key={i}>{whole(part)}</Fragment>,
      )}
    </>
  )
}

/** A figure and its unit are not parted by the end of a line. */
function whole(text: string): (string | ReactElement)[] {
  return figuresIn(text).map((part, i) =>
    i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={i} className="unparted">
        {part}
      </span>
    ) : (
      part
    ),
  )
}
