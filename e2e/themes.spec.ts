import { expect, test } from './page.ts'

test('the gallery has no finding', async ({ app }) => {
  await app.open()
  await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await app.findings()).toEqual([])
})

for (const theme of ['light', 'dark', 'projector']) {
  test(`the ${theme} theme shows every region, and has no finding`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(/Once, twice or never/)
    for (
      let i = 0;
      i < 3 && (await page.locator('html').getAttribute('data-theme')) !== theme;
      i++
    ) {
      await page.keyboard.press('t')
    }
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown')
    expect(await app.findings()).toEqual([])
  })
}

for (const dialog of ['?', 's', 'x']) {
  test(`the dialog behind ${dialog} has no finding`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(/Once, twice or never/)
    await page.keyboard.press(dialog)
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await app.findings()).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('the cable stands up, and story, timeline and inspector are tabs', async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(/Once, twice or never/)
    await page.getByRole('button', { name: 'Step forward' }).click()
    for (const [tab, region] of [
      ['Timeline', 'Timeline'],
      ['Inspect', 'Inspector'],
      ['Story', 'Story'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('region', { name: region })).toBeVisible()
    }
    expect(await app.tooWide()).toBe(0)
    expect(await app.findings()).toEqual([])
  })
})
