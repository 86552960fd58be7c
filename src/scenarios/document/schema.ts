/**
 * The shape of a scenario document. What comes out is made of fresh objects that hold the keys named here and
 * no others. What one part may say about another (names that must exist, defaults in range) is in meaning.ts.
 */
import * as v from 'valibot'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { RecordPredicate } from '../../trace/predicate.ts'
import { LAYERS } from '../../trace/record.ts'
import type { Intervention } from '../../trace/tuple.ts'
import type { CutsPart } from './cuts-part.ts'
import * as d from './document.ts'
import { LIMITS } from './limits.ts'
import { PLACEMENTS } from './placement.ts'
import { scriptSchema } from './script.ts'
import {
  ACTIONS,
  bound,
  camel,
  choose,
  comparator,
  deed,
  has,
  hostName,
  identity,
  intervention,
  kebab,
  list,
  number,
  oneOf,
  options,
  part,
  processName,
  processPath,
  type Schema,
  switchValue,
  table,
  text,
  whole,
  withAmount,
  yesOrNo,
} from './words.ts'

const LARGEST = 1e12
const anyNumber = number(-LARGEST, LARGEST)
const milliseconds = number(0, LIMITS.milliseconds)
const sentence = text(300)
const label = text(80)

const switchBase = { key: camel, label, says: v.exactOptional(sentence) }
const choiceSwitch: Schema<d.ChoiceSwitch> = part({
  ...switchBase,
  kind: v.literal('choice'),
  values: list(part({ value: kebab, label }), 24, 2),
  default: kebab,
  fix: v.exactOptional(kebab),
})
const numberSwitch: Schema<d.NumberSwitch> = part({
  ...switchBase,
  kind: v.literal('number'),
  min: anyNumber,
  max: anyNumber,
  step: v.pipe(
    anyNumber,
    v.check((n) => n > 0, 'must be more than 0'),
  ),
  default: anyNumber,
  unit: text(24, 0),
})
const anySwitch = v.looseObject({ kind: oneOf(['choice', 'number']) }) as Schema<unknown>
const switchSchema: Schema<d.Switch> = choose<d.Switch>((input) => {
  const kind = has(input, 'kind') ? (input as { kind: unknown }).kind : undefined
  if (kind === 'choice') return choiceSwitch
  return kind === 'number' ? numberSwitch : (anySwitch as Schema<never>)
})

const term: Schema<d.Term> = choose<d.Term>((input) => {
  if (typeof input === 'number') return anyNumber
  if (has(input, 'sum')) return part({ sum: list(term, 8, 1) })
  if (has(input, 'product')) return part({ product: list(term, 8, 1) })
  return part({ switch: camel })
})
const constraint: Schema<d.Constraint> = part({
  left: term,
  is: comparator,
  right: term,
  says: sentence,
})
const condition: Schema<d.Condition> = part({ switch: camel, is: comparator, value: switchValue })

const network: Schema<d.NetworkPart> = part({
  preset: bound(kebab),
  metres: bound(number(1, LIMITS.metres)),
  lossPercent: v.exactOptional(bound(number(0, 100))),
  repeaters: v.exactOptional(list(number(0, LIMITS.metres), 4)),
  options: v.exactOptional(options),
})
const kernel: Schema<d.KernelPart> = part({
  dialect: v.literal('v', 'must be "v"'),
  options: v.exactOptional(options),
})
const traffic: Schema<d.TrafficPart> = part({
  arrivals: bound(oneOf(['endless', 'poisson'])),
  frameBytes: bound(whole(1, LIMITS.frameBytes)),
  longPercent: v.exactOptional(bound(number(0, 100))),
  longBytes: v.exactOptional(bound(whole(1, LIMITS.frameBytes))),
  padTo: v.exactOptional(bound(whole(0, LIMITS.frameBytes))),
  turnaroundMicros: v.exactOptional(bound(number(0, 1e9))),
  offeredPercent: v.exactOptional(bound(number(0, 10_000))),
  frames: v.exactOptional(bound(whole(0, 1e9))),
  start: v.exactOptional(bound(oneOf(['together', 'last-moment', 'random']))),
  queueFrames: v.exactOptional(bound(whole(1, 100_000))),
  to: v.exactOptional(bound(hostName)),
})
const disk: Schema<d.DiskPart> = part({
  preset: bound(kebab),
  lastSector: v.exactOptional(bound(oneOf(['torn', 'finished']))),
  accessMs: v.exactOptional(bound(number(0, LIMITS.accessMs))),
  blockBytes: v.exactOptional(bound(whole(LIMITS.blockBytesMin, LIMITS.blockBytesMax))),
  count: v.exactOptional(bound(whole(1, LIMITS.disks))),
  decayPerDay: v.exactOptional(bound(number(0, LIMITS.decayPerDay))),
  files: v.exactOptional(bound(whole(1, LIMITS.files))),
  filePages: v.exactOptional(bound(whole(0, LIMITS.filePages))),
  checksums: v.exactOptional(bound(oneOf(['checked', 'ignored']))),
})
const host: Schema<d.HostPart> = part({
  name: hostName,
  count: v.exactOptional(bound(whole(0, LIMITS.count))),
  role: kebab,
  metre: bound(number(0, LIMITS.metres)),
  spacing: v.exactOptional(bound(number(0, LIMITS.metres))),
  placement: v.exactOptional(bound(oneOf(PLACEMENTS))),
  processor: bound(kebab),
  buffers: v.exactOptional(bound(whole(1, 1024))),
  disk: v.exactOptional(disk),
  interface: v.exactOptional(bound(kebab)),
  promiscuous: v.exactOptional(bound(yesOrNo)),
  traffic: v.exactOptional(traffic),
  options: v.exactOptional(options),
  when: v.exactOptional(list(condition, 8)),
})

const group: Schema<d.GroupPart> = part({
  name: processName,
  number: whole(0, 255),
  high: v.exactOptional(whole(0, 65_535)),
})
const argument: Schema<d.Argument> = choose<d.Argument>((input) => {
  if (Array.isArray(input)) return v.array(v.unknown())
  if (has(input, 'process')) return part({ process: bound(processPath) })
  if (has(input, 'processes')) return part({ processes: processName })
  return bound(switchValue)
})
const processBase = {
  name: processName,
  host: bound(hostName),
  count: v.exactOptional(bound(whole(0, LIMITS.count))),
  startMs: v.exactOptional(bound(milliseconds)),
  user: v.exactOptional(bound(processName)),
  restarts: v.exactOptional(yesOrNo),
  when: v.exactOptional(list(condition, 8)),
}
const process: Schema<d.ProcessPart> = choose<d.ProcessPart>((input) =>
  has(input, 'program') && (input as { program: unknown }).program === 'script'
    ? part({ ...processBase, program: kebab, args: part({ do: scriptSchema }) })
    : part({ ...processBase, program: kebab, args: v.exactOptional(table(camel, argument, 40)) }),
)

const untilMs: Schema<d.Bound<number> | d.Term> = choose<d.Bound<number> | d.Term>((input) =>
  has(input, 'sum') || has(input, 'product') ? term : bound(milliseconds),
)
const until: Schema<d.Until> = choose<d.Until>((input) =>
  has(input, 'quiescent')
    ? part({
        quiescent: v.literal(true, 'must be true'),
        atMostMs: v.exactOptional(milliseconds),
      })
    : part({ timeMs: untilMs }),
)
const tolerance: Schema<d.Tolerance> = part({
  fault: kebab,
  highestRatePercent: v.exactOptional(number(0, 100)),
  longestMs: v.exactOptional(milliseconds),
  most: v.exactOptional(whole(1, LIMITS.interventions)),
  at: v.exactOptional(list(hostName, 64, 1)),
  without: v.exactOptional(list(kebab, 16, 1)),
})
const metric: Schema<d.MetricPart> = part({
  name: camel,
  kind: oneOf(['run', 'pair', 'sweep']),
  pair: v.exactOptional(part({ metric: camel, against: table(camel, switchValue) })),
  label,
  unit: v.exactOptional(text(24, 0)),
  finds: v.exactOptional(
    part({
      switch: camel,
      metric: camel,
      above: anyNumber,
      overrides: v.exactOptional(table(camel, switchValue)),
    }),
  ),
  cuts: v.exactOptional(oneOf(d.CUT_COUNTS)),
})
const figure: Schema<d.Figure> = part({
  metric: camel,
  value: anyNumber,
  unit: text(24, 0),
  source: text(200),
  tag: text(12),
  calibrated: v.exactOptional(yesOrNo),
  when: v.exactOptional(table(camel, switchValue)),
  tolerancePercent: v.exactOptional(number(0, 1000)),
  headline: v.exactOptional(yesOrNo),
  note: v.exactOptional(sentence),
})
const sweepAxis: Schema<d.SweepAxis> = part({
  switch: camel,
  values: list(switchValue, LIMITS.sweepValues, 2),
  names: v.exactOptional(list(label, LIMITS.sweepValues)),
})
const sweep: Schema<d.SweepPart> = part({
  id: kebab,
  title: label,
  x: sweepAxis,
  lines: v.exactOptional(list(sweepAxis, 2)),
  metrics: list(camel, 4, 1),
  seeds: whole(1, LIMITS.seeds),
  set: v.exactOptional(table(camel, switchValue)),
  bounds: v.exactOptional(
    list(
      part({
        name: label,
        metric: v.exactOptional(camel),
        set: v.exactOptional(table(camel, switchValue)),
      }),
      4,
    ),
  ),
  note: v.exactOptional(sentence),
})

const recordKind: Schema<string> = v.pipe(
  v.string('must be text in quotes'),
  v.check(
    (name) =>
      name.startsWith('change:') ? Object.hasOwn(Field, name.slice(7)) : Object.hasOwn(Kind, name),
    'must be a kind of record, or change: and a field',
  ),
)
const wordOrNumber: Schema<string | number> = choose<string | number>((input) =>
  typeof input === 'number' ? anyNumber : text(60, 0),
)
export const predicate: Schema<RecordPredicate> = part({
  kind: recordKind,
  entity: v.exactOptional(identity),
  where: v.exactOptional(table(camel, wordOrNumber, 8)),
  nth: v.exactOptional(
    v.pipe(
      whole(-1_000_000, 1_000_000),
      v.check((n) => n !== 0, 'must not be 0: counting begins at 1, or at -1 from the end'),
    ),
  ),
})
const phase: Schema<d.PhasePart> = part({
  name: text(40),
  begins: part({
    kind: recordKind,
    entity: v.exactOptional(identity),
    where: v.exactOptional(table(camel, wordOrNumber, 8)),
  }),
})
const beat: Schema<d.Beat> = part({
  id: kebab,
  at: choose<d.Beat['at']>((input) => (has(input, 'ms') ? part({ ms: milliseconds }) : predicate)),
  when: v.exactOptional(list(condition, 8, 1)),
  title: label,
  text: text(600),
  look: v.exactOptional(list(identity, 16)),
  layer: v.exactOptional(oneOf(LAYERS)),
  ask: v.exactOptional(kebab),
})

const test: Schema<d.PredictionTest> = choose<d.PredictionTest>((input) => {
  if (has(input, 'from')) return part({ from: anyNumber, to: anyNumber })
  if (has(input, 'metric')) return part({ is: comparator, metric: camel })
  return part({ is: comparator, value: wordOrNumber, within: v.exactOptional(number(0, LARGEST)) })
})
const prediction: Schema<d.Prediction> = part({
  id: kebab,
  question: sentence,
  overrides: v.exactOptional(table(camel, switchValue)),
  interventions: v.exactOptional(list(intervention, LIMITS.interventions)),
  untilMs: v.exactOptional(milliseconds),
  metric: camel,
  unit: v.exactOptional(text(24, 0)),
  choices: list(part({ text: text(120), test }), 6, 2),
  because: text(600),
})

const cuts: Schema<CutsPart> = part({
  target: bound(identity),
  action: bound(oneOf(ACTIONS)),
  restartMs: v.exactOptional(bound(milliseconds)),
  fromMs: v.exactOptional(bound(milliseconds)),
  untilMs: v.exactOptional(bound(milliseconds)),
  outcome: camel,
  set: v.exactOptional(table(camel, switchValue)),
  over: v.exactOptional(part({ switch: camel, when: v.exactOptional(list(condition, 8)) })),
})
const placedFault: Schema<d.PlacedFault> = withAmount<d.PlacedFault>(
  part({ timeMs: term, ...deed, when: v.exactOptional(list(condition, 8)) }),
)
const ownFault = choose<Intervention | d.PlacedFault>((input) =>
  has(input, 'timeMs') ? placedFault : intervention,
)

export const documentSchema: Schema<d.ScenarioDocument> = part({
  format: v.literal(1, 'must be 1'),
  id: kebab,
  revision: whole(1, 9999),
  title: label,
  section: oneOf(d.SECTIONS),
  wave: v.picklist([1, 2], 'must be 1 or 2'),
  minutes: number(1, 60),
  pair: v.exactOptional(camel),
  asks: sentence,
  from: text(600, 0),
  switches: list(switchSchema, LIMITS.switches),
  constraints: v.exactOptional(list(constraint, LIMITS.constraints)),
  network,
  kernel: v.exactOptional(kernel),
  hosts: list(host, LIMITS.hostParts, 1),
  groups: v.exactOptional(list(group, 64)),
  processes: list(process, LIMITS.processParts),
  interventions: v.exactOptional(list(ownFault, LIMITS.interventions)),
  until,
  warmUpMs: v.exactOptional(milliseconds),
  checks: v.exactOptional(list(kebab, 32)),
  promisedWhen: v.exactOptional(table(kebab, list(condition, 8))),
  tolerates: v.exactOptional(list(tolerance, 16)),
  swept: v.exactOptional(table(camel, list(switchValue, LIMITS.sweepValues, 1))),
  phases: v.exactOptional(list(phase, 16, 1)),
  metrics: list(metric, 40),
  figures: v.exactOptional(list(figure, LIMITS.figures)),
  cuts: v.exactOptional(cuts),
  sweeps: v.exactOptional(list(sweep, LIMITS.sweeps)),
  view: v.exactOptional(part({ wire: v.exactOptional(v.boolean('must be true or false')) })),
  story: list(beat, LIMITS.beats),
  predictions: list(prediction, LIMITS.predictions),
})
