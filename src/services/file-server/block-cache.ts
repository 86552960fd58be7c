/** Blocks that a file server keeps in memory: the one that was longest not asked for makes room for the next. */
export interface Kept {
  readonly block: number
  bytes: Uint8Array
  /** It was fetched before anybody asked for it, and nobody has yet. */
  ahead: boolean
  /** When what is in it became newer than the disk’s, ns; null where both are the same. */
  dirtySince: number | null
}

export class BlockCache {
  /** Blocks that it may hold. */
  readonly capacity: number
  /** In order of use, the one last used at the end. */
  private readonly kept = new Map<number, Kept>()

  constructor(capacity: number) {
    this.capacity = capacity
  }

  get size(): number {
    return this.kept.size
  }

  has(block: number): boolean {
    return this.kept.has(block)
  }

  /** The block, if it is here: from now on the one last used. */
  use(block: number): Kept | undefined {
    const found = this.kept.get(block)
    if (!found) return undefined
    this.kept.delete(block)
    this.kept.set(block, found)
    return found
  }

  /** Who has to go before a new block may come; undefined while there is room. */
  oldest(): Kept | undefined {
    if (this.kept.size < this.capacity) return undefined
    const [first] = this.kept.values()
    return first
  }

  /** The caller has made room. */
  put(kept: Kept): void {
    this.kept.delete(kept.block)
    this.kept.set(kept.block, kept)
  }

  drop(block: number): void {
    this.kept.delete(block)
  }

  /** Those that the disk has not got yet, the longest waiting first. */
  dirty(): readonly Kept[] {
    const since = ({ dirtySince }: Kept) => dirtySince as number
    return [...this.kept.values()]
      .filter(({ dirtySince }) => dirtySince !== null)
      .sort((one, two) => since(one) - since(two) || one.block - two.block)
  }
}
