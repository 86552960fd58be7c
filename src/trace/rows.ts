/** Rows that came chunk by chunk: those of one chunk begin at `first`. */
interface Rows {
  readonly first: number
}

/** The rows that have `id`, unless it is beyond their end. */
export function rowsWith<T extends Rows>(all: readonly T[], id: number): T | undefined {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((all[middle] as T).first <= id) low = middle + 1
    else high = middle
  }
  return all[low - 1]
}
