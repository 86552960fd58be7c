/** Timers of a protocol that waits in one place: for a packet, or until the first of them is due. */
export const NEVER = Number.POSITIVE_INFINITY

export class Timers<Name extends string> {
  /** Time at which the program was last woken, ns. */
  now = 0
  private readonly names: readonly Name[]
  private readonly times = new Map<Name, number>()

  /** Those that are due at once are taken in the order of `names`. */
  constructor(names: readonly Name[]) {
    this.names = names
  }

  /** In `delay` ns from now; NEVER takes it off. */
  set(name: Name, delay: number): void {
    if (delay === NEVER) this.times.delete(name)
    else this.times.set(name, this.now + delay)
  }
  isSet(name: Name): boolean {
    return this.times.has(name)
  }
  /** ns until the next one. */
  wait(): number {
    return Math.max(0, Math.min(NEVER, ...this.times.values()) - this.now)
  }
  /** Takes those that are due off the list. */
  due(): readonly Name[] {
    const due = this.names.filter((name) => (this.times.get(name) ?? NEVER) <= this.now)
    for (const name of due) this.times.delete(name)
    return due
  }
  allOffBut(kept: Name): void {
    for (const name of this.names) if (name !== kept) this.times.delete(name)
  }
}
