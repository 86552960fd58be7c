/** The draws of a model, made before anything is timed, so that every engine is given the same ones. */
import { RandomStream } from '../../src/engine/random.ts'

const SIZE = 1 << 16
const MASK = SIZE - 1

export class Workload {
  /** ns, from 1 to 2,000 */
  private readonly delays = new Int32Array(SIZE)
  private readonly targets = new Int32Array(SIZE)

  constructor(entities: number) {
    const random = new RandomStream(1, 'bench')
    for (let i = 0; i < SIZE; i++) {
      this.delays[i] = 1 + random.below(2000)
      this.targets[i] = random.below(entities)
    }
  }

  delay(draw: number): number {
    return this.delays[draw & MASK] as number
  }
  target(draw: number): number {
    return this.targets[draw & MASK] as number
  }
}
