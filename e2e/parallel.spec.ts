// Scenarios of many processors: opened, predicted, played by keyboard to the end, with the view that each brings along.
import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const SCENARIOS: readonly { title: RegExp; last: string; view?: string }[] = [
  { title: /The slowest stage sets the pace/, last: 'The end of the stream' },
  {
    title: /As long as the biggest file/,
    last: 'Everything is made',
    view: 'What is made of what',
  },
  { title: /Mine or ours/, last: 'Three minutes later', view: 'Processors and their jobs' },
  { title: /What a program must take along/, last: 'What it came to' },
  { title: /Move without a blink/, last: 'What it came to' },
]

const story = (page: Page) => page.getByRole('region', { name: 'Story' })

/** Beat by beat with a slide remote's key, each question answered. Gives how many there were. */
async function play(page: Page, last: string): Promise<number> {
  const asked = story(page).getByText('Predict, then play')
  const end = story(page).getByRole('heading', { name: last, exact: true })
  let count = 0
  for (let press = 0; press < 24; press++) {
    if (await asked.isVisible()) {
      count++
      await page.keyboard.press('1')
      await page.keyboard.press('r')
      await expect(story(page).getByRole('button', { name: /the run$/ })).toBeVisible()
    }
    if (await end.isVisible()) return count
    await page.keyboard.press('PageDown')
  }
  throw new Error(`“${last}” never came.`)
}

for (const { title, last, view } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, no lamp broken`, async ({ app }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: title }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    expect(await play(page, last)).toBeGreaterThanOrEqual(2)
    await page.keyboard.press('End')
    await expect(page.getByRole('button', { name: /\(kept\)/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /\(broken\)/ })).toHaveCount(0)
    if (view) await expect(page.getByText(view)).toBeVisible()
  })
}
