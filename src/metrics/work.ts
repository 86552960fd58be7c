/** What is left of work that was several writes, and how long it took until somebody could look. */
import type { Emission, FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
/** Names of the numbers that work writes, in their order. */
const ITEMS = ['debit', 'credit', 'log', 'receipt', 'index', 'counter']

interface Found {
  readonly before: readonly number[]
  readonly planned: readonly number[]
  /** As the last audit found them; null where there was none. */
  readonly numbers: readonly (number | undefined)[] | null
  readonly accounts: number
}

function lastAudit(context: FoldContext): () => Found {
  let accounts = 0
  const before: number[] = []
  const planned: number[] = []
  let reading: (number | undefined)[] = []
  let numbers: (number | undefined)[] | null = null
  context.observe([Kind.workBegun], ({ b }) => {
    accounts = b
  })
  context.observe([Kind.workBefore], ({ a, b }) => {
    before[a] = b
  })
  context.observe([Kind.workPlanned], ({ a, b }) => {
    planned[a] = b
  })
  context.observe([Kind.numberFound], ({ a, b }) => {
    reading[a] = b
  })
  context.observe([Kind.numberMissing], ({ a }) => {
    reading[a] = undefined
  })
  context.observe([Kind.audited], () => {
    numbers = Array.from(reading)
    reading = []
  })
  return () => ({ before, planned, numbers, accounts })
}

/**
 * `before`, `after`, or which of the writes are found: `debit`, `debit-and-log`. `garbled` where a number is neither
 * old nor new, `nothing-left` where none can be read; null where nobody has looked.
 */
export function workState(context: FoldContext): () => string | null {
  const ask = lastAudit(context)
  return () => {
    const { before, planned, numbers } = ask()
    if (numbers === null) return null
    if (planned.length === 0)
      return numbers.every((each) => each === undefined) ? 'nothing-left' : 'before'
    if (planned.every((_, item) => numbers[item] === undefined)) return 'nothing-left'
    const done = planned.flatMap((number, item) => (numbers[item] === number ? [item] : []))
    const isStrange = planned.some(
      (number, item) => numbers[item] !== number && numbers[item] !== before[item],
    )
    if (isStrange) return 'garbled'
    if (done.length === 0) return 'before'
    if (done.length === planned.length) return 'after'
    return `${done.map((item) => ITEMS[item] ?? `number-${item + 1}`).join('-and-')}${done.length === 1 ? '-only' : ''}`
  }
}

/** By how much the accounts together are off what they were; null where nobody has looked, or not all can be read. */
export function workError(context: FoldContext): () => number | null {
  const ask = lastAudit(context)
  return () => {
    const { before, numbers, accounts } = ask()
    if (numbers === null || before.length === 0) return null
    let off = 0
    for (let item = 0; item < accounts; item++) {
      const number = numbers[item]
      if (number === undefined) return null
      off += number - (before[item] ?? 0)
    }
    return off
  }
}

/** From the restart of a machine until its server has put its disk right; of several the longest. */
export function workRecovery(context: FoldContext): () => number | null {
  return longestRecovery(context, Kind.mounted, ({ b }) => b === 1)
}

/** From the restart of a machine until its file server knows where its files are. */
export function fileRecovery(context: FoldContext): () => number | null {
  return longestRecovery(context, Kind.mapRead, () => true)
}

function longestRecovery(
  context: FoldContext,
  ended: number,
  counts: (emission: Emission) => boolean,
): () => number | null {
  const since = new Map<EntityId, number>()
  let longest: number | null = null
  context.observe([Kind.reboot], ({ entity, time }) => since.set(entity, time))
  context.observe([ended], (emission) => {
    const from = since.get(context.parentOf(emission.entity))
    if (from === undefined || !counts(emission)) return
    longest = Math.max(longest ?? 0, (emission.time - from) / NS_PER_MS)
  })
  return () => longest
}
