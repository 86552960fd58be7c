/**
 * What the engine is measured against: a binary heap in typed arrays and nothing around it. No handlers, no
 * cancelling, no causes, no records. It shares no code with the engine's queue.
 */
export class BareHeap {
  size = 0
  private readonly times: Float64Array
  private readonly sequences: Float64Array
  private readonly ids: Int32Array
  private sequence = 0

  constructor(capacity: number) {
    this.times = new Float64Array(capacity)
    this.sequences = new Float64Array(capacity)
    this.ids = new Int32Array(capacity)
  }

  get time(): number {
    return this.times[0] as number
  }

  push(time: number, id: number): void {
    const { times, sequences, ids } = this
    const sequence = this.sequence++
    let i = this.size++
    while (i > 0) {
      const parent = (i - 1) >> 1
      if ((times[parent] as number) <= time) break
      times[i] = times[parent] as number
      sequences[i] = sequences[parent] as number
      ids[i] = ids[parent] as number
      i = parent
    }
    times[i] = time
    sequences[i] = sequence
    ids[i] = id
  }

  pop(): number {
    const { times, sequences, ids } = this
    const top = ids[0] as number
    const size = --this.size
    const time = times[size] as number
    const sequence = sequences[size] as number
    const id = ids[size] as number
    let i = 0
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.before(child + 1, child)) child++
      const there = times[child] as number
      if (time < there || (time === there && sequence < (sequences[child] as number))) break
      times[i] = there
      sequences[i] = sequences[child] as number
      ids[i] = ids[child] as number
      i = child
    }
    times[i] = time
    sequences[i] = sequence
    ids[i] = id
    return top
  }

  private before(i: number, j: number): boolean {
    const { times, sequences } = this
    const difference = (times[i] as number) - (times[j] as number)
    return (
      difference < 0 || (difference === 0 && (sequences[i] as number) < (sequences[j] as number))
    )
  }
}
