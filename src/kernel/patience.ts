/** A timer on somebody else's packets: set, put off whenever something is heard, and run out when nothing was. */
import { type EventHandle, NO_EVENT } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'

export class Patience {
  private readonly kernel: Kernel
  private readonly exchange: Exchange
  private readonly ranOut: () => void
  private event: EventHandle = NO_EVENT
  private entity: EntityId = NONE
  private record: RecordIndex = NONE

  constructor(kernel: Kernel, exchange: Exchange, ranOut: () => void) {
    this.kernel = kernel
    this.exchange = exchange
    this.ranOut = ranOut
  }

  /** Sets it, or begins it again. */
  begin(): void {
    const { sim, options } = this.kernel
    const { cause } = sim
    const micros = Math.round(options.retransmitNs / 1000)
    if (this.event === NO_EVENT) {
      this.entity = sim.entity(
        EntityType.timer,
        this.exchange.entity,
        'timer',
        ++this.exchange.timers,
      )
      this.record = sim.emit(Kind.timerSet, this.entity, micros)
    } else {
      sim.cancel(this.event)
      sim.emit(Kind.heard, this.entity, micros)
      sim.cause = this.record === NONE ? cause : this.record
    }
    this.event = sim.after(options.retransmitNs, this.fire, undefined)
    sim.cause = cause
  }

  stop(): void {
    if (this.event === NO_EVENT) return
    const { sim } = this.kernel
    const { cause } = sim
    sim.cancel(this.event)
    this.end(0)
    sim.cause = cause
  }

  private readonly fire = (): void => {
    this.end(1)
    this.ranOut()
  }

  private end(fired: 0 | 1): void {
    this.event = NO_EVENT
    this.kernel.sim.emit(Kind.timerEnd, this.entity, fired, 0, NONE, this.record)
  }
}
