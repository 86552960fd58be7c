/** Published figures, and for each the run that reproduces it: the rows of facts/ethernet.md §6 that this scenario has. */
import type { Figure } from '../document/document.ts'

/** Half of the band's width and 0.1 Mb/s around its middle. */
const band = (middle: number) => Math.floor((0.35 / middle) * 10_000) / 100

/** Short and long frames in eight, and the middle of the band in which the curve's label stands. */
const MIXES: readonly (readonly [long: number, middle: number])[] = [
  [0, 8.25],
  [1, 8.75],
  [2, 9.25],
  [3, 9.25],
  [4, 9.25],
  [5, 9.25],
  [6, 9.75],
  [7, 9.75],
  [8, 9.75],
]
const boggs: readonly Figure[] = MIXES.map(([longFrames, value]) => ({
  metric: 'throughputMbps',
  value,
  unit: 'Mb/s',
  source: 'Boggs, Mogul and Kent 1988, Fig. 12: 64 and 1,536 bytes mixed, 24 hosts, long net',
  tag: 'V, indirect',
  calibrated: true,
  when: { frameBytes: 64, longFrames, runMs: 4000 },
  tolerancePercent: band(value),
  note: 'The band of half a megabit in which the curve’s label stands, and 0.1 on either side. The turnaround of 200 µs was fitted to this figure.',
}))

/** Table I: packet in bits, stations, efficiency; P of 48 bits is shorter than any frame here and has a test of its own. */
const TABLE: readonly (readonly [bits: number, q: number, efficiency: number])[] = [
  [4096, 2, 0.9884],
  [4096, 5, 0.9834],
  [4096, 64, 0.9805],
  [1024, 2, 0.9552],
  [1024, 10, 0.931],
  [1024, 64, 0.9263],
  [512, 2, 0.9143],
  [512, 5, 0.881],
  [512, 10, 0.8709],
  [512, 64, 0.8627],
]
const metcalfe: readonly Figure[] = TABLE.map(([bits, stations, value]) => ({
  metric: 'efficiency',
  value,
  unit: '',
  source: 'Metcalfe and Boggs 1976, Table I, computed from its formula: access by an oracle',
  tag: 'F',
  when: {
    network: 'paper-1976',
    access: 'oracle',
    taps: 'together',
    turnaroundMicros: 0,
    frameBytes: bits / 8,
    stations,
    // 30,000 packets, or what a cable can carry in the longest run.
    runMs: Math.min(100_000, Math.round((30_000 * bits) / 3000 / 10 / value) * 10),
  },
  tolerancePercent: Math.floor((0.003 / value) * 100_000) / 1000,
}))

const DEFERRED = [5, 10, 20, 30] as const
const deferred: readonly Figure[] = DEFERRED.map((percent) => ({
  metric: 'framesDeferredPercent',
  value: percent,
  unit: '%',
  source: 'Derived: who comes by chance finds the cable in use as often as it is in use',
  tag: 'D',
  when: {
    arrivals: 'poisson',
    offeredLoadPercent: percent,
    frameBytes: 512,
    stations: 20,
    runMs: 60_000,
  },
  tolerancePercent: 100 / percent,
}))

const PAYLOAD = { arrivals: 'poisson', frameBytes: 512, stations: 20, runMs: 60_000 } as const

export const figures: readonly Figure[] = [
  {
    metric: 'goodputMbps',
    value: 9.575,
    unit: 'Mb/s',
    source: 'INET’s simulator, run for the fact sheet: nine stations, endless 1,518-byte frames',
    tag: 'S',
    when: { stations: 9, turnaroundMicros: 0, runMs: 10_000 },
    tolerancePercent: 0.65,
    note: 'Output of another simulator and no measurement: 9.56 to 9.59 over ten seeds, and half a percent of them.',
  },
  {
    metric: 'captureRatio',
    value: 0.625,
    unit: '',
    source:
      'Boggs, Mogul and Kent 1988 and others: a loser of two collisions against a fresh winner',
    tag: 'V',
    when: { stations: 2, turnaroundMicros: 0, runMs: 100_000 },
    tolerancePercent: 3.2,
  },
  {
    metric: 'captureAfterThreeRatio',
    value: 0.813,
    unit: '',
    source:
      'Boggs, Mogul and Kent 1988 and others: a loser of three collisions against a fresh winner',
    tag: 'V',
    when: { stations: 2, turnaroundMicros: 0, runMs: 100_000 },
    tolerancePercent: 2.46,
  },
  ...boggs,
  ...metcalfe,
  ...deferred,
  {
    metric: 'delayMs',
    value: 0.4403,
    unit: 'ms',
    source: 'Derived: M/D/1 at a tenth of the load, 512-byte frames with preamble and gap',
    tag: 'D',
    when: { ...PAYLOAD, offeredLoadPercent: 10 },
    tolerancePercent: 2,
  },
  {
    metric: 'wireBusyPercent',
    value: 98,
    unit: '%',
    source: 'Shoch and Hupp 1980: use of the experimental Ethernet under artificial load',
    tag: 'V',
    headline: true,
    when: { network: 'eth3', frameBytes: 512, turnaroundMicros: 0, runMs: 2000 },
    tolerancePercent: 3,
    note: 'About 98 %; which frames and how many stations made up this load is not known to us.',
  },
]
