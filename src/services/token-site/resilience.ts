/** How many sites are known to hold what stands under a timestamp, from the token’s way round the list. */
interface Round {
  readonly sites: readonly number[]
  readonly base: number
  readonly confirmed: number
  readonly lastLetter: number
  readonly options: { readonly resilience: number }
}

/**
 * The last timestamp that L + 1 sites of the list hold. Whoever acknowledges under a timestamp has accepted the token,
 * and so holds all before it; of the history that a list begins with, the first site’s copy is the only one that is known.
 */
export function holdersSure({ sites, base, confirmed, options }: Round): number {
  const passes = Math.min(options.resilience, sites.length - 1)
  return confirmed >= base + passes ? confirmed + 1 - passes : 0
}

/** Whether the token has been at all sites of the list since the last letter: all of them have everything. */
export function isRoundDone({ sites, base, confirmed, lastLetter }: Round): boolean {
  if (lastLetter === 0) return true
  const others = sites.length - 1
  return confirmed >= (lastLetter > base ? lastLetter - 1 : base) + others
}
