/**
 * A binary heap in typed arrays over the total order (time, sequence): no two events ever compare equal, so the
 * order of a run does not depend on the heap's history. Payloads live with the caller, by slot.
 */
export class EventQueue {
  size = 0
  private times = new Float64Array(64)
  private sequences = new Float64Array(64)
  private slots = new Int32Array(64)
  private sequence = 0

  push(time: number, slot: number): void {
    if (this.size === this.times.length) this.grow()
    const sequence = this.sequence++
    let i = this.size++
    const { times, sequences, slots } = this
    while (i > 0) {
      const parent = (i - 1) >>> 1
      const parentTime = times[parent] as number
      // The newcomer has the largest sequence, so equal times never move it up.
      if (parentTime <= time) break
      times[i] = parentTime
      sequences[i] = sequences[parent] as number
      slots[i] = slots[parent] as number
      i = parent
    }
    times[i] = time
    sequences[i] = sequence
    slots[i] = slot
  }

  /** Time of the earliest event; only while size > 0. */
  peekTime(): number {
    return this.times[0] as number
  }

  peekSlot(): number {
    return this.slots[0] as number
  }

  /** Takes the earliest event out and returns its slot; only while size > 0. */
  pop(): number {
    const { times, sequences, slots } = this
    const top = slots[0] as number
    const last = --this.size
    const time = times[last] as number
    const sequence = sequences[last] as number
    const slot = slots[last] as number
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= last) break
      const right = child + 1
      if (right < last && this.before(right, child)) child = right
      const childTime = times[child] as number
      if (time < childTime || (time === childTime && sequence < (sequences[child] as number))) break
      times[i] = childTime
      sequences[i] = sequences[child] as number
      slots[i] = slots[child] as number
      i = child
    }
    times[i] = time
    sequences[i] = sequence
    slots[i] = slot
    return top
  }

  private before(i: number, j: number): boolean {
    const ti = this.times[i] as number
    const tj = this.times[j] as number
    return ti < tj || (ti === tj && (this.sequences[i] as number) < (this.sequences[j] as number))
  }

  private grow(): void {
    const size = this.times.length * 2
    const times = new Float64Array(size)
    const sequences = new Float64Array(size)
    const slots = new Int32Array(size)
    times.set(this.times)
    sequences.set(this.sequences)
    slots.set(this.slots)
    this.times = times
    this.sequences = sequences
    this.slots = slots
  }
}
