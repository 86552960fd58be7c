import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

test('the gallery has no finding', async ({ app }) => {
  await app.open()
  await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await findings(app.page)).toEqual([])
})

for (const theme of ['light', 'dark', 'projector']) {
  test(`the ${theme} theme shows every region, and has no finding`, async ({ app }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: /Once, twice or never/ }).click()
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    for (
      let i = 0;
      i < 3 && (await page.locator('html').getAttribute('data-theme')) !== theme;
      i++
    ) {
      await page.keyboard.press('t')
    }
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown')
    expect(await findings(page)).toEqual([])
  })
}

for (const dialog of ['?', 's', 'x']) {
  test(`the dialog behind ${dialog} has no finding`, async ({ app }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: /Once, twice or never/ }).click()
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    await page.keyboard.press(dialog)
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('the cable stands up, and story, timeline and inspector are tabs', async ({ app }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: /Once, twice or never/ }).click()
    await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible()
    await page.getByRole('button', { name: 'Step forward' }).click()
    for (const [tab, region] of [
      ['Timeline', 'Timeline'],
      ['Inspect', 'Inspector'],
      ['Story', 'Story'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('region', { name: region })).toBeVisible()
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    expect(await findings(page)).toEqual([])
  })
})
