import { expect, test } from './page.ts'

for (const [title, last] of [
  [/How can stations share a cable/, 'S1’s frame is out'],
  [/What is left of an Ethernet/, 'Shared, but how?'],
] as const)
  test(`by keyboard to the end: ${last}`, async ({ app }) => {
    // Axe looks at every box and lane.
    test.slow()
    await app.open()
    await app.scenario(title, 'key')
    expect(await app.playTo(last)).toBe(2)
    await expect(app.story.locator('.told').first()).not.toContainText(/times times|…/)
    expect(await app.findings()).toEqual([])
  })

test('a station says what it tries, and has no processor', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/How can stations share a cable/)
  await expect(page.getByRole('region', { name: 'Wire' })).toBeVisible()
  expect(await app.playTo('S1’s frame is out')).toBe(2)
  await page.keyboard.press('End')
  await expect(app.stage).not.toContainText('idle')
  await expect(app.stage.getByText('1 sent, 0 given up').first()).toBeVisible()
})

test('you are the dice: a chosen slot changes the run, and the chain ends at you', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/How can stations share a cable/)
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('PageDown')
    await page.keyboard.press('r')
  }
  await expect(app.story.getByRole('heading', { name: 'The news reaches S1' })).toBeVisible()
  const dialog = await app.whatIf()
  await expect(dialog.getByText('only sends a load and has no processor').first()).toBeVisible()
  const slots = dialog.getByLabel(/Choose the slots of S1’s next backoff/)
  await slots.fill('2')
  await expect(dialog.getByText('Write a number from 0 to 1.')).toBeVisible()
  await slots.fill('0')
  const before = await app.fingerprint.textContent()
  await slots.press('Enter')
  await expect(app.fingerprint).not.toHaveText(before ?? '')
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
  await app.scenario(/How can stations share a cable/)
  expect(await app.playTo('S1’s frame is out')).toBe(2)
  await page.keyboard.press('End')
  const dialog = await app.whatIf()
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
      await app.scenario(/What is left of an Ethernet/)
      await expect(app.stage.getByText('S24', { exact: true })).toBeVisible()
      const boxes = await app.stage.locator('.small > rect.nic').evaluateAll((nodes) =>
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
