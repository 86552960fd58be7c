import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const matrix = (page: Page) => page.getByRole('grid', { name: 'Members by messages' })
test('two groups are outlined over their members, and told apart by dash and name', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.file('e2e/fixtures/group.scenario.json')
  await page.keyboard.press('End')
  const outlines = app.stage.locator('.thing.group')
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
  await app.file('e2e/fixtures/group.scenario.json')
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
  await app.file('e2e/fixtures/group.scenario.json')
  await page.keyboard.press('End')
  await expect(matrix(page)).toBeVisible()
  for (let theme = 0; theme < 3; theme++) {
    expect(await app.findings()).toEqual([])
    await page.keyboard.press('t')
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await expect(matrix(page)).toBeVisible()
  expect(await app.tooWide()).toBe(0)
  expect(await app.findings()).toEqual([])
})
