import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const box = async (page: Page, selector: string) => {
  const found = await page.locator(selector).last().boundingBox()
  if (!found) throw new Error(`${selector} is not on the screen.`)
  return found
}

test('before a question is reached, what it asks for is veiled', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await expect(app.page.getByText('Hidden until you predict').first()).toBeVisible()
  await expect(app.question).toHaveCount(0)
  await app.page.keyboard.press('PageDown')
  await app.page.keyboard.press('PageDown')
  await expect(app.question).toBeVisible()
  await app.page.keyboard.press('2')
  await app.page.keyboard.press('r')
  // The second question is about this run too: the veil has gone on to where it will be asked.
  const veil = app.page.getByText('Hidden until you predict', { exact: true })
  await expect(veil).toBeVisible()
  for (let i = 0; i < 12 && !(await app.question.isVisible()); i++)
    await app.page.keyboard.press('PageDown')
  await app.page.keyboard.press('1')
  await app.page.keyboard.press('r')
  await expect(veil).toBeHidden()
  await expect(app.page.getByText('Next: hidden until you predict')).toHaveCount(0)
})

test('a story says what is so as the switches are turned', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  const last = async (): Promise<string> => {
    await app.page.keyboard.press('Home')
    for (let i = 0; i < 12; i++) {
      const title = app.story.getByRole('heading', { name: 'Send returns' })
      if (await title.isVisible()) break
      await app.page.keyboard.press('PageDown')
    }
    return (await app.story.locator('.told').first().textContent()) ?? ''
  }
  expect(await last()).toMatch(/At 10 MHz an exchange between two machines takes 2\.54 ms/)
  await app.page.getByText(/^Switches/).click()
  const place = app.page.getByRole('combobox', { name: /Place of the server/ })
  await place.selectOption('local')
  await expect(app.story.locator('.num').first()).toHaveText(/ of 5/)
  await place.blur()
  expect(await last()).toMatch(/At 10 MHz an exchange on one machine takes 0\.77 ms/)
})

test('what if asks how much, by keyboard alone, and the link keeps it', async ({
  app,
  browser,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await page.keyboard.press('ArrowDown')
  const dialog = await app.whatIf()
  const field = dialog.getByRole('textbox', { name: /Run it slowed down to/ })
  for (let i = 0; i < 20; i++) {
    if (await field.evaluate((node) => node === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(field).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0')
  await expect(dialog.getByText('Write a number from 1 to 100 %.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('25')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(app.story.getByText(/down to/)).toContainText('25 %')
  await expect(async () => expect(page.url()).toContain('slow')).toPass()
  const fresh = await (await browser.newContext()).newPage()
  await fresh.goto(page.url())
  await expect(fresh.getByRole('region', { name: 'Story' }).getByText(/down to/)).toContainText(
    '25 %',
  )
  await fresh.context().close()
})

test('on a projector the choices, the strip and its end are apart and on the screen', async ({
  app,
}) => {
  const { page } = app
  await page.setViewportSize({ width: 1280, height: 720 })
  await app.open()
  await app.scenario(/Once, twice or never/)
  await page.keyboard.press('p')
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown')
  await expect(page.locator('.pres .choice')).toHaveCount(4)
  const choice = await box(page, '.pres .choice')
  const strip = await box(page, '.tl-strip')
  expect(strip.y - (choice.y + choice.height)).toBeGreaterThanOrEqual(8)
  await page.keyboard.press('r')
  // It is written with the next picture.
  await expect(page.locator('.tl-strip-end')).not.toBeEmpty()
  const end = await box(page, '.tl-strip-end')
  expect(end.height).toBeGreaterThan(10)
  expect(end.y + end.height).toBeLessThanOrEqual(720 - 2)
})

test('on a phone the head has room for a second future', async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 390, height: 844 })
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const zoom = await box(page, '.tl-head .tl-button')
  expect(zoom.x + zoom.width).toBeLessThanOrEqual(390)
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await page.getByRole('button', { name: /^A workstation/ }).click()
  await page.getByRole('button', { name: 'What if' }).click()
  await page.getByRole('button', { name: 'Cut its power' }).click()
  await expect(page.getByRole('status').getByText(/you cut the power of A/)).toBeVisible()
  const pill = await box(page, '.top .pill')
  const share = await box(page, '.share-button')
  const title = await box(page, '.top h1')
  expect(title.x + title.width).toBeLessThanOrEqual(pill.x)
  expect(pill.x + pill.width).toBeLessThanOrEqual(share.x)
})

test('lamps are named by their promise', async ({ app }) => {
  await app.open()
  await app.scenario(/Once, twice or never/)
  const lamp = app.page.getByRole('button', {
    name: /executed at most once \(not yet exercised\)\. /,
  })
  await expect(lamp).toBeVisible()
})

test('zoomed in, or on its side, a phone’s page scrolls to what the beat says', async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 640, height: 360 })
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown')
  await expect(app.story.getByRole('heading', { level: 2, name: 'Send blocks' })).toBeVisible()
  const [title, bar] = [await box(page, '.story h2'), await box(page, '.bar')]
  expect(title.y).toBeGreaterThanOrEqual(0)
  expect(title.y + title.height).toBeLessThanOrEqual(bar.y)
  expect(bar.y + bar.height).toBeLessThanOrEqual(360)
})

test('of two futures each panel says which one it speaks of', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Once, twice or never/)
  await page.keyboard.press('ArrowDown')
  const dialog = await app.whatIf()
  await dialog.getByRole('button', { name: 'Cut its power' }).press('Enter')
  const lamp = page.getByRole('button', {
    name: /executed at most once \(future 1: not yet exercised, future 2: not yet exercised\)/,
  })
  await expect(lamp).toBeVisible()
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByText('future 1', { exact: true })).toBeVisible()
  await expect(app.story.getByText('future 1', { exact: true })).toBeVisible()
  // Past the first future's four things come the second's.
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown')
  await expect(inspector.getByText('future 2', { exact: true })).toBeVisible()
  await page.keyboard.press('c')
  await expect(inspector.getByText(/^future/)).toBeHidden()
})
