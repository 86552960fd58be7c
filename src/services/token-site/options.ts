/** What a document may set of the protocol. Times in ns; none of them is published (X). */
export interface TokenOptions {
  /** L: times that the token is passed on before a letter is delivered. */
  readonly resilience: number
  /** Delivers what L + 1 sites hold, or whatever is acknowledged: a mutant. */
  readonly delivery: 'resilient' | 'at-once'
  /** Takes the token with a complete history only, or with any: a mutant. */
  readonly tokenGuard: 'complete' | 'unchecked'
  /** A new list needs a majority of all sites, or whoever is there: a mutant. */
  readonly majority: 'required' | 'not-required'
  /** The token of a new list goes to the site with the longest history, or to who calls it: a mutant. */
  readonly newTokenSite: 'longest-history' | 'caller'
  /** Timestamps that a site keeps. */
  readonly historySize: number
  /** Until a letter, an acknowledgement or a question is sent again, and how often that is done. */
  readonly retryNs: number
  readonly triesMax: number
  /** How long the token site waits for a letter, whose acknowledgement would confirm that it has the token. */
  readonly confirmNs: number
  /** Quiet after which the token goes on without a letter, until all sites have had it. */
  readonly tourNs: number
  /** Quiet after which another site asks for the token site. */
  readonly aliveNs: number
  /** Between two calls for a new list. */
  readonly reformNs: number
}
