/** Curves of the papers on the Ethernet. */
import { type CurveOf, curveOf } from '../curve-line.ts'

const scenario = 'ethernet-under-load'
const SLOT_MICROS = 16
const MBPS = 3
const QS = [2, 4, 5, 10, 32, 64]
const PACKET_BITS = [4096, 1024, 512]

/** E = (P/C) / (P/C + W·T), with A = (1 − 1/Q)^(Q − 1) and W = (1 − A)/A. */
export function metcalfeBoggs(packetBits: number, stations: number): number {
  let acquires = 1
  for (let i = 1; i < stations; i++) acquires *= 1 - 1 / stations
  const packet = packetBits / MBPS
  return packet / (packet + ((1 - acquires) / acquires) * SLOT_MICROS)
}

/** Long enough for a few thousand packets: a curve is looked at, the table's rows are measured. */
const tableRun = (bits: number, stations: number) => ({
  scenario,
  switches: {
    network: 'paper-1976',
    access: 'oracle',
    taps: 'together',
    turnaroundMicros: 0,
    frameBytes: bits / 8,
    stations,
    runMs: 2000,
  },
})

const table: CurveOf = curveOf(
  PACKET_BITS.map((bits) => ({
    name: `packets of ${bits} bits`,
    metric: 'efficiency',
    xs: QS,
    run: (stations) => tableRun(bits, stations),
    seeds: 3,
  })),
  {
    id: 'metcalfe-boggs',
    title: 'Table I: the share of the time that carries packets',
    about:
      'Q stations always have a packet and an oracle tells each of them Q. Real backoff does otherwise: sweep the switch Access.',
    x: { label: 'Stations, Q', unit: '', doubling: true },
    y: { label: 'Efficiency', unit: '' },
    published: PACKET_BITS.map((bits) => ({
      name: `formula, ${bits} bits`,
      source: 'Metcalfe and Boggs 1976',
      tag: 'F',
      kind: 'formula',
      points: QS.map((x) => ({ x, y: metcalfeBoggs(bits, x) })),
    })),
  },
)

const SIZES = [64, 128, 256, 512, 1024, 1518]
const goodput: CurveOf = curveOf(
  [24, 9].map((stations) => ({
    name: `${stations} stations`,
    metric: 'goodputMbps',
    xs: SIZES,
    run: (frameBytes) => ({
      scenario,
      switches: { stations, frameBytes, turnaroundMicros: 0, runMs: 1000 },
    }),
    seeds: 3,
  })),
  {
    id: 'goodput-by-frame',
    title: 'Useful bits by the length of the frames',
    about:
      'Every station always has one more frame. Short frames pay for preamble, gap and collisions with each one; nothing collapses.',
    x: { label: 'Frame', unit: 'bytes', doubling: true },
    y: { label: 'Useful bits', unit: 'Mb/s' },
    published: [
      {
        name: 'INET’s simulator, 9 stations',
        source: 'INET, run for the fact sheet: another simulator’s output, no measurement',
        tag: 'V',
        kind: 'readings',
        points: [{ x: 1518, y: 9.575 }],
      },
    ],
  },
)

const LONG = [0, 1, 2, 3, 4, 5, 6, 7, 8]
/** Ends of the bands in which the figure's labels stand, for none to eight long frames in eight. */
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
const mixes: CurveOf = curveOf(
  [
    {
      name: '24 stations, turnaround 200 µs',
      metric: 'throughputMbps',
      xs: LONG,
      run: (longFrames) => ({
        scenario,
        switches: { frameBytes: 64, longFrames, runMs: 1000 },
      }),
      seeds: 3,
    },
  ],
  {
    id: 'boggs-mixes',
    title: 'Short and long frames mixed',
    about:
      'Frames of 64 and 1,536 bytes, with preambles and gaps counted. The host’s turnaround was fitted to this figure.',
    x: { label: 'Long frames in eight', unit: '' },
    y: { label: 'Whole frames', unit: 'Mb/s' },
    published: [
      ['upper', 1],
      ['lower', 0],
    ].map(([name, end]) => ({
      name: `${name} end of the label’s band`,
      source: 'Boggs, Mogul and Kent 1988, Fig. 12, read from the places of its labels',
      tag: 'V, indirect',
      kind: 'readings',
      points: BANDS.map((band, x) => ({ x, y: band[end as 0 | 1] })),
    })),
  },
)

export const ETHERNET_CURVES: readonly CurveOf[] = [table, goodput, mixes]
