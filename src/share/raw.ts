/**
 * A link between its text and its meaning: plain keys, the same for both codecs. This is what an upgrader sees,
 * so a key that was ever written keeps its meaning within its version. Whatever is usual is left out.
 */
import * as v from 'valibot'
import { loadDocument } from '../scenarios/document/load.ts'
import { parseBy } from '../scenarios/document/parse-by.ts'
import { type Plain, toPlain } from '../scenarios/document/plain.ts'
import { Refusal } from '../scenarios/document/refusal.ts'
import {
  camel,
  identity,
  list,
  oneOf,
  part,
  type Schema,
  switchValue,
  table,
  text,
  whole,
} from '../scenarios/document/words.ts'
import type { Cursor } from '../trace/cursor.ts'
import { LAYERS } from '../trace/record.ts'
import type { Intervention, SwitchValue } from '../trace/tuple.ts'
import { formatIntervention, parseIntervention } from './interventions.ts'
import { type LinkState, type OtherFuture, PACINGS, USUAL_VIEW } from './state.ts'

export type Raw = Readonly<Record<string, unknown>>
type Switches = Readonly<Record<string, SwitchValue>>

const SEED_MAX = Number.MAX_SAFE_INTEGER
const INTERVENTIONS_MAX = 64

/** Switches in one order whatever order they were turned in: the same state is the same link. */
function sorted(switches: Switches): Switches {
  const fresh: Record<string, SwitchValue> = {}
  for (const key of Object.keys(switches).sort()) fresh[key] = switches[key] as SwitchValue
  return fresh
}
const isEmpty = (value: object) => Object.keys(value).length === 0

export function toRaw({ tuple, document, cursor, selection, view, fingerprint }: LinkState): Raw {
  const raw: Record<string, unknown> = { scenario: `${tuple.scenario}@${tuple.revision}` }
  if (!isEmpty(tuple.switches)) raw.switches = sorted(tuple.switches)
  if (tuple.seed !== 1) raw.seed = tuple.seed
  if (tuple.interventions.length > 0) raw.do = tuple.interventions.map(formatIntervention)
  if (cursor.time !== 0 || cursor.ordinal !== 0)
    raw.t = cursor.ordinal === -1 ? `${cursor.time}` : `${cursor.time}.${cursor.ordinal}`
  if (selection !== null) raw.sel = selection
  if (view.layer !== USUAL_VIEW.layer) raw.layer = view.layer
  if (view.pacing !== USUAL_VIEW.pacing) raw.pace = view.pacing
  if (view.wire !== undefined) raw.wire = view.wire ? 'on' : 'off'
  if (view.compare) {
    const { switches, interventions } = view.compare
    const other: Record<string, unknown> = {}
    if (!isEmpty(switches)) other.switches = sorted(switches)
    if (interventions.length > 0) other.do = interventions.map(formatIntervention)
    raw.vs = other
  }
  if (fingerprint !== undefined) raw.print = fingerprint
  if (document) raw.document = document
  return raw
}

const matching = (pattern: RegExp, words: string): Schema<string> =>
  v.pipe(v.string('must be text'), v.regex(pattern, `must be ${words}`))
const switches = table(camel, switchValue)
const acts = list(text(300), INTERVENTIONS_MAX)

const rawSchema = part({
  scenario: matching(/^[a-z0-9-]{1,48}@\d{1,9}$/, 'a scenario and its revision'),
  switches: v.exactOptional(switches),
  seed: v.exactOptional(whole(0, SEED_MAX)),
  do: v.exactOptional(acts),
  t: v.exactOptional(matching(/^\d{1,16}(\.\d{1,9})?$/, 'a moment')),
  sel: v.exactOptional(identity),
  layer: v.exactOptional(oneOf(LAYERS)),
  pace: v.exactOptional(oneOf(PACINGS)),
  wire: v.exactOptional(oneOf(['on', 'off'] as const)),
  vs: v.exactOptional(part({ switches: v.exactOptional(switches), do: v.exactOptional(acts) })),
  print: v.exactOptional(matching(/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/, 'a fingerprint')),
  document: v.exactOptional(
    v.custom<object>((input) => typeof input === 'object' && input !== null, 'must be an object'),
  ),
})

export function fromRaw(input: unknown, hosts: number): LinkState {
  const raw = parseBy(rawSchema, toPlain(input) as Plain)
  const at = raw.scenario.indexOf('@')
  const id = raw.scenario.slice(0, at)
  const revision = Number(raw.scenario.slice(at + 1))
  const state: LinkState = {
    tuple: {
      scenario: id,
      revision,
      switches: raw.switches ?? {},
      seed: raw.seed ?? 1,
      interventions: readActs(raw.do),
    },
    cursor: readCursor(raw.t),
    selection: raw.sel ?? null,
    view: {
      layer: raw.layer ?? USUAL_VIEW.layer,
      pacing: raw.pace ?? USUAL_VIEW.pacing,
      ...(raw.wire === undefined ? {} : { wire: raw.wire === 'on' }),
      compare: raw.vs ? readOther(raw.vs.switches, raw.vs.do) : null,
    },
    ...(raw.print === undefined ? {} : { fingerprint: raw.print }),
  }
  if (raw.document === undefined) return state
  const load = loadDocument(raw.document, { hosts })
  if (!load.ok) throw new Refusal('the scenario in it', load.sentence)
  if (load.document.id !== id || load.document.revision !== revision)
    throw new Refusal('the scenario in it', 'is not the one that the link names')
  return { ...state, document: load.document }
}

function readOther(turned: Switches | undefined, acts: readonly string[] | undefined): OtherFuture {
  return { switches: turned ?? {}, interventions: readActs(acts) }
}

function readActs(acts: readonly string[] | undefined): readonly Intervention[] {
  return (acts ?? []).map((written) => {
    const parsed = parseIntervention(written)
    if (parsed.ok) return parsed.intervention
    throw new Refusal('an intervention', parsed.sentence)
  })
}

function readCursor(written: string | undefined): Cursor {
  if (written === undefined) return { time: 0, ordinal: 0 }
  const [time, ordinal = '-1'] = written.split('.') as [string, string?]
  if (!Number.isSafeInteger(Number(time)))
    throw new Refusal('', 'its moment is later than any run can last')
  return { time: Number(time), ordinal: Number(ordinal) }
}
