import { useEffect } from 'react'
import { useApp, useAppStore, useRunHere } from '../store/context.ts'
import { chainOf } from '../store/store.ts'

/** The numbers of the causes follow the playhead, also where no inspector is on the screen to list them. */
export function ChainHere(): null {
  const store = useAppStore()
  const selection = useApp((s) => s.selection)
  const prefix = useRunHere()?.prefix
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chain is another at another instant.
  useEffect(() => {
    const state = store.getState()
    const now = chainOf(state, selection)
    if (now.join() !== state.chain.join()) store.setState({ chain: now, link: 0 })
  }, [store, selection, prefix])
  return null
}
