import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const memoryNotOvercommitted: Checker = {
  id: 'memory-not-overcommitted',
  says: 'Jobs and programs in the memory of a processor never need more than there is.',
  start(context, lamp) {
    const { memoryKB, jobKB } = context.switches
    if (typeof memoryKB !== 'number' || typeof jobKB !== 'number') return {}
    const used = new Map<EntityId, number>()
    /** The machine that the process is on: a process is its host's child. */
    const change = (process: EntityId, byKB: number): number => {
      const host = context.parentOf(process)
      const now = Math.max(0, (used.get(host) ?? 0) + byKB)
      used.set(host, now)
      return now
    }
    context.observe([Kind.jobInMemory], ({ entity, a, b, index }) => {
      lamp.exercised()
      const now = change(entity, b)
      if (now <= memoryKB) return
      const name = context.nameOf(entity)
      lamp.broken(`${name} took job ${a} in: ${now} KB are needed, of ${memoryKB}.`, index)
    })
    context.observe([Kind.jobFinished], ({ entity }) => void change(entity, -jobKB))
    context.observe([Kind.textDropped], ({ entity, b }) => void change(entity, -b))
    context.observe([Kind.crash], ({ entity }) => void used.delete(entity))
    return {}
  },
}
