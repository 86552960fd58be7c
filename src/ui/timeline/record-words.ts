/** A record in a few words: when, what, about whom. */
import { CHANGE, fieldInfo } from '../../trace/fields.ts'
import { kindInfo } from '../../trace/kinds.ts'
import type { RecordIndex } from '../../trace/record.ts'
import type { RunView } from '../store/app-state.ts'

export function recordWords(run: RunView, index: RecordIndex): string {
  const { trace } = run
  const kind = trace.kind(index)
  const info = kind >= CHANGE ? fieldInfo(kind - CHANGE) : kindInfo(kind)
  const what = (info?.name ?? 'record').replace(/([A-Z])/g, (c) => ` ${c.toLowerCase()}`)
  return `${(trace.time(index) / 1e6).toFixed(4)} ms, ${what}, ${trace.nameOf(trace.entity(index))}`
}
