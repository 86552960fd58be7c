import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const stage = (page: Page) => page.getByRole('region', { name: 'Stage' })
const matrix = (page: Page) => page.getByRole('grid', { name: 'Members by messages' })
const opened = async (page: Page): Promise<void> => {
  await page.locator('input[type=file]').setInputFiles('e2e/fixtures/group.scenario.json')
  await expect(stage(page)).toBeVisible()
  await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
}
const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}

test('two groups are outlined over their members, and told apart by dash and name', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await opened(page)
  await page.keyboard.press('End')
  const outlines = stage(page).locator('.thing.group')
  await expect(outlines).toHaveCount(2)
  await expect(outlines.locator('.group-outer.d0')).toHaveCount(1)
  await expect(outlines.locator('.group-outer.d1')).toHaveCount(1)
  await outlines.first().focus()
  await page.keyboard.press('Enter')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'The group fs' })).toBeVisible()
  await expect(inspector.getByText('09-00-56-FF-80-2A')).toBeVisible()
})

test('the matrix fills as the run goes; a cell selects what made it so', async ({ app }) => {
  const { page } = app
  await app.open()
  await opened(page)
  await page.keyboard.press('End')
  const missed = matrix(page).getByRole('button', { name: /F2\S* ?\S*, Send 2 .*: missed it/ })
  await expect(missed).toHaveText('×')
  await expect(matrix(page).locator('button')).toHaveCount(12)
  await matrix(page).locator('[tabindex="0"]').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(missed).toBeFocused()
  await page.keyboard.press('Enter')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByText('Why was it lost?')).toBeVisible()
  await expect(missed).toBeFocused()
  await page.keyboard.press('Home')
  await expect(matrix(page)).toHaveCount(0)
})

test('nothing in it keeps anyone out, in any theme, also on the phone', async ({ app }) => {
  const { page } = app
  await app.open()
  await opened(page)
  await page.keyboard.press('End')
  await expect(matrix(page)).toBeVisible()
  for (let theme = 0; theme < 3; theme++) {
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('t')
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await expect(matrix(page)).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  expect(await findings(page)).toEqual([])
})
