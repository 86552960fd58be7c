/**
 * The access rule of the 1976 paper's arithmetic: contention slots of a fixed length, and an oracle that tells
 * every station how many want the cable, Q, so that each sends in a slot with probability 1/Q. No real station
 * could know Q; it is here to be compared with backoff.
 *
 * Signals are real: a slot begins at each tap when the edge of the last frame has passed it.
 */
import type { Simulation } from '../engine/simulation.ts'
import type { NetworkInterface } from './interface.ts'

export class OracleAccess {
  private readonly sim: Simulation
  private readonly slotNs: number
  private readonly gapNs: number
  private readonly travelNs: (from: number, to: number) => number
  private readonly wanting = new Set<NetworkInterface>()
  /** Sending alone in its frame; slots begin again at its end. */
  private sender: NetworkInterface | null = null
  private slotPending = false
  private edgeMetre = 0

  constructor(
    sim: Simulation,
    slotNs: number,
    gapNs: number,
    travelNs: (from: number, to: number) => number,
  ) {
    this.sim = sim
    this.slotNs = slotNs
    this.gapNs = gapNs
    this.travelNs = travelNs
  }

  want(station: NetworkInterface): void {
    this.wanting.add(station)
    if (this.sender === null) this.nextSlot(0)
  }

  /** The station has sent its frame or lost its power. */
  done(station: NetworkInterface): void {
    this.wanting.delete(station)
    if (this.sender !== station) return
    this.sender = null
    this.edgeMetre = station.metre
    this.nextSlot(this.gapNs)
  }

  private nextSlot(delay: number): void {
    if (this.slotPending) return
    this.slotPending = true
    this.sim.after(delay, this.slot, undefined)
  }

  private readonly slot = (): void => {
    this.slotPending = false
    const q = this.wanting.size
    if (q === 0) return
    const chosen: NetworkInterface[] = []
    for (const station of this.wanting)
      if (station.oracleStream.below(q) === 0) chosen.push(station)
    for (const station of chosen) {
      this.wanting.delete(station)
      this.sim.after(this.travelNs(this.edgeMetre, station.metre), station.goAhead, undefined)
    }
    if (chosen.length === 1) this.sender = chosen[0] as NetworkInterface
    else this.nextSlot(this.slotNs)
  }
}
