/** A file and a version of it in one word of a message; of a file's bytes the first four are the server's. */
const VERSIONS = 0x10000
/** What the server keeps in front of a file's contents. */
export const HEADER_BYTES = 4
const VERSION_AT = 2

export function fileAndVersion(file: number, version: number): number {
  return file * VERSIONS + (version % VERSIONS)
}
export function fileOf(value: number): number {
  return Math.floor(value / VERSIONS)
}
export function versionOf(value: number): number {
  return value % VERSIONS
}

export function versionIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(VERSION_AT)
}
export function stampVersion(bytes: Uint8Array, version: number): void {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).setUint16(VERSION_AT, version)
}
