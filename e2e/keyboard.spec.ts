import { expect, test } from './page.ts'

test('a whole scenario by keyboard alone: from the gallery through every beat, both predictions answered', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  const card = page.getByRole('link', { name: /Once, twice or never/ })
  for (
    let i = 0;
    i < 30 && !(await card.evaluate((node) => node === document.activeElement));
    i++
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(card).toBeFocused()
  await page.keyboard.press('Enter')
  await app.whole()
  expect(await app.playTo('Send returns, a little late')).toBe(2)
  await expect(app.story.getByText(/6 of 6/)).toBeVisible()
})

test('a slide remote is enough: page keys and nothing else, presenting', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await page.keyboard.press('p')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector')
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown')
  await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible()
  await page.keyboard.press('b')
  await page.keyboard.press('b')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Transport' })).toBeVisible()
})

test('with reduced motion nothing animates', async ({ app }) => {
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await page.keyboard.press('PageDown')
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
})

test('what if: a machine chosen with Enter, and what is done to it with the next one', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  const dialog = await app.whatIf()
  await expect(dialog.getByRole('button', { name: /^A workstation/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Cut its power' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
})
