/** The lab's curves. Those of scenarios that this build does not have are left out. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Values } from '../scenarios/document/switches.ts'
import type { Curve, CurveLine } from './curve.ts'
import { plainRun, seedsUpTo } from './question.ts'

/** A line of one scenario: a metric at each value of x. */
export function lineOf(
  document: ScenarioDocument,
  name: string,
  metric: string,
  xs: readonly number[],
  switches: (x: number) => Values,
  seeds = 1,
): CurveLine {
  const points = xs.map((x) => ({
    x,
    measure: { of: 'run' as const, run: plainRun(document, switches(x)), metric },
  }))
  return { name, seeds: seedsUpTo(seeds), points }
}

const CLIENTS = [1, 2, 3, 4, 5, 6, 7, 8]

function serverThroughput(document: ScenarioDocument): Curve {
  const at = (clock: string) => (clients: number) => ({ clock, clients, exchanges: 100 })
  return {
    id: 'server-throughput',
    title: 'How many exchanges one server carries',
    about:
      'More clients ask one server. Its processor is the limit: one over its time for an exchange.',
    x: { label: 'Clients', unit: '' },
    y: { label: 'Exchanges in a second', unit: '/s' },
    lines: [
      lineOf(document, 'SUN, 10 MHz', 'exchangesPerSecond', CLIENTS, at('10')),
      lineOf(document, 'SUN, 8 MHz', 'exchangesPerSecond', CLIENTS, at('8')),
    ],
    published: [
      {
        name: 'Highest rate, 10 MHz',
        source: 'Lecture notes on Cheriton and Zwaenepoel 1983',
        tag: 'F',
        kind: 'formula',
        points: [
          { x: 1, y: 558 },
          { x: 8, y: 558 },
        ],
      },
    ],
  }
}

const CURVES: Readonly<Record<string, (document: ScenarioDocument) => readonly Curve[]>> = {
  'message-exchange': (document) => [serverThroughput(document)],
}

export function labCurves(documents: readonly ScenarioDocument[]): readonly Curve[] {
  return documents.flatMap((document) =>
    Object.hasOwn(CURVES, document.id) ? (CURVES[document.id]?.(document) ?? []) : [],
  )
}
