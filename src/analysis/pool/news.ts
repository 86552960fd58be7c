/** What a line of a run server’s table says, as a record holds it. */
const LOAD_UNIT = 65_536

/** Jobs there; of a line that says something. */
export function loadOf(packed: number): number {
  return Math.floor(packed / LOAD_UNIT)
}
/** KB that no job holds. */
export function freeOf(packed: number): number {
  return packed % LOAD_UNIT
}
