/** The lab against the library: every gated row is inside its tolerance, and stands on the presets. */
import { describe, expect, test } from 'vitest'
import { NETWORK_PRESETS } from '../hardware/network-presets.ts'
import { SUN_PRESETS } from '../kernel/costs.ts'
import { isExact, runsOf } from '../lab/measure.ts'
import { gates, type LabRow, resultOf, rowQuestions } from '../lab/row.ts'
import { labRows } from '../lab/rows.ts'
import { tableRow } from '../lab/table.ts'
import { library, libraryDocument, measured } from '../scenarios/catalogue.ts'
import { bindDocument } from '../scenarios/document/bind.ts'
import { answerAll } from './answer.ts'

/** Runs of hours, which are shown beside theory: the scenario’s own test has them. */
const isLong = ({ measure }: LabRow) => 'minutes' in measure.run.switches
const rows = labRows([...library, ...measured]).filter((row) => !isLong(row))
const answers = answerAll(rows.flatMap(rowQuestions), libraryDocument)

test('ids are told apart, and every row has a paper, a source, a network and a clock', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  for (const row of rows) {
    for (const words of [row.figure, row.source, row.tag, row.network, row.clock])
      expect(words, row.id).not.toBe('')
  }
})

test.each(rows.filter(gates).map((row) => [row.id, row] as const))(
  '%s is inside its tolerance',
  (_, row) => {
    const { verdict, spread, sentence } = tableOf(row)
    expect([verdict, spread?.mean, sentence]).toEqual(['inside', spread?.mean, null])
  },
)
const tableOf = (row: LabRow) => resultOf(row, answers)

test('a row that is only shown says why, by its tag or in words', () => {
  for (const row of rows.filter((each) => !gates(each))) {
    const { certainty, note } = tableRow(row, answers)
    expect(`${certainty} ${note}`).toMatch(/recalled|derived|shown|stated/)
  }
})

// Moving the model ---------------------------------------------------------------------------------------
interface Parameter {
  readonly name: string
  readonly preset: string
  readonly holder: Record<string, number>
  readonly key: string
}

/** Every number of a preset, by the object that holds it. */
function parametersOf(preset: string, holder: object, path = preset): readonly Parameter[] {
  return Object.entries(holder).flatMap(([key, value]) => {
    const name = `${path}.${key}`
    if (typeof value === 'number' && value !== 0)
      return [{ name, preset, holder: holder as Record<string, number>, key }]
    return typeof value === 'object' && value !== null ? parametersOf(preset, value, name) : []
  })
}

const presets = { ...SUN_PRESETS, ...NETWORK_PRESETS }
const parameters = Object.entries(presets).flatMap(([name, preset]) => parametersOf(name, preset))

/** The presets that a row's runs are built from. */
function presetsOf(row: LabRow): readonly string[] {
  return runsOf(row.measure).flatMap(({ scenario, switches }) => {
    const document = libraryDocument(scenario)
    const bind = document && bindDocument(document, switches)
    if (!bind?.ok) return []
    return [bind.bound.network.preset, ...bind.bound.hosts.map(({ processor }) => processor)]
  })
}

/** While these parameters are a tenth larger. */
function withMore<T>(by: readonly Parameter[], look: () => T): T {
  const before = by.map(({ holder, key }) => holder[key] as number)
  const larger = (value: number) => (Number.isInteger(value) ? Math.ceil(value * 1.1) : value * 1.1)
  by.forEach(({ holder, key }, i) => {
    holder[key] = larger(before[i] as number)
  })
  try {
    return look()
  } finally {
    by.forEach(({ holder, key }, i) => {
      holder[key] = before[i] as number
    })
  }
}

function isMoved(row: LabRow): boolean {
  const now = answerAll(rowQuestions(row), libraryDocument)
  return resultOf(row, now).spread?.mean !== tableOf(row).spread?.mean
}

/** Rows whose value is another one while these parameters are a tenth larger. */
function moved(by: readonly Parameter[], among: readonly LabRow[]): readonly string[] {
  return withMore(by, () => among.filter(isMoved).map(({ id }) => id))
}

/** What no exchange of messages costs: asked where a scenario with rows moves data. */
const OF_MOVES = /\.(move|movePacket|segment|copyBytes|after(Move|Moved|Segment|SegmentReply))\./
const movesOf = (preset: string) =>
  rows.some(
    ({ id, ...row }) =>
      /^(page-read|program-load)/.test(id) && presetsOf({ id, ...row }).includes(preset),
  )
const onPreset = (name: string) => rows.filter((row) => presetsOf(row).includes(name))
const asked = parameters.filter(
  ({ preset, key, name }) =>
    preset in SUN_PRESETS &&
    /^nanos/.test(key) &&
    // What copies next door is in no published row of a scenario here; kernel/moves.test.ts moves it.
    !/\.copyBytes\./.test(name) &&
    onPreset(preset).length > 0 &&
    (!OF_MOVES.test(name) || movesOf(preset)),
)

/** Nothing of it is on a cable, or what is counted is no time there: work, and who wins a throw of dice. */
const ELSEWHERE = /^(client|server)Cpu|^(scheduling|protocol)Ms$|^capture/
const isElsewhere = ({ id, measure }: LabRow) =>
  measure.run.switches.place === 'local' ||
  ELSEWHERE.test(measure.metric) ||
  // The next page is read from the disk while this one is on the cable.
  id.startsWith('v-sequential-read') ||
  // A demand on the processor or the disk alone is no time on a cable.
  /^request(Cpu|Disk)Ms$/.test(measure.metric) ||
  // A count of frames, upkeep included: the same on any cable.
  measure.metric === 'framesInAllPerBroadcast'

/** Whether a row moves shows in a tenth of a second. */
function shortened(row: LabRow): LabRow {
  const { measure } = row
  const { run } = measure
  if (!('runMs' in run.switches)) return row
  const short = { ...run, switches: { ...run.switches, runMs: 100 } }
  return { ...row, seeds: [1], measure: { ...measure, run: short } }
}

describe('a tenth more', () => {
  const gated = rows.filter((row) => gates(row) && !isExact(row.expected))
  const onPresets = gated.filter((row) => presetsOf(row).some((name) => name in SUN_PRESETS))

  const used = Object.keys(SUN_PRESETS).filter((name) =>
    onPresets.some((row) => presetsOf(row).includes(name)),
  )
  test.each(used)('of %s moves every row that stands on it', (name) => {
    const its = onPresets.filter(
      (row) =>
        presetsOf(row).includes(name) &&
        // A demand on the cable or the disk alone is no work of a processor.
        !/^request(Wire|Disk)Ms$/.test(row.measure.metric),
    )
    expect(its.length).toBeGreaterThan(0)
    const costs = parameters.filter(({ preset, key }) => preset === name && /^nanos/.test(key))
    expect(moved(costs, its)).toEqual(its.map(({ id }) => id))
  })

  test.each(asked.map((each) => [each.name, each] as const))('of %s moves a row', (_, each) => {
    expect(withMore([each], () => onPreset(each.preset).some(isMoved))).toBe(true)
  })

  const OF_A_CABLE = ['bitNs', 'nsPerMetre', 'slotBits', 'gapBits', 'preambleBits', 'jamBits']
  test.each(Object.keys(NETWORK_PRESETS))('of %s moves every row that stands on it', (name) => {
    const its = gated
      .filter((row) => presetsOf(row)[0] === name && !isElsewhere(row))
      .map(shortened)
    const before = answerAll(its.flatMap(rowQuestions), libraryDocument)
    const still = new Set(its)
    for (const key of OF_A_CABLE)
      for (const row of still) {
        const by = parameters.filter((each) => each.preset === name && each.key === key)
        const now = withMore(by, () => answerAll(rowQuestions(row), libraryDocument))
        const [one, other] = [before, now].map((each) => resultOf(row, each).spread?.mean)
        if (one !== other) still.delete(row)
      }
    expect([...still].map(({ id }) => id)).toEqual([])
  })

  test('of the wire’s bit moves every remote exchange of its network', () => {
    const bit = parameters.filter(({ name }) => name === 'eth3.bitNs')
    const ids = moved(bit, onPresets)
    expect(ids).toContain('message-exchange/exchangeMs')
    expect(ids).not.toContain('message-exchange/exchangeMs/place/local')
  })

  test('of each part of the survey’s budget moves the call and its own row', () => {
    const scenario = 'where-the-millisecond-goes'
    const its = gated.filter(({ id }) => id.startsWith(scenario))
    for (const part of ['hardware', 'scheduling', 'protocol']) {
      const key = `${part}Micros`
      const own = ['nullRpcMs', `${part}Ms`]
      const usual = libraryDocument(scenario)?.switches.find((each) => each.key === key)?.default
      const more = Math.round(Number(usual) * 1.1)
      const turned = its.map((row) => {
        const run = { scenario, switches: { [key]: more } }
        return { ...row, measure: { ...row.measure, run } }
      })
      const now = answerAll(turned.flatMap(rowQuestions), libraryDocument)
      const other = its
        .filter((row, i) => {
          const after = resultOf(turned[i] as LabRow, now).spread?.mean as number
          return Math.abs(after - (tableOf(row).spread?.mean as number)) > 1e-6
        })
        .map(({ measure }) => measure.metric)
      expect(other).toEqual(own)
    }
  })
})
