import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const story = (page: Page) => page.getByRole('region', { name: 'Story' })
const stage = (page: Page) => page.getByRole('region', { name: 'Stage' })
const print = (page: Page) => page.getByLabel('Run fingerprint')

async function openByKeys(page: Page, title: RegExp): Promise<void> {
  const card = page.getByRole('link', { name: title })
  const isThere = (): Promise<boolean> => card.evaluate((node) => node === document.activeElement)
  for (let i = 0; i < 40 && !(await isThere()); i++) await page.keyboard.press('Tab')
  await expect(card).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(print(page)).toHaveText(/·[0-9a-f]{4}/)
}

/** Through the story by page keys, every question answered with the right choice's number or not. */
async function playToTheEnd(page: Page): Promise<number> {
  let asked = 0
  for (let beat = 0; beat < 12; beat++) {
    if (await story(page).getByText('Predict, then play').isVisible()) {
      asked++
      await page.keyboard.press('1')
      await page.keyboard.press('r')
      await expect(story(page).getByText('the run', { exact: true }).first()).toBeVisible()
    }
    await page.keyboard.press('PageDown')
  }
  return asked
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

for (const [title, last] of [
  [/How can stations share a cable/, 'S1’s frame is out'],
  [/What is left of an Ethernet/, 'Shared, but how?'],
] as const)
  test(`by keyboard to the end: ${last}`, async ({ app }) => {
    // Axe looks at every box and lane.
    test.slow()
    const { page } = app
    await app.open()
    await openByKeys(page, title)
    expect(await playToTheEnd(page)).toBe(2)
    await expect(story(page).getByRole('heading', { name: last })).toBeVisible()
    await expect(story(page).locator('.told').first()).not.toContainText(/times times|…/)
    expect(await findings(page)).toEqual([])
  })

test('a station says what it tries, and has no processor', async ({ app }) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: /How can stations share a cable/ }).click()
  await expect(print(page)).toHaveText(/·[0-9a-f]{4}/)
  await expect(page.getByRole('region', { name: 'Wire' })).toBeVisible()
  expect(await playToTheEnd(page)).toBe(2)
  await expect(stage(page)).not.toContainText('idle')
  await expect(stage(page).getByText('1 sent, 0 given up').first()).toBeVisible()
})

test('you are the dice: a chosen slot changes the run, and the chain ends at you', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: /How can stations share a cable/ }).click()
  await expect(print(page)).toHaveText(/·[0-9a-f]{4}/)
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('PageDown')
    await page.keyboard.press('r')
  }
  await expect(story(page).getByRole('heading', { name: 'The news reaches S1' })).toBeVisible()
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog', { name: 'What if' })
  await expect(dialog.getByText('only sends a load and has no processor').first()).toBeVisible()
  const slots = dialog.getByLabel(/Choose the slots of S1’s next backoff/)
  await slots.fill('2')
  await expect(dialog.getByText('Write a number from 0 to 1.')).toBeVisible()
  await slots.fill('0')
  const before = await print(page).textContent()
  await slots.press('Enter')
  await expect(print(page)).not.toHaveText(before ?? '')
  await expect.poll(() => page.url()).toContain('pin:S1')
  // On to the backoff, and why it was so long.
  const told = page.getByRole('region', { name: 'Inspector' })
  const chosen = told.getByText(/as it was told to/)
  for (let i = 0; i < 40 && !(await chosen.isVisible()); i++)
    await page.keyboard.press('ArrowRight')
  await expect(chosen).toBeVisible()
  await expect(told.getByText(/you choose 0 slots for S1’s next backoff/i)).toBeVisible()
})

test('greyed once a station does not back off any more', async ({ app }) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: /How can stations share a cable/ }).click()
  expect(await playToTheEnd(page)).toBe(2)
  await page.keyboard.press('End')
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog', { name: 'What if' })
  const s1 = dialog.getByRole('button', { name: /^S1 / })
  if (await s1.count()) await s1.click()
  await expect(dialog.getByText(/S1 does not back off after this moment/)).toBeVisible()
})

test.describe('many stations', () => {
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ])
    test(`are boxes with a state, none on another, at ${viewport.width} px`, async ({ app }) => {
      const { page } = app
      await page.setViewportSize(viewport)
      await app.open()
      await page.getByRole('link', { name: /What is left of an Ethernet/ }).click()
      await expect(stage(page).getByText('S24', { exact: true })).toBeVisible()
      const boxes = await stage(page)
        .locator('.small > rect.nic')
        .evaluateAll((nodes) =>
          nodes.map((node) => {
            const { left, right, top, bottom } = node.getBoundingClientRect()
            return { left, right, top, bottom }
          }),
        )
      expect(boxes).toHaveLength(24)
      boxes.forEach((one, i) => {
        for (const other of boxes.slice(i + 1))
          expect(
            one.right <= other.left + 0.5 ||
              other.right <= one.left + 0.5 ||
              one.bottom <= other.top + 0.5 ||
              other.bottom <= one.top + 0.5,
          ).toBe(true)
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
    })
})
