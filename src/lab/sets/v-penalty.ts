/** P(n), the network penalty of an n-byte datagram: its two formulas, and the table that they were fitted to. */
import type { Values } from '../../scenarios/document/switches.ts'
import type { SetRow } from '../set-row.ts'

/** ms for each byte, and ms. */
export const FORMULAS = {
  '8': { slope: 0.0064, fixed: 0.39 },
  '10': { slope: 0.0054, fixed: 0.251 },
} as const
export const CLOCKS = ['8', '10'] as const
type Clock = (typeof CLOCKS)[number]

/** Bytes, and ms at 8 and at 10 MHz. */
export const TABLE: readonly (readonly [bytes: number, at8: number, at10: number])[] = [
  [64, 0.8, 0.65],
  [128, 1.2, 0.96],
  [256, 2.0, 1.62],
  [512, 3.65, 3.0],
  [1024, 6.95, 5.83],
]

export function penalty(clock: Clock, bytes: number): number {
  const { slope, fixed } = FORMULAS[clock]
  return Number((slope * bytes + fixed).toFixed(6))
}

/** Header and message are 64 bytes: what is more is a page that rides on the reply. */
export function penaltyRun(
  clock: Clock,
  bytes: number,
): { readonly scenario: string; readonly switches: Values } {
  return bytes <= 64
    ? { scenario: 'message-exchange', switches: { clock } }
    : { scenario: 'page-read', switches: { clock, segments: 'on', pageBytes: bytes - 64 } }
}

const common = { metric: 'penaltyMs', unit: 'ms', calibrated: true } as const

export const V_PENALTY: readonly SetRow[] = TABLE.flatMap(([bytes, at8, at10]) =>
  CLOCKS.flatMap((clock): readonly SetRow[] => [
    {
      ...common,
      ...penaltyRun(clock, bytes),
      id: `v-penalty-${clock}-${bytes}`,
      figure: `Network penalty of ${bytes} bytes, by the formula`,
      expected: { is: 'near', value: penalty(clock, bytes), percent: 2 },
      source: `Cheriton and Zwaenepoel 1983, in lecture notes: P(n) = ${FORMULAS[clock].slope}n + ${FORMULAS[clock].fixed} ms`,
      tag: 'F',
    },
    {
      ...common,
      ...penaltyRun(clock, bytes),
      id: `v-penalty-table-${clock}-${bytes}`,
      figure: `Network penalty of ${bytes} bytes, in the table`,
      expected: { is: 'near', value: clock === '8' ? at8 : at10, percent: 10 },
      source: 'Cheriton and Zwaenepoel 1983: table of network penalties',
      tag: 'M+',
    },
  ]),
)
