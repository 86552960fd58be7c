/**
 * A binary heap in typed arrays over the total order (time, sequence): no two events ever compare equal, so the
 * order of a run does not depend on the heap's history. Payloads live with the caller, by slot.
 *
 * Most events schedule the next one. So the place of an event that was taken stays empty until it is known
 * whether a newcomer fills it, which costs one way through the heap and not two.
 */
export class EventQueue {
  size = 0
  private times = new Float64Array(64)
  private sequences = new Float64Array(64)
  private slots = new Int32Array(64)
  private sequence = 0
  /** 1 while the place at the top is empty: the others stand below it. */
  private hole = 0

  push(time: number, slot: number): void {
    const sequence = this.sequence++
    if (this.hole === 1) {
      this.hole = 0
      this.size++
      this.sink(this.size, time, sequence, slot)
      return
    }
    if (this.size === this.times.length) this.grow()
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
    if (this.hole === 1) this.fill()
    return this.times[0] as number
  }

  peekSlot(): number {
    if (this.hole === 1) this.fill()
    return this.slots[0] as number
  }

  /** Takes the earliest event out and returns its slot; only while size > 0. */
  pop(): number {
    if (this.hole === 1) this.fill()
    this.hole = 1
    this.size--
    return this.slots[0] as number
  }

  /** The last one goes to the empty place at the top. */
  private fill(): void {
    this.hole = 0
    const last = this.size
    this.sink(
      last,
      this.times[last] as number,
      this.sequences[last] as number,
      this.slots[last] as number,
    )
  }

  /** Puts an event at the top of a heap of `size`, and lets it sink to its place. */
  private sink(size: number, time: number, sequence: number, slot: number): void {
    const { times, sequences, slots } = this
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      let childTime = times[child] as number
      const right = child + 1
      if (right < size) {
        const rightTime = times[right] as number
        if (
          rightTime < childTime ||
          (rightTime === childTime && (sequences[right] as number) < (sequences[child] as number))
        ) {
          child = right
          childTime = rightTime
        }
      }
      if (time < childTime || (time === childTime && sequence < (sequences[child] as number))) break
      times[i] = childTime
      sequences[i] = sequences[child] as number
      slots[i] = slots[child] as number
      i = child
    }
    times[i] = time
    sequences[i] = sequence
    slots[i] = slot
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
