/** What of the cable's life a window shows: its signals as polygons, where they overlap, and what came of them. */
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Line } from '../signal.ts'
import { SpanKind } from '../timeline/spans.ts'
import { type Meet, meetsOf } from './meets.ts'
import type { WireSign } from './signs.ts'
import { intersection, type Polygon, polygonOf, type Strip, stripsOf } from './strips.ts'
import type { WinRun } from './wins.ts'
import type { WireHost, WireIndex } from './wire-index.ts'

export interface WireWave {
  readonly slot: number
  readonly record: RecordIndex
  readonly frame: EntityId
  readonly host: WireHost
  readonly hue: 'request' | 'reply' | 'other'
  /** ns: its first bit leaves the tap, and its last. */
  readonly from: number
  readonly to: number
  /** 0 whole, 1 jammed, 2 cut off by the power. */
  readonly how: number
  readonly strips: readonly Strip[]
  /** One for each strip. */
  readonly polygons: readonly Polygon[]
}

export interface WireWindow {
  readonly from: number
  readonly to: number
  readonly waves: readonly WireWave[]
  /** Where two signals are on top of one another nothing can be read. */
  readonly overlaps: readonly Polygon[]
  /** Where fronts met on quiet cable. */
  readonly meets: readonly Meet[]
  readonly signs: readonly WireSign[]
  readonly wins: readonly WinRun[]
  /** So many signals that they are told by how much of the time each machine sends. */
  readonly dense: boolean
  /** How many there are, drawn or not. */
  readonly count: number
}

/** More signals than this are not drawn one by one. */
export const WAVES_MOST = 2000
/** With more than this, a star at each collision has to do. */
const OVERLAPS_MOST = 600
const SIGNS_MOST = 400
/** A signal is held against so many that began before it: of more at once no region is left to show. */
const BACK = 6
const KEPT = 4096
const HUES: Readonly<Record<number, WireWave['hue']>> = {
  [SpanKind.request]: 'request',
  [SpanKind.reply]: 'reply',
}

export class WireWindows {
  private readonly index: WireIndex
  private readonly waves = new Map<number, WireWave>()
  private readonly overlaps = new Map<number, readonly Polygon[]>()
  private cuts = ''

  constructor(index: WireIndex) {
    this.index = index
  }

  /** Nothing is told of what lies at or after `until` (ns); of more than `most` signals none is drawn by itself. */
  show(from: number, to: number, until: number, most = WAVES_MOST): WireWindow {
    const { index } = this
    const end = Math.min(to, until)
    this.forget()
    const count = index.countIn(from, end)
    const dense = count > Math.min(most, WAVES_MOST)
    const waves: WireWave[] = []
    if (!dense)
      index.each(from, end, (slot) => {
        waves.push(this.wave(slot))
      })
    const overlaps: Polygon[] = []
    const few = waves.length <= OVERLAPS_MOST
    if (few)
      waves.forEach((wave, i) => {
        overlaps.push(...this.overlapsOf(wave, waves.slice(Math.max(0, i - BACK), i)))
      })
    const meets = few ? meetsOf(waves, index.cable.nsPerMetre, BACK) : []
    return {
      from,
      to: end,
      waves,
      overlaps,
      meets: meets.filter(({ time }) => time >= from && time < end),
      signs: this.signs(from, end),
      wins: index.wins.within(from, end, until),
      dense,
      count,
    }
  }

  /** All signs, or of too many none: where there are more than pixels, the density says it. */
  private signs(from: number, to: number): WireSign[] {
    const { signs } = this.index
    const first = signs.from(from)
    const last = signs.from(to)
    if (last - first > SIGNS_MOST) return []
    return Array.from({ length: last - first }, (_, i) => signs.at(first + i))
  }

  /** A signal that is over keeps its shape until the cable is cut or mended. */
  private forget(): void {
    const cuts = this.index.cuts.map(({ from, to }) => `${from} ${to}`).join()
    if (cuts === this.cuts && this.waves.size < KEPT) return
    this.cuts = cuts
    this.waves.clear()
    this.overlaps.clear()
  }

  private wave(slot: number): WireWave {
    const known = this.waves.get(slot)
    if (known) return known
    const { index } = this
    const host = index.senderOf(slot)
    const from = index.waves.start[slot] as number
    const to = index.endOf(slot)
    const jamFrom = index.jams.get(slot) ?? Number.POSITIVE_INFINITY
    const strips = stripsOf({ source: host.metre, from, to, jamFrom }, lineOf(index))
    const { nsPerMetre } = index.cable
    const wave: WireWave = {
      slot,
      record: index.waves.record[slot] as number,
      frame: index.waves.entity[slot] as number,
      host,
      hue: HUES[index.waves.kind[slot] as number] ?? 'other',
      from,
      to,
      how: index.ended.get(slot) ?? 0,
      strips,
      polygons: strips.map((strip) => polygonOf(strip, nsPerMetre)),
    }
    if (Number.isFinite(index.waves.end[slot] as number)) this.waves.set(slot, wave)
    return wave
  }

  private overlapsOf(wave: WireWave, before: readonly WireWave[]): readonly Polygon[] {
    const known = this.overlaps.get(wave.slot)
    if (known) return known
    const { across } = this.index
    const found: Polygon[] = []
    for (const other of before) {
      if (other.to + across <= wave.from || wave.to + across <= other.from) continue
      for (const one of wave.polygons)
        for (const two of other.polygons) {
          const region = intersection(one, two)
          if (region.length > 0) found.push(region)
        }
    }
    if (this.waves.has(wave.slot) && before.length === BACK) this.overlaps.set(wave.slot, found)
    return found
  }
}

function lineOf(index: WireIndex): Line {
  const { metres, nsPerMetre } = index.cable
  return { metres, nsPerMetre, cuts: index.cuts }
}
