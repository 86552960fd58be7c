/** What a sweep adds up over its seeds, mergeable: each worker has one, and they come to the same in any order. */
export interface FailedSeed {
  readonly seed: number
  readonly check: string
  readonly time: number
  readonly says: string
  /** What follows the page’s address: opens the failing moment. */
  readonly link: string
}

export interface Tally {
  readonly scenario: string
  seeds: number
  events: number
  readonly failed: FailedSeed[]
  /** Seeds in which a check broke that is not promised there. */
  alarms: number
  /** fault → phase → how often. */
  readonly hits: Record<string, Record<string, number>>
  /** check → seeds in which its situation arose. */
  readonly exercised: Record<string, number>
}

export function emptyTally(scenario: string): Tally {
  return { scenario, seeds: 0, events: 0, failed: [], alarms: 0, hits: {}, exercised: {} }
}

export function countHit(tally: Tally, fault: string, phase: string, n = 1): void {
  const row = tally.hits[fault] ?? {}
  tally.hits[fault] = row
  row[phase] = (row[phase] ?? 0) + n
}

export function countExercised(tally: Tally, check: string, n = 1): void {
  tally.exercised[check] = (tally.exercised[check] ?? 0) + n
}

/** Adds another worker’s. */
export function merge(into: Tally, other: Tally): void {
  into.seeds += other.seeds
  into.events += other.events
  into.alarms += other.alarms
  into.failed.push(...other.failed)
  into.failed.sort((one, two) => one.seed - two.seed)
  for (const [fault, row] of Object.entries(other.hits))
    for (const [phase, n] of Object.entries(row)) countHit(into, fault, phase, n)
  for (const [check, n] of Object.entries(other.exercised)) countExercised(into, check, n)
}

/** Combinations that never arose. A torn write is a power cut in the middle of it. */
export function emptyCells(
  { hits }: Tally,
  faults: readonly string[],
  phases: readonly string[],
): readonly string[] {
  const acts: Readonly<Record<string, string>> = { tear: 'crash', spoil: 'tear' }
  const struck = new Set(faults.map((fault) => acts[fault] ?? fault))
  return [...struck].flatMap((fault) =>
    phases.filter((phase) => !hits[fault]?.[phase]).map((phase) => `${fault} × ${phase}`),
  )
}

/** A table in plain text: faults down, phases across. */
export function hitLines({ hits }: Tally, phases: readonly string[]): readonly string[] {
  const rows = Object.entries(hits)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([fault, row]) => [fault, ...phases.map((phase) => String(row[phase] ?? 0))])
  return aligned([['', ...phases], ...rows])
}

/** Words in columns: the first to the left, numbers to the right. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((word, i) => (i === 0 ? word.padEnd(widths[i] ?? 0) : word.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
