import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

// Three looks at the whole page each: more than the usual half minute on a busy machine.
test.slow()

const SCENARIOS = [
  { title: /Are you still alive/, questions: 2, last: 'What silence says' },
  { title: /Two packets or four/, questions: 2, last: 'Send returns, and the page is there' },
  { title: /Blast or stop-and-wait/, questions: 2, last: 'The program is there' },
]

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  )
}
const story = (page: Page) => page.getByRole('region', { name: 'Story' })

/** Beat by beat with a slide remote's key; whatever is asked is answered. Gives how many questions there were. */
async function play(page: Page, last: string): Promise<number> {
  let asked = 0
  for (let press = 0; press < 16; press++) {
    if (
      await story(page)
        .getByText(/Predict, then play/)
        .isVisible()
    ) {
      asked++
      await page.keyboard.press('2')
      await page.keyboard.press('r')
      await expect(
        story(page)
          .getByText(/the run/)
          .first(),
      ).toBeVisible()
    }
    if (await story(page).getByRole('heading', { name: last }).isVisible()) return asked
    await page.keyboard.press('PageDown')
  }
  throw new Error(`“${last}” never came.`)
}

for (const { title, questions, last } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, every question answered, no finding`, async ({
    app,
  }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: title }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    expect(await findings(page)).toEqual([])
    expect(await play(page, last)).toBe(questions)
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('p')
    expect(await findings(page)).toEqual([])
  })
}

test('the timer of a Send whose segment is being moved begins again with each packet', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: /Blast or stop-and-wait/ }).click()
  await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
  await page.keyboard.press('PageDown')
  await page.keyboard.press('End')
  for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('0.00 µs to retry')).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  for (const { title, last } of SCENARIOS) {
    test(`${title.source}: to the end, and never wider than the screen`, async ({ app }) => {
      const { page } = app
      await app.open()
      await page.getByRole('link', { name: title }).click()
      await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible()
      await play(page, last)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(390)
      expect(await findings(page)).toEqual([])
    })
  }
})
