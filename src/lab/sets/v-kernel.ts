/** Figures of V’s two papers on SUN workstations that want more than a document’s own list. */
import type { SetRow } from '../set-row.ts'

const TABLE = 'Cheriton and Zwaenepoel 1983: processor time for a remote exchange'

/** Client 1.44 and server 1.79 ms at 10 MHz, 1.79 and 2.30 at 8 MHz. */
const processorTimes: readonly SetRow[] = (
  [
    ['client', '10', 1.44],
    ['server', '10', 1.79],
    ['client', '8', 1.79],
    ['server', '8', 2.3],
  ] as const
).map(([who, clock, value]) => ({
  id: `v-exchange-${who}-processor-${clock}`,
  figure: `Processor time of the ${who} for one remote exchange`,
  scenario: 'message-exchange',
  switches: { clock },
  metric: `${who}CpuMs`,
  expected: { is: 'near', value, percent: 3 },
  unit: 'ms',
  source: TABLE,
  tag: 'M+',
  calibrated: true,
  note: 'What lies off the critical path is nowhere published; it is set so that this time comes out.',
}))

export const V_KERNEL: readonly SetRow[] = [...processorTimes]
