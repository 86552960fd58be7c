/** Curves of V’s papers. */
import { type CurveOf, curveOf } from '../curve-line.ts'
import { CLOCKS, FORMULAS, penalty, penaltyRun, TABLE } from '../sets/v-penalty.ts'

const NOTES = 'Lecture notes on Cheriton and Zwaenepoel 1983'
const SUN = { '8': 'SUN, 8 MHz', '10': 'SUN, 10 MHz' } as const

const penalties: CurveOf = curveOf(
  CLOCKS.map((clock) => ({
    name: SUN[clock],
    metric: 'penaltyMs',
    xs: TABLE.map(([bytes]) => bytes),
    run: (bytes) => penaltyRun(clock, bytes),
  })),
  {
    id: 'network-penalty',
    title: 'What the network adds to a datagram',
    about:
      'From one memory into the other: a copy into the interface, the wire, a copy out of it. The formulas were used to set the model.',
    x: { label: 'Bytes of the datagram', unit: 'bytes' },
    y: { label: 'Network penalty', unit: 'ms' },
    published: [
      ...CLOCKS.map((clock) => ({
        name: `P(n) = ${FORMULAS[clock].slope}n + ${FORMULAS[clock].fixed}, ${SUN[clock]}`,
        source: NOTES,
        tag: 'F †',
        kind: 'formula' as const,
        points: [64, 1024].map((x) => ({ x, y: penalty(clock, x) })),
      })),
      {
        name: 'the table, both clocks',
        source: 'Cheriton and Zwaenepoel 1983',
        tag: 'M+',
        kind: 'readings',
        points: TABLE.flatMap(([x, at8, at10]) => [
          { x, y: at8 },
          { x, y: at10 },
        ]),
      },
    ],
  },
)

const CLIENTS = [1, 2, 3, 4, 5, 6, 7, 8]
const throughput: CurveOf = curveOf(
  (['10', '8'] as const).map((clock) => ({
    name: SUN[clock],
    metric: 'exchangesPerSecond',
    xs: CLIENTS,
    run: (clients) => ({
      scenario: 'message-exchange',
      switches: { clock, clients, exchanges: 100 },
    }),
  })),
  {
    id: 'server-throughput',
    title: 'How many exchanges one server carries',
    about:
      'More clients ask one server. Its processor is the limit: one over its time for an exchange.',
    x: { label: 'Clients', unit: '' },
    y: { label: 'Exchanges in a second', unit: '/s' },
    published: [
      {
        name: 'highest rate, 10 MHz',
        source: NOTES,
        tag: 'F †',
        kind: 'formula',
        points: [1, 8].map((x) => ({ x, y: 558 })),
      },
    ],
  },
)

const UNITS = [1, 2, 4, 8, 16, 32, 64]
const loads: CurveOf = curveOf(
  [
    {
      name: 'SUN, 10 MHz',
      metric: 'loadMs',
      xs: UNITS,
      run: (unitKB) => ({ scenario: 'program-load', switches: { unitKB } }),
    },
  ],
  {
    id: 'program-load',
    title: 'Loading a program of 64 KB',
    about: 'The server moves it in units; each unit is acknowledged once.',
    x: { label: 'Unit', unit: 'KB', doubling: true },
    y: { label: 'Time to load', unit: 'ms' },
    published: [
      {
        name: 'units of 1 and of 64 KB',
        source: 'Cheriton and Zwaenepoel 1983',
        tag: 'M',
        kind: 'readings',
        points: [
          { x: 1, y: 518 },
          { x: 64, y: 335 },
        ],
      },
    ],
  },
)

export const V_CURVES: readonly CurveOf[] = [penalties, throughput, loads]
