/** Stations that hear a carrier and want it gone, in the order of their taps' numbers, whoever came to wait first. */
import type { NetworkInterface } from './interface.ts'

export class Waiting {
  private readonly stations: NetworkInterface[] = []

  add(station: NetworkInterface): void {
    const { stations } = this
    let i = stations.length
    while (i > 0 && (stations[i - 1] as NetworkInterface).index >= station.index) i--
    if (stations[i] === station) return
    stations.push(station)
    for (let j = stations.length - 1; j > i; j--) stations[j] = stations[j - 1] as NetworkInterface
    stations[i] = station
  }

  delete(station: NetworkInterface): void {
    const { stations } = this
    const at = stations.indexOf(station)
    if (at < 0) return
    for (let i = at + 1; i < stations.length; i++) stations[i - 1] = stations[i] as NetworkInterface
    stations.pop()
  }

  /** Each looks once; it may leave while it does. */
  wake(): void {
    const { stations } = this
    for (let i = 0; i < stations.length; ) {
      const station = stations[i] as NetworkInterface
      station.lookForIdle()
      if (stations[i] === station) i++
    }
  }
}
