/** What a member keeps of the common sequence: the latest letters by number, for itself and for who missed them. */

/** One broadcast: the `number`-th of the member at place `sender`. */
export interface Letter {
  readonly sender: number
  readonly number: number
  readonly text: string
  readonly bytes: number
}

export class History {
  /** Every number up to this one is here. */
  have = 0
  /** The highest number that was heard of. */
  heard = 0
  private readonly size: number
  private readonly letters = new Map<number, Letter>()
  /** Last letter of each sender among those that the ring has let go. */
  private readonly gone = new Map<number, number>()

  constructor(size: number) {
    this.size = size
  }

  at(number: number): Letter | undefined {
    return this.letters.get(number)
  }

  /** False where it was here. */
  put(number: number, letter: Letter): boolean {
    this.heard = Math.max(this.heard, number)
    if (number <= this.have || this.letters.has(number)) return false
    this.letters.set(number, letter)
    while (this.letters.has(this.have + 1)) this.have++
    const old = this.letters.get(this.have - this.size)
    if (old) this.gone.set(old.sender, old.number)
    this.letters.delete(this.have - this.size)
    return true
  }

  /** The number under which a letter stands, 0 for none. */
  numberOf({ sender, number }: Pick<Letter, 'sender' | 'number'>): number {
    for (const [place, letter] of this.letters)
      if (letter.sender === sender && letter.number === number) return place
    return 0
  }

  /** Number of a sender’s last letter that has a place in the sequence. */
  lastOf(sender: number): number {
    let last = this.gone.get(sender) ?? 0
    for (const letter of this.letters.values())
      if (letter.sender === sender) last = Math.max(last, letter.number)
    return last
  }

  /** A new view begins behind `number`: what stood beyond it never was. */
  endAt(number: number): void {
    for (const place of [...this.letters.keys()]) if (place > number) this.letters.delete(place)
    this.have = Math.min(this.have, number)
    this.heard = number
  }
}
