import { expect, test } from './page.ts'

test('every cut by keyboard: run, walk, open one, and find the fan as it was', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Once, twice or never/)
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible()
  await page.keyboard.press('k')
  const dialog = page.getByRole('dialog', { name: 'Every cut' })
  await dialog.getByRole('button', { name: 'Run every cut' }).press('Enter')
  await expect(dialog.getByRole('status')).toHaveText(/^25 cuts, 2 distinct states\.$/)
  expect(await app.barriers()).toEqual([])
  const fan = dialog.getByRole('slider')
  await fan.focus()
  await page.keyboard.press('PageUp')
  await expect(fan).toHaveAttribute('aria-valuetext', /carried out: 0\. Every promise is kept/)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(app.story.getByText(/^At 3\.0393 ms you/)).toBeVisible()
  expect(new URL(page.url()).hash).toContain('crash:S')
  await page.keyboard.press('k')
  await expect(dialog.getByRole('status')).toHaveText(/^25 cuts/)
  await expect(dialog.getByRole('slider')).toHaveAttribute('aria-valuenow', '11')
  await dialog.getByRole('checkbox', { name: /cut a second time/ }).check()
  await dialog.getByRole('button', { name: 'Run every cut' }).click()
  await expect(dialog.getByRole('status')).toHaveText(/distinct state/)
})

test('a state that breaks a promise says which, and its link opens a run that breaks it', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/Once, twice or never/)
  await expect(page.getByText(/^Switches/)).toBeVisible()
  const table = page.getByLabel(/Duplicate table/)
  if (!(await table.isVisible())) await page.getByText(/^Switches/).click()
  await table.selectOption('volatile')
  await page.getByRole('button', { name: 'Every cut' }).click()
  const dialog = page.getByRole('dialog', { name: 'Every cut' })
  await dialog.getByRole('button', { name: 'Run every cut' }).click()
  await expect(dialog.getByRole('cell', { name: 'executed at most once broken' })).toBeVisible()
  await dialog.getByRole('row').last().getByRole('link').click()
  await expect(dialog).toBeHidden()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: /executed at most once \(broken\)/ })).toBeVisible()
})

test('a scenario without cuts offers none', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/Two packets or four/)
  await expect(page.getByRole('button', { name: 'What if' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Every cut' })).toBeHidden()
})
