/**
 * What became of each frame on the cable, kept once for all metrics that ask. Attempts of a frame are its children,
 * and a frame's sender is known when it first transmits.
 */
import type { Emission, FoldContext } from '../trace/fold.ts'
import { DamageReason, FrameOutcome, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Waiting {
  readonly since: number
  readonly counts: boolean
  payloadBytes: number
  host: EntityId
  attempts: number
  deferred: boolean
}

/** Two stations that have collided: the one for the first time with its frame, the other for the second. */
interface Duel {
  readonly fresh: EntityId
  readonly tired: EntityId
  /** Collisions of the other's frame so far. */
  readonly collisions: number
}

/** Delays are told apart to 5 % of themselves: enough for a percentile, and a list that stays short. */
const BUCKETS_PER_DOUBLING = 16

export class FrameLedger {
  sent = 0
  abandoned = 0
  refused = 0
  deferred = 0
  begun = 0
  attemptsMax = 0
  collisions = 0
  lateCollisions = 0
  silentLosses = 0
  fragments = 0
  fragmentBitsMin = Number.POSITIVE_INFINITY
  fragmentBitsMax = 0
  payloadBits = 0
  wholeBits = 0
  busyNs = 0
  delayNs = 0
  /** By the loser's collisions, 2 or 3. */
  readonly duels = [0, 0, 0, 0]
  readonly duelsWonAgain = [0, 0, 0, 0]
  readonly sentBy = new Map<EntityId, number>()
  private readonly delays: number[] = []
  private readonly frames = new Map<EntityId, Waiting>()
  /** Attempts on the cable, few at any time: when each began, whose it is and how long it would be. */
  private readonly open = new Map<EntityId, { since: number; frame: EntityId; bits: number }>()
  private busySince = 0
  private met: { host: EntityId; attempt: number }[] = []
  /** To be fought by the next to send; then under way. */
  private duel: Duel | null = null
  private fought: Duel | null = null
  private readonly context: FoldContext
  private readonly gapBits: number
  private readonly lateNs: number

  constructor(context: FoldContext) {
    this.context = context
    const { gapBits = 0, slotBits = 512, bitNs = 100 } = context.setup.cable
    this.gapBits = gapBits
    this.lateNs = slotBits * bitNs
    context.observe([Kind.frameQueued], (e) => this.queued(e))
    context.observe([Kind.deferOpen], ({ entity }) => {
      const frame = this.frames.get(entity)
      if (frame && frame.attempts === 0) frame.deferred = true
    })
    context.observe([Kind.transmitOpen], (e) => this.began(e))
    context.observe([Kind.transmitClose], (e) => this.ended(e))
    context.observe([Kind.collision], (e) => this.collided(e))
    context.observe([Kind.frameDone], (e) => this.done(e))
    context.observe([Kind.damaged], ({ time, b }) => {
      const silent = b === DamageReason.collision || b === DamageReason.ownTransmission
      if (silent && this.counts(time)) this.silentLosses++
    })
    context.observe([Kind.queueFull], ({ time }) => {
      if (this.counts(time)) this.refused++
    })
  }

  private counts(time: number): boolean {
    return time >= this.context.warmUpNs
  }

  private queued({ time, entity, a }: Emission): void {
    const counts = this.counts(time)
    this.frames.set(entity, {
      since: time,
      counts,
      payloadBytes: a,
      host: -1,
      attempts: 0,
      deferred: false,
    })
  }

  private began({ time, entity, a, b }: Emission): void {
    const of = this.context.parentOf(entity)
    if (this.open.size === 0) {
      this.busySince = time
      this.met = []
      if (this.duel) this.count(this.duels, this.duel, 1)
      this.fought = this.duel
      this.duel = null
    }
    this.open.set(entity, { since: time, frame: of, bits: a })
    const frame = this.frames.get(of)
    if (!frame) return
    frame.host = b
    frame.attempts++
    if (frame.attempts > this.attemptsMax) this.attemptsMax = frame.attempts
    if (frame.attempts > 1 || !frame.counts) return
    this.begun++
    if (frame.deferred) this.deferred++
  }

  private ended({ time, entity, a, b }: Emission): void {
    const attempt = this.open.get(entity)
    if (!attempt) return
    this.open.delete(entity)
    if (this.open.size === 0) this.busyNs += this.busyIn(time)
    if (!this.counts(time)) return
    if (b === 0) {
      const frame = this.frames.get(attempt.frame)
      this.wholeBits += a + this.gapBits
      if (frame) this.payloadBits += 8 * frame.payloadBytes
    } else if (b === 1) {
      this.fragments++
      if (a < this.fragmentBitsMin) this.fragmentBitsMin = a
      if (a > this.fragmentBitsMax) this.fragmentBitsMax = a
    }
  }

  private busyIn(until: number): number {
    return Math.max(0, until - Math.max(this.busySince, this.context.warmUpNs))
  }

  private collided({ time, entity, a }: Emission): void {
    const attempt = this.open.get(entity)
    if (!attempt) return
    const host = this.frames.get(attempt.frame)?.host ?? -1
    if (this.counts(time)) {
      this.collisions++
      if (time - attempt.since > this.lateNs) this.lateCollisions++
    }
    this.met.push({ host, attempt: a })
    const [one, other] = this.met
    this.duel = null
    this.fought = null
    if (!one || !other || this.met.length !== 2 || !this.counts(time)) return
    const [fresh, tired] = one.attempt === 1 ? [one, other] : [other, one]
    if (fresh.attempt === 1 && (tired.attempt === 2 || tired.attempt === 3))
      this.duel = { fresh: fresh.host, tired: tired.host, collisions: tired.attempt }
  }

  private done({ time, entity, a }: Emission): void {
    const frame = this.frames.get(entity)
    this.frames.delete(entity)
    if (!frame) return
    if (this.fought) this.decide(this.fought, frame.host)
    if (!this.counts(time)) return
    if (a === FrameOutcome.abandoned) this.abandoned++
    if (a !== FrameOutcome.sent) return
    this.sent++
    this.sentBy.set(frame.host, (this.sentBy.get(frame.host) ?? 0) + 1)
    const delay = time - frame.since
    this.delayNs += delay
    const bucket = bucketOf(delay)
    this.delays[bucket] = (this.delays[bucket] ?? 0) + 1
  }

  /** A third station that comes first decides nothing. */
  private decide(duel: Duel, winner: EntityId): void {
    if (winner === duel.fresh) this.count(this.duelsWonAgain, duel, 1)
    else if (winner !== duel.tired) this.count(this.duels, duel, -1)
    this.fought = null
  }

  private count(list: number[], { collisions }: Duel, by: number): void {
    list[collisions] = (list[collisions] as number) + by
  }

  /** ns during which somebody was sending, up to the run's end. */
  busyUntil(endNs: number): number {
    return this.busyNs + (this.open.size > 0 ? this.busyIn(endNs) : 0)
  }

  /** ns below which so many percent of the delays are, to within 5 %; null where there are none. */
  delayBelow(percent: number): number | null {
    let left = (this.sent * percent) / 100
    for (let bucket = 0; bucket < this.delays.length; bucket++) {
      left -= this.delays[bucket] ?? 0
      if (left <= 0) return this.sent > 0 ? lengthOf(bucket) : null
    }
    return null
  }
}

/** Doublings above 1 ns in sixteenths of their own length. */
function bucketOf(ns: number): number {
  let base = 1
  let bucket = 0
  while (base * 2 <= ns) {
    base *= 2
    bucket += BUCKETS_PER_DOUBLING
  }
  return bucket + Math.floor(((ns - base) / base) * BUCKETS_PER_DOUBLING)
}

function lengthOf(bucket: number): number {
  let base = 1
  let left = bucket
  for (; left >= BUCKETS_PER_DOUBLING; left -= BUCKETS_PER_DOUBLING) base *= 2
  return base + (base * (left + 0.5)) / BUCKETS_PER_DOUBLING
}

const ledgers = new WeakMap<FoldContext, FrameLedger>()

/** The run's ledger: one, however many metrics read it. */
export function ledgerOf(context: FoldContext): FrameLedger {
  let ledger = ledgers.get(context)
  if (!ledger) {
    ledger = new FrameLedger(context)
    ledgers.set(context, ledger)
  }
  return ledger
}
