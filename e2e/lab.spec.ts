import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { resultOf, rowQuestions } from '../src/lab/row.ts'
import { labRows } from '../src/lab/rows.ts'
import { library, libraryDocument } from '../src/scenarios/catalogue.ts'
import { answerAll } from '../src/worker/answer.ts'
import { expect, test } from './page.ts'

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}
const done = (page: Page) => page.getByText('All runs are done.')
const SWEEP =
  'lab?view=sweep&scenario=lost-reply&switch=lossPercent&values=0..20/10&metric=exchangeMs&seeds=3&set=requests:20'
/** So many runs that nobody waits for all of them. */
const LONG_SWEEP =
  'lab?view=sweep&scenario=message-exchange&switch=exchanges&values=101..200/1&metric=exchangeMs&seeds=40&set=clients:8'

test('opens from the gallery by keyboard, and Back leads out again', async ({ app }) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: 'Lab', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
  expect(new URL(page.url()).hash).toBe('#lab')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Many machines, one image.' })).toBeVisible()
})

test('runs its rows by keyboard, and says what the headless lab says', async ({ app }) => {
  const { page } = app
  await app.open('lab')
  await page.getByLabel('Find a figure or a source').fill('exchange 8 MHz')
  await page.getByRole('button', { name: 'Run these' }).focus()
  await page.keyboard.press('Enter')
  await expect(done(page)).toBeVisible()
  const row = labRows(library).find(({ id }) => id === 'message-exchange/exchangeMs/clock/8')
  if (!row) throw new Error('The lab has no row for the exchange at 8 MHz.')
  const { spread } = resultOf(row, answerAll(rowQuestions(row), libraryDocument))
  const line = page.getByRole('row').filter({ hasText: row.source })
  await expect(line.getByRole('cell').nth(1)).toContainText(String(spread?.mean.toFixed(2)))
  await expect(line).toContainText('calibrated')
  await expect(line).toContainText('inside')
})

test('keeps its answers while the page lives, and opens the run of a row', async ({ app }) => {
  const { page } = app
  await app.open('lab')
  await page.getByLabel('Find a figure or a source').fill('one exchanging pair')
  await page.getByRole('button', { name: 'Run these' }).click()
  await expect(done(page)).toBeVisible()
  await page.getByRole('link', { name: /^Open this run/ }).click()
  await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible()
  await page.goBack()
  await page.getByLabel('Find a figure or a source').fill('one exchanging pair')
  await expect(done(page)).toBeVisible()
})

test('a sweep from its link: plot, points that open their runs, a file', async ({ app }) => {
  const { page } = app
  await app.open(SWEEP)
  await page.getByRole('button', { name: 'Run this sweep' }).click()
  await expect(done(page)).toBeVisible()
  const points = page.getByRole('link', { name: /^Loss .*Open this run$/ })
  await expect(points).toHaveCount(3)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('lost-reply-lossPercent-exchangeMs.csv')
  const text = await readFile(await file.path(), 'utf8')
  expect(text.split('\n')[0]).toBe('lossPercent,mean,sd,min,max,runs,note,seed 1,seed 2,seed 3')
  expect(text.trim().split('\n')).toHaveLength(4)
  expect(await findings(page)).toEqual([])
  await points.last().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
  expect(page.url()).toContain('lossPercent=20')
})

test('a long sweep is stopped, and what was run is kept', async ({ app }) => {
  const { page } = app
  await app.open(LONG_SWEEP)
  await page.getByRole('button', { name: 'Run this sweep' }).click()
  await expect(page.getByRole('progressbar', { name: 'Runs done' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: / of 4,000 runs/ })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Run this sweep' })).toBeEnabled()
  await expect(page.getByText(/\d runs to do\./)).toBeVisible()
})

test('the fields of a sweep write its link', async ({ app }) => {
  const { page } = app
  await app.open('lab?view=sweep')
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('message-exchange')
  await page.getByRole('combobox', { name: 'Switch' }).selectOption('clock')
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('exchangeMs')
  await page.getByRole('spinbutton', { name: 'Seeds' }).fill('1')
  await page.getByRole('button', { name: 'Run this sweep' }).click()
  await expect(done(page)).toBeVisible()
  await expect(page.getByRole('link', { name: /Processor clock 8: 3.18 ms/ })).toBeVisible()
  await expect(page).toHaveURL(/#lab\?.*scenario=message-exchange&switch=clock.*seeds=1/)
})

for (const [what, query, sentence] of [
  ['a scenario', 'scenario=nothing', /There is no scenario “nothing” here/],
  ['a switch', 'scenario=lost-reply&switch=colour', /no switch “colour”/],
  ['a value', 'scenario=lost-reply&switch=lossPercent&values=0..99', /takes 0 to 30/],
  ['a range', 'scenario=lost-reply&switch=lossPercent&values=%00', /is no range/],
  ['a metric', 'scenario=lost-reply&switch=lossPercent&metric=beauty', /no metric “beauty”/],
  ['seeds', 'scenario=lost-reply&switch=lossPercent&seeds=x', /Seeds must be a whole number/],
] as const)
  test(`${what} that is not there is told in a sentence`, async ({ app }) => {
    await app.open(`lab?view=sweep&${query}`)
    await expect(app.page.getByRole('alert')).toHaveText(sentence)
  })

for (const theme of ['light', 'dark', 'projector'])
  test(`table and curves have no finding in the ${theme} theme`, async ({ app }) => {
    const { page } = app
    await page.addInitScript((name) => localStorage.setItem('one-machine.theme', name), theme)
    await app.open('lab')
    await page.getByRole('button', { name: 'Shown only' }).click()
    await page.getByRole('button', { name: 'Run these' }).click()
    await expect(page.getByRole('table').first()).toBeVisible()
    expect(await findings(page)).toEqual([])
    await page.getByRole('link', { name: 'Curves' }).click()
    await expect(page.getByRole('group', { name: /How many exchanges/ })).toBeVisible()
    expect(await findings(page)).toEqual([])
  })

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('rows are cards, a table all the same, and nothing is wider than the screen', async ({
    app,
  }) => {
    const { page } = app
    await app.open('lab')
    await expect(page.getByRole('table').first()).toBeVisible()
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await findings(page)).toEqual([])
  })
})
