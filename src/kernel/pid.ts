/**
 * A process identifier: flat and unique in the network, 32 bits, a logical host in the upper half and a local
 * identifier in the lower. On the 3 Mb net the logical host's top 8 bits are the station's Ethernet address.
 */
export type Pid = number & { readonly brand: 'Pid' }
export const NO_PROCESS = 0 as Pid

export function pidOf(logicalHost: number, local: number): Pid {
  return (logicalHost * 0x10000 + local) as Pid
}
export function logicalHostOf(pid: Pid): number {
  return Math.floor(pid / 0x10000)
}
