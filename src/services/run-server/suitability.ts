/**
 * How a run server weighs a host for a program: the formula and the defaults of Amoeba’s, as its manual page gives
 * them ([SRC], run.n).
 *
 *     Speed       = KIPS / (LoadAvg + 1)
 *     AvailMem    = Free − Req + CACHEMEM · SegCached
 *     Startup     = 1 + SegCached / CACHETIME
 *     Suitability = PREF · Speed · min(MEMTRUNC, AvailMem) · Startup
 */
export const RUN_SERVER_DEFAULTS = {
  /** EQUIVPERC: hosts so near to the best are as good, %. */
  equivPercent: 5,
  /** MEMTRUNC: more memory than this is no better, KB. */
  memTruncKB: 2048,
  /** CACHETIME: so much of a program that is in a host’s cache makes the host twice as good, KB. */
  cacheTimeKB: 500,
  /** CACHEMEM: this part of what is cached counts as memory, %. */
  cacheMemPercent: 10,
  /** PREF: how much a host is liked, %. */
  prefPercent: 100,
  /** Of each of the eight hosts in the manual’s sample listing: 3.0 MIPS. */
  kips: 3000,
} as const

/** What a host has, as the last poll says. */
export interface Host {
  readonly load: number
  /** Memory that no program holds, KB; null where the host does not say, which is taken for enough. */
  readonly freeKB: number | null
  /** Of the program in question, KB. */
  readonly cachedKB: number
}

/** Of a processor that shares itself among those that are there and the one that comes, thousand instructions a second. */
export function speed(load: number, kips: number = RUN_SERVER_DEFAULTS.kips): number {
  return kips / (load + 1)
}

/** KB; not above 0: there is no room. */
export function availableKB(freeKB: number, neededKB: number, cachedKB: number): number {
  return freeKB - neededKB + (RUN_SERVER_DEFAULTS.cacheMemPercent * cachedKB) / 100
}

/** 1 where nothing of the program is there. */
export function startup(cachedKB: number): number {
  return 1 + cachedKB / RUN_SERVER_DEFAULTS.cacheTimeKB
}

/** What of a host’s memory is counted for a program that needs so many KB. */
export function countedKB({ freeKB, cachedKB }: Host, neededKB: number): number {
  const { memTruncKB } = RUN_SERVER_DEFAULTS
  return freeKB === null
    ? memTruncKB
    : Math.min(memTruncKB, availableKB(freeKB, neededKB, cachedKB))
}

/** In KIPS · KB; not above 0: the host has no room. */
export function suitability(host: Host, neededKB: number): number {
  const preference = RUN_SERVER_DEFAULTS.prefPercent / 100
  return preference * speed(host.load) * countedKB(host, neededKB) * startup(host.cachedKB)
}

/** Places in the list of those that have room and are within `equivPercent` of the best. */
export function asGoodAsBest(
  suitabilities: readonly number[],
  equivPercent: number,
): readonly number[] {
  const best = suitabilities.reduce((most, each) => Math.max(most, each), 0)
  return suitabilities.flatMap((each, place) =>
    each > 0 && each * 100 >= best * (100 - equivPercent) ? [place] : [],
  )
}
