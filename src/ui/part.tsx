/**
 * A part of the page that is loaded when it is wanted. React's own Suspense holds a revealed part back for 300 ms,
 * so that screens do not flicker; here nothing flickers, and the reader waits for the first frame of a run.
 */
import { type ComponentType, type ReactElement, type ReactNode, useEffect, useState } from 'react'

export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode = null,
): (props: Props) => ReactElement {
  let Loaded: ComponentType<Props> | null = null
  return function Part(props: Props): ReactElement {
    const [, arrived] = useState(false)
    useEffect(() => {
      if (Loaded) return
      load().then(
        (its) => {
          Loaded = its
          arrived(true)
        },
        (error: unknown) =>
          arrived(() => {
            throw error
          }),
      )
    }, [])
    return Loaded ? <Loaded {...props} /> : <>{placeholder}</>
  }
}
