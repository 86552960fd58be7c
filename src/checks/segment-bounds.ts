import { EntityType } from '../trace/entities.ts'
import type { Checker, Emission, FoldContext, Lamp } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const READ = 1
const WRITE = 2

interface Segment {
  readonly start: number
  readonly end: number
  readonly rights: number
}

export const segmentBounds: Checker = {
  id: 'segment-bounds',
  says: 'Data is moved only between Receive and Reply, inside the segment that was granted, and in a granted direction.',
  start(context, lamp) {
    new SegmentBounds(context, lamp)
    return {}
  },
}

class SegmentBounds {
  private readonly context: FoldContext
  private readonly lamp: Lamp
  private readonly granted = new Map<EntityId, Segment>()
  /** Transactions that have been received and not answered. */
  private readonly inHand = new Set<EntityId>()

  constructor(context: FoldContext, lamp: Lamp) {
    this.context = context
    this.lamp = lamp
    context.observe([Kind.granted], ({ entity, a, b }) => {
      this.granted.set(entity, { start: a, end: a + Math.floor(b / 4), rights: b % 4 })
    })
    context.observe([Kind.received], ({ entity }) => void this.inHand.add(entity))
    context.observe([Kind.replied, Kind.forwarded], ({ entity }) => this.inHand.delete(entity))
    context.observe([Kind.moveRefused], () => lamp.exercised())
    context.observe([Kind.moveRange], (emission) => this.range(emission))
    context.observe([Kind.segmentWritten], ({ entity, a, b, index }) =>
      this.inside({ entity, start: a, bytes: b, right: WRITE, index }),
    )
    context.observe([Kind.segmentRead], ({ entity, a, b, index }) =>
      this.inside({ entity, start: a, bytes: b, right: READ, index }),
    )
  }

  private range({ entity, a, b, index }: Emission): void {
    const { context, lamp } = this
    lamp.exercised()
    const isMove = context.typeOf(entity) === EntityType.move
    const exchange = isMove ? context.parentOf(entity) : entity
    if (!this.inHand.has(exchange))
      lamp.broken(
        `${context.nameOf(entity)} began when ${context.nameOf(exchange)} was not between Receive and Reply.`,
        index,
      )
    const right = b % 2 === 1 ? WRITE : READ
    this.inside({ entity: exchange, start: a, bytes: Math.floor(b / 2), right, index })
  }

  private inside(what: {
    readonly entity: EntityId
    readonly start: number
    readonly bytes: number
    readonly right: number
    readonly index: number
  }): void {
    const { entity, start, bytes, right, index } = what
    const segment = this.granted.get(entity)
    const name = this.context.nameOf(entity)
    const verb = right === WRITE ? 'written' : 'read'
    if (!segment || (segment.rights & right) === 0)
      return this.lamp.broken(`${name} did not let its segment be ${verb}, and it was.`, index)
    if (start >= segment.start && start + bytes <= segment.end) return
    this.lamp.broken(
      `${bytes} bytes at ${start} of the sender of ${name} were ${verb}; it granted ${segment.start} to ${segment.end}.`,
      index,
    )
  }
}
