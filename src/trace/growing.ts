/**
 * A list of unsigned 32-bit numbers that grows at its end. A long run has millions of them: as typed columns they cost
 * the garbage collector nothing, where arrays and objects would have it walk through all of them.
 */
const FIRST = 8

export class Growing {
  length = 0
  private values = new Uint32Array(FIRST)
  /** Where the last search ended: a run that plays asks for nearly the same place again and again. */
  private found = 0

  at(index: number): number | undefined {
    return index < this.length ? this.values[index] : undefined
  }

  set(index: number, value: number): void {
    this.values[index] = value
  }

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(this.length + 1)
    this.values[this.length++] = value
  }

  append(values: ArrayLike<number>): void {
    this.reserve(this.length + values.length)
    this.values.set(values, this.length)
    this.length += values.length
  }

  /** As many as `length`, the new ones `value`. */
  extend(length: number, value: number): void {
    this.reserve(length)
    this.values.fill(value, this.length, length)
    this.length = length
  }

  /** How many are below `limit`, where they are in order. */
  countBelow(limit: number): number {
    const { values, length } = this
    let low = 0
    let high = length
    if (this.found <= length) {
      if (this.found === 0 || (values[this.found - 1] as number) < limit) low = this.found
      if (this.found < length && (values[this.found] as number) >= limit) high = this.found
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] as number) < limit) low = middle + 1
      else high = middle
    }
    this.found = low
    return low
  }

  /** A copy of a stretch, as an array to go through. */
  listed(from: number, to: number): number[] {
    const list = new Array<number>(Math.max(0, to - from))
    for (let i = from; i < to; i++) list[i - from] = this.values[i] as number
    return list
  }

  reverse(): void {
    this.values.subarray(0, this.length).reverse()
  }

  private reserve(length: number): void {
    if (length <= this.values.length) return
    const values = new Uint32Array(Math.max(length, 2 * this.values.length))
    values.set(this.values)
    this.values = values
  }
}
