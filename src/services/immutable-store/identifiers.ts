/** Names of versions and of their parts, as messages and records hold them. */

/** A request moves no more than this, bytes: 20 Ethernet packets (bullet.h). */
export const PART_BYTES = 29_768
/** Parts of the longest file, 256 KB. */
export const PARTS_MAX = 16
/** Numbers that one server draws from, so that nobody guesses one and none comes again. */
export const NUMBERS = 0x10000

/** A version is known by the server that created it, from 0, and a number; copies elsewhere have the same identifier. */
export function versionId(server: number, number: number): number {
  return (server + 1) * NUMBERS + number
}
export function serverOf(version: number): number {
  return Math.floor(version / NUMBERS) - 1
}
/** `1·3fa2`: for notes and block labels. */
export function versionName(version: number): string {
  return `${serverOf(version) + 1}·${(version % NUMBERS).toString(16).padStart(4, '0')}`
}
export function partsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PART_BYTES))
}
/** Bytes of a part of a file of so many. */
export function partLength(bytes: number, part: number): number {
  return part < 0 ? 0 : Math.max(0, Math.min(PART_BYTES, bytes - part * PART_BYTES))
}
