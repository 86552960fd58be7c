/** A part of the screen that is mounted in its turn, after the stage has been drawn. */
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { inItsTurn } from './turns.ts'

export function Later({ children }: { readonly children: ReactNode }): ReactElement | null {
  const [here, come] = useState(false)
  useEffect(() => inItsTurn(() => come(true)), [])
  return here ? <>{children}</> : null
}
