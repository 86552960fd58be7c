/** Figures of the Ethernet that a plain tolerance does not say: bands, exact counts, shares of frames. */
import type { SetRow } from '../set-row.ts'

/** Short and long frames in eight, and the band in which the curve's label stands. */
const BANDS: readonly (readonly [from: number, to: number])[] = [
  [8, 8.5],
  [8.5, 9],
  [9, 9.5],
  [9, 9.5],
  [9, 9.5],
  [9, 9.5],
  [9.5, 10],
  [9.5, 10],
  [9.5, 10],
]

const mixes: readonly SetRow[] = BANDS.map(([from, to], long) => ({
  id: `boggs-mix-${8 - long}-${long}`,
  figure: `Whole frames with preamble and gap, ${8 - long} short to ${long} long`,
  scenario: 'ethernet-under-load',
  switches: { frameBytes: 64, longFrames: long, runMs: 4000 },
  metric: 'throughputMbps',
  expected: { is: 'between', from, to, by: 0.1 },
  unit: 'Mb/s',
  source:
    'Boggs, Mogul and Kent 1988, Fig. 12: 64 and 1,536 bytes mixed, 24 hosts, the long net, read from the places of its labels',
  tag: 'V, indirect',
  calibrated: true,
  seeds: 3,
  note: 'The turnaround of 200 µs was fitted to this figure.',
}))

const collision = { scenario: 'ethernet-collision', calibrated: false } as const
const WIDE =
  'Derived from preamble and frame, 576 bits, and 4.33 ns a metre: a round trip of 6.65 km'
const LAW = 'Derived from the rules of collision: a preamble is finished, then a jam of 32 bits'

const exact: readonly SetRow[] = [
  {
    ...collision,
    id: 'fragment-shortest',
    figure: 'Shortest fragment of a collision',
    switches: {},
    metric: 'fragmentBitsMin',
    expected: { is: 'exactly', value: 96 },
    unit: 'bits',
    source: LAW,
    tag: 'D',
  },
  {
    ...collision,
    id: 'fragment-longest',
    figure: 'Longest fragment on 2.5 km: a round trip of 217 bits and the jam',
    switches: {},
    metric: 'fragmentBitsMax',
    expected: { is: 'exactly', value: 249 },
    unit: 'bits',
    source: LAW,
    tag: 'D',
  },
  {
    ...collision,
    id: 'late-collisions-legal',
    figure: 'Late collisions on a legal cable',
    switches: { stations: 6, start: 'random', frames: 50 },
    metric: 'lateCollisions',
    expected: { is: 'exactly', value: 0 },
    unit: '',
    source: 'Derived: on 2.5 km every collision is heard within 512 bits',
    tag: 'D',
    seeds: 5,
  },
  {
    ...collision,
    id: 'silent-losses-below',
    figure: 'Frames of 64 bytes lost in silence on 6.65 km',
    switches: { cableMetres: 6650 },
    metric: 'silentLosses',
    expected: { is: 'exactly', value: 0 },
    unit: '',
    source: WIDE,
    tag: 'D',
  },
  {
    ...collision,
    id: 'silent-losses-above',
    figure: 'Frames of 64 bytes lost in silence on 6.7 km',
    switches: { cableMetres: 6700 },
    metric: 'silentLosses',
    expected: { is: 'more-than', value: 0 },
    unit: '',
    source: WIDE,
    tag: 'D',
  },
]

const shares: readonly SetRow[] = [
  [6500, 0],
  [7000, 0.08],
  [10_000, 6.1],
].map(([metres = 0, value = 0]) => ({
  ...collision,
  id: `silent-losses-${metres}`,
  figure: `Frames of 64 bytes lost in silence on ${metres / 1000} km, of a thousand`,
  switches: { cableMetres: metres, start: 'random', stations: 6, frames: 100 },
  metric: 'silentLosses',
  per: 'framesSent',
  times: 1000,
  expected: { is: 'close', value, by: 2 },
  unit: 'of 1,000',
  source: 'A throw-away simulation for the fact sheet, whose load is not written down',
  tag: 'S',
  seeds: 5,
  note: 'The load here is our own, so the size agrees and no more.',
}))

export const ETHERNET: readonly SetRow[] = [...mixes, ...exact, ...shares]
