/**
 * A part of the page that is loaded when it is wanted. React's own Suspense holds a revealed part back for 300 ms,
 * so that screens do not flicker; here nothing flickers, and the reader waits for the first frame of a run.
 */
import { type ComponentType, type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { Boundary } from './boundary.tsx'

export interface Part<Props extends object> {
  (props: Props): ReactElement
  /** Loads it before it is drawn. */
  ahead(): Promise<void>
}

export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode = null,
): Part<Props> {
  let Loaded: ComponentType<Props> | null = null
  const ahead = async (): Promise<void> => {
    Loaded ??= await load()
  }
  function Part(props: Props): ReactElement {
    const [, arrived] = useState(false)
    useEffect(() => {
      if (Loaded) return
      ahead().then(
        () => arrived(true),
        (error: unknown) =>
          arrived(() => {
            throw error
          }),
      )
    }, [])
    return Loaded ? <Loaded {...props} /> : <>{placeholder}</>
  }
  const Safe = (props: Props): ReactElement => (
    <Boundary>
      <Part {...props} />
    </Boundary>
  )
  return Object.assign(Safe, { ahead })
}
