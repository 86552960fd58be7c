import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { resultOf, rowQuestions } from '../src/lab/row.ts'
import { labRows } from '../src/lab/rows.ts'
import { library, libraryDocument } from '../src/scenarios/catalogue.ts'
import { answerAll } from '../src/worker/answer.ts'
import { expect, test } from './page.ts'

const done = (page: Page) => page.getByText('All runs are done.')
/** Hundreds of runs, on a machine that may have much else to do. */
const PATIENTLY = { timeout: 90_000 }
const plotted = (page: Page) => page.getByRole('dialog')
const askForPlot = (page: Page) => page.getByRole('button', { name: /^Plot: / })
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
  await app.scenario(/^Open this run/)
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
  expect(await app.findings()).toEqual([])
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
    expect(await app.findings()).toEqual([])
    await page.getByRole('link', { name: 'Curves' }).click()
    await expect(page.getByRole('group', { name: /How many exchanges/ })).toBeVisible()
    expect(await app.findings()).toEqual([])
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
    expect(await app.findings()).toEqual([])
  })

  test('a scenario’s plot fits the screen', async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(/Everybody answers at once/)
    await askForPlot(page).click()
    await expect(done(page)).toBeVisible(PATIENTLY)
    const wide = await plotted(page).evaluate((its) => its.scrollWidth - its.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await app.findings()).toEqual([])
  })
})

test('a scenario’s own plot: by keyboard, beside the story, and each point opens its run', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/Everybody answers at once/)
  await askForPlot(page).focus()
  await page.keyboard.press('Enter')
  await expect(plotted(page)).toBeVisible()
  await expect(done(page)).toBeVisible(PATIENTLY)
  const first = plotted(page).getByRole('link', { name: /^32 buffers, jitter, members 64: / })
  await expect(first).toHaveCount(3)
  // Four of four replies never come where two buffers take them at once.
  const fourth = plotted(page).getByRole('region', { name: 'Time to the k-th reply' })
  await fourth.getByText('The same as a table').click()
  await expect(fourth.getByRole('cell', { name: 'none of 10' })).toHaveCount(1)
  expect(await app.findings()).toEqual([])
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split('\n')).toHaveLength(1 + 3 * 6 * 7)
  await first.first().focus()
  await page.keyboard.press('Enter')
  await expect(plotted(page)).toHaveCount(0)
  await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
  expect(page.url()).toContain('~jitter=on~members=64~nicBuffers=32')
})

test('a plot is given up on the way, what was run is kept, and Esc leaves it', async ({ app }) => {
  const { page } = app
  await app.open()
  const document = JSON.parse(await readFile('e2e/fixtures/teacher.scenario.json', 'utf8'))
  const sweep = {
    id: 'long',
    title: 'A long one',
    x: { switch: 'rounds', values: Array.from({ length: 20 }, (_, i) => i + 1) },
    metrics: ['retransmissions'],
    seeds: 100,
  }
  const buffer = Buffer.from(JSON.stringify({ ...document, sweeps: [sweep] }))
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer })
  await askForPlot(page).click()
  await expect(plotted(page).getByRole('progressbar', { name: 'Runs done' })).toBeVisible()
  await expect(plotted(page).getByRole('status')).toHaveText(/ of 2,000 runs/)
  await plotted(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(plotted(page).getByText(/\d runs to do\./)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(plotted(page)).toHaveCount(0)
  await expect(askForPlot(page)).toBeFocused()
  // The lab knows the library alone.
  await expect(page.getByRole('link', { name: 'Sweep a switch' })).toHaveCount(0)
})

test('every scenario leads to the sweep of its switches', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Once, twice or never/)
  await page.getByRole('link', { name: 'Sweep a switch' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('lost-reply')
  await page.goBack()
  await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible()
})

for (const theme of ['dark', 'projector'])
  test(`a scenario’s plot has no finding in the ${theme} theme`, async ({ app }) => {
    const { page } = app
    await page.addInitScript((name) => localStorage.setItem('one-machine.theme', name), theme)
    await app.open()
    await app.scenario(/Everybody answers at once/)
    await askForPlot(page).click()
    await expect(done(page)).toBeVisible(PATIENTLY)
    await plotted(page).getByText('The same as a table').first().click()
    await expect(plotted(page).getByRole('table')).toBeVisible()
    expect(await app.findings()).toEqual([])
  })
