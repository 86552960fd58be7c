import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const wire = (page: Page) => page.getByRole('region', { name: 'Wire' })
/** Where a view has its playhead, px from the left of the window. */
const playhead = (page: Page, of: string): Promise<number> =>
  page.locator(of).evaluate((node) => node.getBoundingClientRect().left)

test('a scenario may open with the wire, which tells what happens in it', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.file('e2e/fixtures/five-at-once.scenario.json')
  await expect(wire(page)).toBeVisible()
  await expect(
    wire(page).getByText(/\d+ signals of A, B, C, D, E, S; \d+ collisions? noticed/),
  ).toBeVisible()
  expect(await app.findings()).toEqual([])
})

test('opened and closed by a key, and the link remembers', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await expect(wire(page)).toHaveCount(0)
  await page.keyboard.press('v')
  await expect(wire(page)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Wire', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect.poll(() => page.url()).toContain('wire=on')
  await app.reload()
  await expect(wire(page)).toBeVisible()
  await page.keyboard.press('v')
  await expect(wire(page)).toHaveCount(0)
  await expect.poll(() => page.url()).not.toContain('wire=')
})

test('steps in the same place as the timeline, through the same window', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.file('e2e/fixtures/five-at-once.scenario.json')
  await page.getByRole('button', { name: 'Zoom the wire in' }).click({ clickCount: 6 })
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press('ArrowRight')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))))
    const [one, other] = [
      await playhead(page, '.wire-playhead'),
      await playhead(page, '.tl-playhead'),
    ]
    expect(Math.abs(one - other)).toBeLessThan(0.6)
  }
})

test('by keyboard: to a tap, to its signals, which are then selected everywhere', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.file('e2e/fixtures/five-at-once.scenario.json')
  const tap = wire(page).getByRole('button', { name: 'A, tap at 0 m' })
  await expect(tap).toBeAttached()
  await wire(page).getByRole('button', { name: 'Close the wire' }).focus()
  await page.keyboard.press('Tab')
  await expect(tap).toBeFocused()
  await page.keyboard.press('ArrowRight')
  const signal = wire(page)
    .getByRole('button', { name: /^SEND 1 of A at .* µs/ })
    .first()
  await expect(signal).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/SEND/)
  const before = await wire(page)
    .getByText(/^From /)
    .textContent()
  await page.keyboard.press('=')
  await expect(wire(page).getByText(/^From /)).not.toHaveText(before ?? '')
  await expect(signal, 'the window is another, the signal is not').toBeFocused()
})

for (const theme of ['light', 'dark', 'projector']) {
  test(`no finding in the ${theme} theme, zoomed to one bit and presented`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.file('e2e/fixtures/five-at-once.scenario.json')
    for (let i = 0; i < 3 && (await page.locator('html').getAttribute('data-theme')) !== theme; i++)
      await page.keyboard.press('t')
    for (let i = 0; i < 32; i++)
      await page.getByRole('button', { name: 'Zoom the wire in' }).click()
    await expect(wire(page).getByText(/^From .* for 1\d\d ns/)).toBeVisible()
    expect(await app.findings()).toEqual([])
    await page.keyboard.press('p')
    await expect(wire(page)).toBeVisible()
    expect(await app.findings()).toEqual([])
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('it stands over the timeline, in its tab', async ({ app }) => {
    const { page } = app
    await app.open()
    await app.file('e2e/fixtures/five-at-once.scenario.json')
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await expect(wire(page)).toBeVisible()
    await page.getByRole('button', { name: 'Close the wire' }).click()
    await expect(wire(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Wire', exact: true }).click()
    await expect(wire(page)).toBeVisible()
    expect(await app.tooWide()).toBe(0)
    expect(await app.findings()).toEqual([])
  })
})
