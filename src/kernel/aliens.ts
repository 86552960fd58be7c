/**
 * Alien descriptors: how a kernel stands in for a sender on another machine (facts/v-system §1). They come from
 * a fixed pool; an answered one keeps its reply for a while, so that a copy of the request is answered and not
 * executed again.
 */
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { ALIEN_STATES, Field } from '../trace/fields.ts'
import type { EntityId } from '../trace/record.ts'
import type { Exchange } from './exchange.ts'
import type { Message } from './message.ts'
import type { Carried } from './packets.ts'
import { NO_PROCESS, type Pid } from './pid.ts'
import type { Process } from './process.ts'

type AlienState = (typeof ALIEN_STATES)[number]

export interface SavedReply {
  readonly message: Message
  readonly from: Pid
  /** What goes with it into the sender's memory. */
  readonly segment: Carried | null
}

/** Stands in for one sender until all that received from it have answered. */
export class Alien {
  readonly entity: EntityId
  state: AlienState = 'free'
  sender: Pid = NO_PROCESS
  sequence = 0
  /** Boot identity of the sender's kernel: a machine that starts again counts its sequence from 1. */
  boot = 0
  exchange: Exchange | null = null
  /** Passed on to another machine: the message as it then was, and to whom. */
  forwarded: { readonly message: Message; readonly to: Pid; readonly from: Pid } | null = null
  /** How often it had been passed on when it came here. */
  hops = 0
  /** One for each receiver that has answered; more than one receiver only where the Send was to a group. */
  readonly replies: SavedReply[] = []
  /** Receivers whose answer is still out. */
  copies = 0
  /** Whom the request was sent to: where that had it and passed it on next door, somebody else has it now. */
  asked: Pid = NO_PROCESS
  /** Members of a group that were frozen when it came, and have not had it. */
  readonly putOff = new Set<Process>()
  /** Its receiver had it and is no more: nobody can tell any longer whether the work was done. */
  orphaned = false
  private readonly sim: Simulation
  private release: EventHandle = NO_EVENT

  constructor(sim: Simulation, kernel: EntityId, number: number) {
    this.sim = sim
    this.entity = sim.entity(EntityType.alien, kernel, 'alien', number)
  }

  take(sender: Pid, boot: number, sequence: number, exchange: Exchange, copies = 1): void {
    this.sim.cancel(this.release)
    const before = this.exchange?.entity ?? -1
    this.sender = sender
    this.boot = boot
    this.sequence = sequence
    this.exchange = exchange
    this.forwarded = null
    this.replies.length = 0
    this.copies = copies
    this.asked = NO_PROCESS
    this.putOff.clear()
    this.orphaned = false
    this.sim.change(this.entity, Field.alienFor, before, exchange.entity)
    this.become('queued')
  }

  become(state: AlienState): void {
    this.sim.change(
      this.entity,
      Field.alienState,
      ALIEN_STATES.indexOf(this.state),
      ALIEN_STATES.indexOf(state),
    )
    this.state = state
  }

  keepReply(reply: SavedReply, retentionNs: number, free: (alien: Alien) => void): void {
    this.replies.push(reply)
    if (!this.answered()) return
    this.become('replied')
    this.release = this.sim.background(retentionNs, free, this)
  }

  /** Its message has gone to another machine: kept as long as a reply would be, for a copy that still comes here. */
  passOn(to: NonNullable<Alien['forwarded']>, retentionNs: number, free: (alien: Alien) => void) {
    this.forwarded = to
    this.become('forwarded')
    this.release = this.sim.background(retentionNs, free, this)
  }

  /** Its receiver is gone: what is known of the request stays as long as a reply would. */
  orphan(retentionNs: number, free: (alien: Alien) => void): void {
    this.orphaned = true
    this.release = this.sim.background(retentionNs, free, this)
  }

  /** So many receivers more of what it stands for. */
  alsoFor(receivers: number): void {
    this.sim.cancel(this.release)
    this.copies += receivers
    this.become('queued')
  }

  /** A receiver that is no more will not answer; what the others have answered is kept as long as ever. */
  without(retentionNs: number, free: (alien: Alien) => void): void {
    if (!this.answered()) return
    if (this.replies.length === 0) return free(this)
    this.become('replied')
    this.release = this.sim.background(retentionNs, free, this)
  }

  /** One receiver less to wait for, kept or not; true where it was the last. */
  answered(): boolean {
    this.copies--
    return this.copies <= 0
  }

  clear(): void {
    this.sim.cancel(this.release)
    this.sim.change(this.entity, Field.alienFor, this.exchange?.entity ?? -1, -1)
    this.exchange = null
    this.forwarded = null
    this.replies.length = 0
    this.copies = 0
    this.asked = NO_PROCESS
    this.putOff.clear()
    this.sender = NO_PROCESS
    this.orphaned = false
    this.become('free')
  }
}

/** The fixed pool of one kernel. */
export class AlienPool {
  readonly aliens: Alien[] = []
  private readonly sim: Simulation
  private readonly kernel: EntityId
  private used = 0

  constructor(sim: Simulation, kernel: EntityId, size: number) {
    this.sim = sim
    this.kernel = kernel
    for (let i = 1; i <= size; i++) this.aliens.push(new Alien(sim, kernel, i))
  }

  /** The descriptor of a sender in one life of its machine. */
  of(sender: Pid, boot: number): Alien | null {
    const stands = (alien: Alien) => alien.sender === sender && alien.boot === boot
    return this.aliens.find((alien) => alien.state !== 'free' && stands(alien)) ?? null
  }

  allocate(): Alien | null {
    const alien = this.aliens.find((candidate) => candidate.state === 'free') ?? null
    if (alien) this.count(1)
    return alien
  }

  readonly free = (alien: Alien): void => {
    if (alien.state === 'free') return
    alien.clear()
    this.count(-1)
  }

  /** After a crash: everything goes, or only the answers stay and what was under way is marked. */
  crash(keep: boolean): void {
    for (const alien of this.aliens) {
      if (alien.state === 'free') continue
      if (!keep) this.free(alien)
      else if (alien.state !== 'replied' && alien.state !== 'forwarded') alien.orphaned = true
    }
  }

  private count(by: number): void {
    this.sim.change(this.kernel, Field.aliensUsed, this.used, this.used + by)
    this.used += by
  }
}
