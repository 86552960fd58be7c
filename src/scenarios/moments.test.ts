/**
 * The README's links to the moments of insight, computed: the cursor is where the beat begins in the run.
 * `UPDATE_GOLDEN=1` writes them anew, as it does for the golden traces that move with them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { beatCursors } from '../analysis/beats.ts'
import { encodeLink } from '../share/link.ts'
import { defaultTuple } from '../worker/run.ts'
import { trial } from '../worker/trial.ts'
import { library } from './catalogue.ts'
import type { ScenarioDocument } from './document/document.ts'
import { toldStory } from './document/told.ts'
import { type Moment, moments } from './moments.ts'

const README = new URL('../../README.md', import.meta.url)
const HEAD = '| Scenario | Its moment | What one sees |\n|---|---|---|\n'
const TABLE = /\| Scenario \| Its moment \|[^\n]*\n\|---\|---\|---\|\n(?:\|[^\n]*\|\n)*/

function rowOf(document: ScenarioDocument, moment: Moment): string {
  const { switches = {}, interventions = [], beat, says } = moment
  const story = toldStory(document, switches)
  const at = story.findIndex(({ id }) => id === beat)
  const told = story[at]
  if (!told) throw new Error(`${document.id} tells no ${beat} with these switches.`)
  const tuple = { ...defaultTuple(document), switches, interventions }
  const { trace, summary } = trial(document, tuple)
  expect([document.id, summary.didNotApply]).toEqual([document.id, []])
  const cursor = beatCursors(trace, story)[at]
  if (!cursor) throw new Error(`${beat} does not occur in ${document.id}.`)
  const link = encodeLink({
    tuple,
    cursor,
    selection: told.look?.[0] ?? null,
    view: {
      layer: (told.layer ?? 'message') as 'message',
      pacing: 'broken',
      compare: null,
    },
  })
  // A bracket would end the address early.
  expect(link).not.toMatch(/[()\s|]/)
  return `| ${document.title} | [${told.title}](${link}) | ${says} |\n`
}

test('each scenario of the library has one, in the gallery’s order', () => {
  expect(moments.map(({ scenario }) => scenario)).toEqual(library.map(({ id }) => id))
})

test('the README’s list is what the runs say', () => {
  const rows = moments.map((moment) => {
    const document = library.find(({ id }) => id === moment.scenario)
    if (!document) throw new Error(`There is no scenario ${moment.scenario}.`)
    return rowOf(document, moment)
  })
  const table = `${HEAD}${rows.join('')}`
  const text = readFileSync(README, 'utf8')
  expect(text).toMatch(TABLE)
  if (process.env.UPDATE_GOLDEN === '1')
    writeFileSync(
      README,
      text.replace(TABLE, () => table),
    )
  expect(TABLE.exec(readFileSync(README, 'utf8'))?.[0]).toBe(table)
})
