/**
 * Who takes a frame off the cable by its address, found once for each address: most frames are for one station of
 * many, and asking them all costs more than all else that a frame does.
 */
import type { NetworkInterface } from './interface.ts'

export class Recipients {
  private readonly stations: readonly NetworkInterface[]
  private readonly byAddress = new Map<number, readonly NetworkInterface[]>()

  constructor(stations: readonly NetworkInterface[]) {
    this.stations = stations
  }

  /** In the order of the taps' numbers; the sender too, where it takes frames for that address. */
  of(address: number): readonly NetworkInterface[] {
    let found = this.byAddress.get(address)
    if (!found) {
      found = this.stations.filter((station) => station.accepts(address))
      this.byAddress.set(address, found)
    }
    return found
  }

  /** A station came, or an interface listens to other addresses from now on. */
  changed(): void {
    this.byAddress.clear()
  }
}
