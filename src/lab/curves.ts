/** The lab's curves. Those of scenarios that this build does not have are left out. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Curve } from './curve.ts'
import { ETHERNET_CURVES } from './curves/ethernet.ts'
import { V_CURVES } from './curves/v-kernel.ts'

export function labCurves(documents: readonly ScenarioDocument[]): readonly Curve[] {
  return [...V_CURVES, ...ETHERNET_CURVES].flatMap((curve) => curve(documents) ?? [])
}
