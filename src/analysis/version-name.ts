/** Versions of files by name, for sentences and for the machines’ cards alike. */
const NUMBERS = 0x10000

/** `1·3fa2`: of the first server’s. */
export function versionShort(version: number): string {
  const number = (version % NUMBERS).toString(16).padStart(4, '0')
  return `${Math.floor(version / NUMBERS)}·${number}`
}
export function versionWord(version: number): string {
  return `version ${versionShort(version)}`
}
