/**
 * What the stage asks of a trace at every frame, kept as the trace grows: each record and each entity is looked
 * at once, and a frame then costs binary searches, however long the run is.
 */
import { EntityType } from '../../trace/entities.ts'
import { Growing } from '../../trace/growing.ts'
import { DamageReason, FrameOutcome, Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { perTrace } from '../per-trace.ts'
import { lowerBound, OpenSpans } from './open-spans.ts'

export interface CableCut {
  readonly metre: number
  readonly cut: RecordIndex
  healed: RecordIndex
}

/** The frames of a station without a kernel: their records, in order. */
interface Load {
  readonly queued: RecordIndex[]
  readonly left: RecordIndex[]
  readonly sent: RecordIndex[]
  readonly abandoned: RecordIndex[]
}

/** How many of them so far, and the frame that has come and not left the longest. */
export interface LoadCounts {
  readonly queued: number
  readonly left: number
  readonly sent: number
  readonly abandoned: number
  readonly head: EntityId
}

/** What a machine is asked for by its type. */
const OWNED: ReadonlySet<number> = new Set([
  EntityType.process,
  EntityType.variable,
  EntityType.alien,
  EntityType.membership,
  EntityType.branch,
  EntityType.lock,
  EntityType.copy,
])

export class StageIndex {
  readonly transmits: RecordIndex[] = []
  /** The longest that any transmission was planned to take, in bits. */
  longestBits = 0
  readonly timers = new OpenSpans()
  readonly backoffs = new OpenSpans()
  readonly cuts: CableCut[] = []
  private readonly bursts = new Map<EntityId, Growing>()
  private readonly arrivals = new Map<EntityId, Growing>()
  private readonly onWire = new Growing()
  private readonly loads = new Map<EntityId, Load>()
  private readonly owned = new Map<EntityId, Map<EntityType, EntityId[]>>()
  private readonly trace: Trace
  /** Records looked at so far. */
  seen = 0
  private known = 0

  constructor(trace: Trace) {
    this.trace = trace
  }

  /** Looks at the trace's first `prefix` records, those of them that it has not looked at yet. */
  update(prefix: number): this {
    for (; this.known < this.trace.entityCount; this.known++) this.own(this.known)
    const stop = Math.min(prefix, this.trace.length)
    for (; this.seen < stop; this.seen++) this.take(this.seen)
    return this
  }

  /** Everything of a type that stands on a host, in the order of its making. */
  on(host: EntityId, type: EntityType): readonly EntityId[] {
    return this.owned.get(host)?.get(type) ?? []
  }

  /** What the processor does or did last. */
  lastBurst(processor: EntityId, prefix: number): RecordIndex {
    return lastBelow(this.bursts.get(processor), prefix)
  }

  /** The last frame that a host took, or was meant to take and did not. */
  lastArrival(host: EntityId, prefix: number): RecordIndex {
    return lastBelow(this.arrivals.get(host), prefix)
  }

  lastLostOnWire(prefix: number): RecordIndex {
    return lastBelow(this.onWire, prefix)
  }

  load(host: EntityId, prefix: number): LoadCounts {
    const load = this.loads.get(host)
    if (!load) return { queued: 0, left: 0, sent: 0, abandoned: 0, head: NONE }
    const queued = lowerBound(load.queued, prefix)
    const left = lowerBound(load.left, prefix)
    return {
      queued,
      left,
      sent: lowerBound(load.sent, prefix),
      abandoned: lowerBound(load.abandoned, prefix),
      // A queue: what came first leaves first.
      head: left < queued ? this.trace.entity(load.queued[left] as RecordIndex) : NONE,
    }
  }

  private takeLoad(record: RecordIndex): void {
    const { trace } = this
    const host = trace.parentOf(trace.entity(record))
    if (host === NONE || trace.typeOf(host) !== EntityType.host) return
    let load = this.loads.get(host)
    if (!load) {
      load = { queued: [], left: [], sent: [], abandoned: [] }
      this.loads.set(host, load)
    }
    if (trace.kind(record) === Kind.frameQueued) load.queued.push(record)
    else {
      load.left.push(record)
      if (trace.a(record) === FrameOutcome.sent) load.sent.push(record)
      if (trace.a(record) === FrameOutcome.abandoned) load.abandoned.push(record)
    }
  }

  private own(entity: EntityId): void {
    const type = this.trace.typeOf(entity)
    const host = OWNED.has(type) ? this.trace.within(entity, EntityType.host) : NONE
    if (host === NONE) return
    let types = this.owned.get(host)
    if (!types) {
      types = new Map()
      this.owned.set(host, types)
    }
    const list = types.get(type)
    if (list) list.push(entity)
    else types.set(type, [entity])
  }

  private take(record: RecordIndex): void {
    const { trace } = this
    switch (trace.kind(record)) {
      case Kind.transmitOpen:
        this.transmits.push(record)
        this.longestBits = Math.max(this.longestBits, trace.a(record))
        break
      case Kind.timerSet:
        this.timers.opens(record)
        break
      case Kind.timerEnd:
        this.timers.closes(record, trace.span(record))
        break
      case Kind.backoffOpen:
        this.backoffs.opens(record)
        break
      case Kind.backoffClose:
        this.backoffs.closes(record, trace.span(record))
        break
      case Kind.burstOpen:
        pushTo(this.bursts, trace.entity(record), record)
        break
      case Kind.frameQueued:
      case Kind.frameDone:
        this.takeLoad(record)
        break
      case Kind.cableCut:
        this.cuts.push({ metre: trace.a(record), cut: record, healed: NONE })
        break
      case Kind.cableHealed:
        for (const cut of this.cuts)
          if (cut.metre === trace.a(record) && cut.healed === NONE) cut.healed = record
        break
      default:
        this.takeArrival(record)
    }
  }

  private takeArrival(record: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(record)
    if (kind === Kind.damaged && trace.b(record) !== DamageReason.bitError)
      if (trace.b(record) !== DamageReason.corrupted) return
    if (kind === Kind.lost && trace.a(record) < 0) this.onWire.push(record)
    else if (isArrival(kind)) pushTo(this.arrivals, trace.a(record), record)
  }
}

function isArrival(kind: number): boolean {
  return (
    kind === Kind.accepted ||
    kind === Kind.overrun ||
    kind === Kind.damaged ||
    kind === Kind.lost ||
    kind === Kind.aliensFull
  )
}

function pushTo(map: Map<EntityId, Growing>, key: EntityId, record: RecordIndex): void {
  let list = map.get(key)
  if (!list) {
    list = new Growing()
    map.set(key, list)
  }
  list.push(record)
}

function lastBelow(list: Growing | undefined, prefix: number): RecordIndex {
  const below = list ? list.countBelow(prefix) : 0
  return below === 0 ? NONE : (list?.at(below - 1) ?? NONE)
}

const known = perTrace((trace) => new StageIndex(trace))

/** The index of a trace, good for its first `prefix` records. */
export function indexOf(trace: Trace, prefix: number): StageIndex {
  return known(trace).update(prefix)
}

/** Whether there are records that the index has not looked at. */
export function isBehind(trace: Trace): boolean {
  return known(trace).seen < trace.length
}

/** Looks at so many more records of a trace; says whether there are more. */
export function indexAhead(trace: Trace, most: number): boolean {
  const index = known(trace)
  index.update(index.seen + most)
  return index.seen < trace.length
}
