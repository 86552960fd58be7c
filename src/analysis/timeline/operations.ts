/** Kinds that open and close a span of a program's work, which it tells an onlooker. */
import { Kind } from '../../trace/kinds.ts'

export const OPERATION_OPENS: ReadonlySet<number> = new Set([
  Kind.stablePutOpen,
  Kind.stableGetOpen,
  Kind.cleanupOpen,
  Kind.recoveryOpen,
  Kind.jobOpen,
])
export const OPERATION_CLOSES: ReadonlySet<number> = new Set([
  Kind.stablePutClose,
  Kind.stableGetClose,
  Kind.cleanupClose,
  Kind.recoveryClose,
  Kind.jobClose,
])
