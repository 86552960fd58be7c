// Scenarios of files, transactions and copies: opened, predicted, played by keyboard to the end, every lamp as it should be.
import { expect, test } from './page.ts'

const SCENARIOS = [
  { title: /Two bad disks make a good one/, last: 'Old or new' },
  { title: /The bit that decides/, last: 'The bit that decides' },
  { title: /All of us or none/, last: 'One truth' },
  { title: /The promise that blocks/, last: 'What it came to' },
  { title: /Read cheap, write dear/, last: 'Where the bill goes' },
  { title: /The file that never changes/, last: 'What it came to' },
  { title: /All change in one arrow/, last: 'All change in one place' },
  { title: /Cheap memory, slow disk/, last: 'What memory bought' },
  { title: /My copy is old/, last: 'What it came to' },
]

for (const { title, last } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, no lamp broken`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(title, 'key')
    expect(await app.playTo(last)).toBe(2)
    await page.keyboard.press('End')
    await expect(page.getByRole('button', { name: /\(kept\)/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /\(broken\)/ })).toHaveCount(0)
  })
}

test('a cut of a transaction opens its run', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/The bit that decides/, 'key')
  await page.keyboard.press('k')
  const dialog = page.getByRole('dialog', { name: 'Every cut' })
  await dialog.getByRole('button', { name: 'Run every cut' }).press('Enter')
  await expect(dialog.getByRole('status')).toHaveText(/^\d+ cuts, 2 distinct states\.$/)
  await dialog.getByRole('slider').focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(new URL(page.url()).hash).toContain('crash:F')
})

test('a whole disk is a map: arrows walk its blocks, and each has a name', async ({ app }) => {
  const { page } = app
  await app.open('s=1p.half-done-work@1~filesOnDisk=5000!t=40000000000.x70w1e')
  const map = page.getByRole('slider', { name: 'Blocks of the disk of F' })
  await map.focus()
  await expect(map).toHaveAttribute('aria-valuemax', '10001')
  await expect(map).toHaveAttribute('aria-valuetext', 'Block 0: written, last read at 233.8542 ms.')
  await page.keyboard.press('ArrowRight')
  await expect(map).toHaveAttribute('aria-valuetext', /^Block 1: read at/)
  await page.keyboard.press('End')
  await expect(map).toHaveAttribute('aria-valuetext', /^Block 10001: read/)
  await page.keyboard.press('PageUp')
  await expect(map).toHaveAttribute('aria-valuetext', 'Block 10000: as it was.')
  expect(await app.barriers()).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^disk on F/, pressed: true })).toBeVisible()
})

test('a deadlock is named in the inspector', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/All of us or none/, 'key')
  const faults = page.getByRole('combobox', { name: /What goes wrong/ })
  if (!(await faults.isVisible())) await page.getByText(/^Switches/).press('Enter')
  const before = (await app.fingerprint.textContent()) ?? ''
  await faults.selectOption('deadlock')
  await faults.blur()
  // Until the new run is there, the old one's question would be answered.
  await expect(app.fingerprint).not.toHaveText(before)
  await app.whole()
  await app.playTo('And the other for the one')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByText(/Deadlock: T5\d waits for T5\d/)).toBeVisible()
  expect(await app.barriers()).toEqual([])
})
