/** FNV-1a, 32 bits, signed as a record's column: equal bytes have equal hashes. */
export function contentHash(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193)
  return hash | 0
}
