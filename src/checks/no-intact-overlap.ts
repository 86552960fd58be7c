import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Signal {
  readonly attempt: EntityId
  readonly frame: EntityId
  readonly metre: number
  readonly begin: number
  end: number
}

/**
 * Works out again from the places of the taps where every signal was when, and compares that with who took which
 * frame for whole. After a cut the geometry is not the taps' alone, and the checker looks no further.
 */
export const noIntactOverlap: Checker = {
  id: 'no-intact-overlap',
  says: 'No station receives a frame whole that another signal ran over at its tap.',
  start(context, lamp) {
    const { nsPerMetre = 0, metres = 0, repeaters = [], repeaterNs = 0 } = context.setup.cable
    const across = metres * nsPerMetre + repeaters.length * repeaterNs
    const places = new Map(context.setup.hosts.map(({ entity, metre }) => [entity, metre]))
    let signals: Signal[] = []
    let longest = 0
    let isCut = false
    const travel = (from: number, to: number) => {
      const between = repeaters.filter((metre) => from < metre !== to < metre).length
      return Math.round(Math.abs(from - to) * nsPerMetre) + between * repeaterNs
    }
    context.observe([Kind.cableCut], () => {
      isCut = true
    })
    context.observe([Kind.transmitOpen], ({ time, entity, a, b }) => {
      longest = Math.max(longest, a * (context.setup.cable.bitNs ?? 0))
      // What ended longer ago than a frame and two crossings can meet nothing any more.
      const since = time - 2 * (across + longest)
      if (signals.length > 64) signals = signals.filter(({ end }) => end >= since)
      const frame = context.parentOf(entity)
      const end = Number.POSITIVE_INFINITY
      signals.push({ attempt: entity, frame, metre: places.get(b) ?? 0, begin: time, end })
    })
    context.observe([Kind.transmitClose], ({ time, entity }) => {
      const signal = signals.find(({ attempt }) => attempt === entity)
      if (!signal) return
      signal.end = time
      const meets = (other: Signal) =>
        other !== signal && other.begin < time + across && other.end > signal.begin - across
      if (signals.some(meets)) lamp.exercised()
    })
    context.observe([Kind.accepted], ({ entity, a, index }) => {
      const own = signals.findLast(({ frame }) => frame === entity)
      const metre = places.get(a)
      if (isCut || !own || metre === undefined || own.end === Number.POSITIVE_INFINITY) return
      const there = travel(own.metre, metre)
      for (const other of signals) {
        if (other === own) continue
        const late = travel(other.metre, metre)
        // Behind another frame a repeater may hold a signal back less: what it saves is no overlap.
        const slack = repeaters.length * repeaterNs
        if (other.begin + late >= own.end + there - slack) continue
        if (other.end + late <= own.begin + there + slack) continue
        lamp.broken(
          `${context.nameOf(a)} took ${context.nameOf(entity)} for whole, while ${context.nameOf(other.attempt)} ran over it at ${metre} m.`,
          index,
        )
      }
    })
    return {}
  },
}
