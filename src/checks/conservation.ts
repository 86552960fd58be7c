import type { Checker, Emission } from '../trace/fold.ts'
import { Action, EndReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** What became of one frame at the taps that did not filter it. */
interface Taps {
  accepted: number
  others: number
  /** Hosts with an outcome; a second one at the same host is a copy that somebody made. */
  readonly hosts: Set<number>
  copies: number
}

/** Totals in a tally are 10 bits each. */
const TEN_BITS = 0x3ff

/**
 * The tally is the cable's own account of a transmission; the records of what stations accepted, lost or spoiled
 * are another. They must agree with each other and with the number of taps.
 */
export const conservation: Checker = {
  id: 'conservation',
  says: 'At every tap a frame is received, filtered, damaged or dropped: exactly one of these.',
  start(context, lamp) {
    const frames = new Map<EntityId, Taps>()
    const untold = new Set<EntityId>()
    let duplicated = false

    const outcome = ({ entity, a, kind }: Emission): void => {
      if (a < 0) return
      let taps = frames.get(entity)
      if (!taps) {
        taps = { accepted: 0, others: 0, hosts: new Set(), copies: 0 }
        frames.set(entity, taps)
      }
      if (kind === Kind.accepted) taps.accepted++
      else taps.others++
      if (taps.hosts.has(a)) taps.copies++
      else taps.hosts.add(a)
    }

    const tally = ({ entity, a, b, index }: Emission): void => {
      lamp.exercised()
      untold.delete(entity)
      const frame = context.parentOf(entity)
      const taps = frames.get(frame)
      frames.delete(frame)
      const accepted = b & TEN_BITS
      const filtered = (b >>> 10) & TEN_BITS
      const others = (b >>> 20) & TEN_BITS
      const copies = taps?.copies ?? 0
      if (accepted + filtered + others !== a + copies) {
        const sum = `${accepted} accepted, ${filtered} filtered and ${others} otherwise`
        lamp.broken(`${context.nameOf(entity)} passed ${a} taps, but was ${sum}.`, index)
      }
      if (accepted !== (taps?.accepted ?? 0) || others !== (taps?.others ?? 0)) {
        const told = `${taps?.accepted ?? 0} and ${taps?.others ?? 0}`
        lamp.broken(
          `${context.nameOf(entity)} was accepted at ${accepted} taps and failed at ${others}, but the stations tell of ${told}.`,
          index,
        )
      }
      if (copies > 0 && !duplicated) {
        lamp.broken(
          `${context.nameOf(frame)} came to the same station ${copies + 1} times, and nobody duplicated it.`,
          index,
        )
      }
    }

    context.observe([Kind.intervention], ({ a }) => {
      if (a === Action.duplicate) duplicated = true
    })
    context.observe([Kind.transmitOpen], ({ entity }) => untold.add(entity))
    context.observe([Kind.accepted, Kind.lost, Kind.damaged, Kind.overrun], outcome)
    context.observe([Kind.tally], tally)
    return {
      end: (_endNs, reason) => {
        if (reason !== EndReason.quiescent) return
        for (const attempt of untold) {
          lamp.broken(`Nobody can tell what became of ${context.nameOf(attempt)}.`)
        }
      },
    }
  },
}
