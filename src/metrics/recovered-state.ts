/** In which state a machine finds its disks after a crash: one metric, whatever it keeps on them. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { stableState } from './stable-storage.ts'
import { workState } from './work.ts'

/** The first that has something to say. */
const READERS: readonly ((context: FoldContext) => () => string | null)[] = [stableState, workState]

export const recoveredState: Metric = {
  name: 'recoveredState',
  start(context) {
    const readers = READERS.map((reader) => reader(context))
    return () => {
      for (const reader of readers) {
        const state = reader()
        if (state !== null) return state
      }
      return null
    }
  },
}
