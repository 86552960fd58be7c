/** In which state a machine finds its disks after a crash, and how soon: the same metrics, whatever it keeps on them. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { directoryState } from './directories.ts'
import { stableState } from './stable-storage.ts'
import { bankError, bankRecovery, transactionState } from './transactions.ts'
import { versionState } from './versions.ts'
import { fileRecovery, workError, workRecovery, workState } from './work.ts'

type Reader<Value> = (context: FoldContext) => () => Value | null

/** The first that has something to say. */
function firstOf<Value extends string | number>(
  name: string,
  readers: readonly Reader<Value>[],
): Metric {
  return {
    name,
    start(context) {
      const asked = readers.map((reader) => reader(context))
      return () => {
        for (const ask of asked) {
          const value = ask()
          if (value !== null) return value
        }
        return null
      }
    },
  }
}

export const recoveredState = firstOf<string>('recoveredState', [
  transactionState,
  stableState,
  workState,
  directoryState,
  versionState,
])
/** By how much accounts are off what they should hold. */
export const balanceErrorUnits = firstOf<number>('balanceErrorUnits', [bankError, workError])
/** From the restart of a machine until its server has put its disks right. */
export const recoveryMs = firstOf<number>('recoveryMs', [bankRecovery, workRecovery, fileRecovery])
