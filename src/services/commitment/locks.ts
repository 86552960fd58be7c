/** Locks of one participant: an item is one transaction's until it ends, and who comes meanwhile waits in order. */
import type { Step } from '../../engine/program.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Notice, State, type Thing } from '../../kernel/things.ts'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { branchOf, type Tid } from './transaction.ts'

/** A request that waits: for a transaction, or of somebody who only wants to see the item, 0. */
export interface Waiting {
  readonly from: Pid
  readonly tid: Tid
  readonly text: string
}

const lockOf = (item: string): Thing => ({ type: 'lock', name: item })

export class Locks {
  private readonly holders = new Map<string, Tid>()
  private readonly queues = new Map<string, Waiting[]>()

  isFree(item: string, tid: Tid): boolean {
    const holder = this.holders.get(item)
    return holder === undefined || holder === tid
  }

  *take(item: string, tid: Tid): Step {
    if (this.holders.get(item) === tid) return
    this.holders.set(item, tid)
    yield* State(lockOf(item), Field.lockHolder, branchOf(tid), -1)
  }

  *wait(item: string, request: Waiting): Step {
    const queue = this.queues.get(item) ?? []
    this.queues.set(item, queue)
    queue.push(request)
    yield* Notice(Kind.lockAwaited, lockOf(item), { process: request.from }, queue.length)
    yield* State(lockOf(item), Field.lockWaiters, queue.length, 0)
    const holder = this.holders.get(item)
    if (request.tid > 0 && holder !== undefined)
      yield* Notice(Kind.lockWaitsFor, lockOf(item), request.tid, holder)
  }

  /** For the onlooker: somebody is told what an item is. */
  *seen(item: string, by: Pid): Step {
    yield* Notice(Kind.itemSeen, lockOf(item), { process: by })
  }

  /** Of all that it holds. */
  *release(tid: Tid): Step<readonly string[]> {
    const items = [...this.holders].filter(([, holder]) => holder === tid).map(([item]) => item)
    for (const item of items) {
      this.holders.delete(item)
      yield* State(lockOf(item), Field.lockHolder, -1, -1)
    }
    return items
  }

  /** The next request whose turn it is, taken off the queue; null while the item is held or nobody waits. */
  *next(item: string): Step<Waiting | null> {
    const queue = this.queues.get(item) ?? []
    const first = queue[0]
    if (!first || !this.isFree(item, first.tid)) return null
    queue.shift()
    yield* State(lockOf(item), Field.lockWaiters, queue.length, 0)
    yield* Notice(Kind.lockGranted, lockOf(item), { process: first.from })
    return first
  }
}
