/** What stands in files here: bytes that differ from place to place and from page to page. */
export function fillPages(bytes: Uint8Array, pageBytes: number, seed: number): void {
  for (let i = 0; i < bytes.length; i++) {
    const page = Math.floor(i / pageBytes)
    bytes[i] = (i * 7 + page * 31 + seed) & 0xff
  }
}
