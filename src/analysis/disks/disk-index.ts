/**
 * What the views of disks ask of a trace: the blocks that programs have named, disk by disk, and what bytes mean.
 * Each record is looked at once, as the trace grows.
 */
import { BLOCK_STATES, CHANGE, Field } from '../../trace/fields.ts'
import { DiskEnd, Kind } from '../../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { perTrace } from '../per-trace.ts'
import { BlockHistory } from './block-history.ts'

const GOOD = BLOCK_STATES.indexOf('good')

interface Told {
  readonly record: RecordIndex
  readonly words: string
}
export interface NamedBlock {
  readonly entity: EntityId
  readonly block: number
  /** Its names, in order: a program may use a block for something else later. */
  readonly labels: Told[]
}

class DiskIndex {
  private readonly trace: Trace
  private done = 0
  private readonly blocks = new Map<EntityId, NamedBlock[]>()
  private readonly known = new Map<EntityId, NamedBlock>()
  private readonly places = new Map<EntityId, Map<number, NamedBlock>>()
  /** By block, by hash. */
  private readonly meanings = new Map<EntityId, Map<number, Told>>()
  /** Blocks that are not good, disk by disk: from which record on, how many. */
  private readonly bad = new Map<
    EntityId,
    { readonly record: RecordIndex; readonly count: number }[]
  >()
  private readonly badNow = new Set<EntityId>()
  /** The accesses of each disk, in order. */
  private readonly accesses = new Map<EntityId, RecordIndex[]>()
  private readonly histories = new Map<EntityId, BlockHistory>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  update(prefix: number): this {
    const stop = Math.min(prefix, this.trace.length)
    for (; this.done < stop; this.done++) this.take(this.done)
    return this
  }

  private take(record: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(record)
    if (kind === Kind.blockNamed) this.name(record)
    else if (kind === CHANGE + Field.blockState) this.judge(record)
    else if (kind === Kind.diskOpen) pushTo(this.accesses, trace.entity(record), record)
    else if (kind === Kind.diskClose) this.accessed(record)
    else if (kind === Kind.blockTorn || kind === Kind.blockDecayed) {
      const mark = kind === Kind.blockTorn ? 'torn' : 'decayed'
      this.historyOf(trace.entity(record)).add(record, trace.a(record), mark)
    } else if (kind === Kind.diskReplaced) this.historyOf(trace.entity(record)).replaced(record)
    else if (kind === Kind.contentNamed) {
      const block = trace.entity(record)
      const words = this.meanings.get(block) ?? new Map<number, Told>()
      this.meanings.set(block, words)
      const hash = trace.a(record)
      if (!words.has(hash)) words.set(hash, { record, words: trace.string(trace.b(record)) })
    }
  }

  /**
   * A disk has one access at a time: the one that was opened last. A write that the power cuts short has been done
   * where the block holds something else than it did, and is not torn.
   */
  private accessed(record: RecordIndex): void {
    const { trace } = this
    const disk = trace.entity(record)
    const open = this.accesses.get(disk)?.at(-1)
    if (open === undefined) return
    const end = trace.a(record)
    const history = this.historyOf(disk)
    const differs = history.holds(trace.a(open), trace.b(record))
    const isWrite = trace.b(open) === 1
    const isDone =
      end === DiskEnd.done ||
      (isWrite ? end === DiskEnd.powerLost && differs : end === DiskEnd.badChecksum)
    if (isDone) history.add(record, trace.a(open), isWrite ? 'written' : 'read')
  }

  historyOf(disk: EntityId): BlockHistory {
    const history = this.histories.get(disk) ?? new BlockHistory()
    this.histories.set(disk, history)
    return history
  }

  private name(record: RecordIndex): void {
    const { trace } = this
    const entity = trace.entity(record)
    const told = { record, words: trace.string(trace.b(record)) }
    const known = this.known.get(entity)
    if (known) return void known.labels.push(told)
    const named: NamedBlock = { entity, block: trace.a(record), labels: [told] }
    this.known.set(entity, named)
    const disk = trace.parentOf(entity)
    pushTo(this.blocks, disk, named)
    const places = this.places.get(disk) ?? new Map<number, NamedBlock>()
    this.places.set(disk, places.set(named.block, named))
  }

  private judge(record: RecordIndex): void {
    const { trace } = this
    const block = trace.entity(record)
    const isBad = trace.b(record) !== GOOD
    if (isBad === this.badNow.has(block)) return
    if (isBad) this.badNow.add(block)
    else this.badNow.delete(block)
    const disk = trace.parentOf(block)
    const before = this.bad.get(disk)?.at(-1)?.count ?? 0
    pushTo(this.bad, disk, { record, count: before + (isBad ? 1 : -1) })
  }

  /** How many of a disk's named blocks are not good. */
  badOf(disk: EntityId, prefix: number): number {
    const list = this.bad.get(disk) ?? []
    return list[countBelow(list, prefix, ({ record }) => record) - 1]?.count ?? 0
  }

  /** How many of a disk's blocks have a name: the first so many of `blocksOf`. */
  namedOf(disk: EntityId, prefix: number): number {
    return countBelow(this.blocksOf(disk), prefix, ({ labels }) => labels[0]?.record ?? prefix)
  }

  /** In the order in which they were named. */
  blocksOf(disk: EntityId): readonly NamedBlock[] {
    return this.blocks.get(disk) ?? []
  }

  blockAt(disk: EntityId, block: number): NamedBlock | undefined {
    return this.places.get(disk)?.get(block)
  }

  /** What a hash stands for in a block, as far as a program has said so before `prefix`. */
  meaning(block: EntityId, hash: number, prefix: number): string | null {
    const told = this.meanings.get(block)?.get(hash)
    return told && told.record < prefix ? told.words : null
  }

  /** The last access that a disk had begun before `prefix`. */
  lastAccess(disk: EntityId, prefix: number): RecordIndex | undefined {
    const list = this.accesses.get(disk) ?? []
    return list[countBelow(list, prefix, (record) => record) - 1]
  }
}

export type { DiskIndex }

/** How many of a list, which is in the order of its records, come before `prefix`. */
function countBelow<T>(
  list: readonly T[],
  prefix: number,
  recordOf: (each: T) => RecordIndex,
): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (recordOf(list[middle] as T) < prefix) low = middle + 1
    else high = middle
  }
  return low
}

function pushTo<T>(map: Map<EntityId, T[]>, key: EntityId, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const known = perTrace((trace) => new DiskIndex(trace))

/** The index of a trace, good for its first `prefix` records; it may know of later ones. */
export function diskIndexOf(trace: Trace, prefix: number): DiskIndex {
  return known(trace).update(prefix)
}

/** The name that a block had at `prefix`; null before its first. */
export function labelAt({ labels }: NamedBlock, prefix: number): string | null {
  let label: string | null = null
  for (const { record, words } of labels) if (record < prefix) label = words
  return label
}
