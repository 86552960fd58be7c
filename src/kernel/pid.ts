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

/**
 * A group identifier has the syntax of a process identifier and may stand wherever one may: the top bit of the
 * local part says that it is a group, the next that all members are on the logical host it names. The layout of
 * the bits is ours; that there is a group bit and a local form is facts/v-system §2.
 */
const GROUP_BIT = 0x8000
const LOCAL_BIT = 0x4000
/** Numbers that a group may have beside its host part; the first are well known and never drawn. */
export const GROUP_NUMBERS = 0x4000
export const STATIC_GROUPS = 256

export function groupOf(host: number, number: number, local = false): Pid {
  return pidOf(host, GROUP_BIT + (local ? LOCAL_BIT : 0) + (number % GROUP_NUMBERS))
}
export function isGroup(pid: Pid): boolean {
  return pid % 0x10000 >= GROUP_BIT
}
export function isLocalGroup(pid: Pid): boolean {
  return pid % 0x10000 >= GROUP_BIT + LOCAL_BIT
}
