import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

const story = (page: Page) => page.getByRole('region', { name: 'Story' })
const lamp = (page: Page, promise: string, state: string) =>
  page.getByRole('button', { name: new RegExp(`^${promise}\\s*\\(${state}\\)`) })
const drawer = async (page: Page): Promise<void> => {
  const switches = page.locator('details.switches')
  if (!(await switches.evaluate((node: HTMLDetailsElement) => node.open)))
    await switches.locator('summary').click()
}

interface Use {
  readonly title: string
  readonly last: string
  /** Lamps of its own that are green in the end. */
  readonly kept: readonly string[]
  readonly broken: string
  /** Turns a promise off, or the luck that it hung on. */
  readonly turn: (page: Page) => Promise<unknown>
}

const USES: readonly Use[] = [
  {
    title: 'One acknowledgement for all',
    last: 'The logs side by side',
    kept: ['prefix logs', 'token complete', 'held by resilience', 'survivors agree'],
    broken: 'token complete',
    turn: (page) => page.getByLabel('The token is taken').selectOption('unchecked'),
  },
  {
    title: 'One name for many workers',
    last: 'What is left',
    kept: ['same optimum', 'job gone'],
    broken: 'job gone',
    turn: (page) => page.getByRole('slider', { name: /Frames lost/ }).fill('15'),
  },
  {
    title: 'First come, best served',
    last: 'What it came to',
    kept: ['willing host', 'starts once', 'reserves nothing'],
    broken: 'reserves nothing',
    turn: (page) => page.getByText('a place', { exact: true }).click(),
  },
]

/** A key a time, as from a remote: a question is answered where it stands. */
async function playThrough(page: Page, last: string): Promise<number> {
  let asked = 0
  for (let press = 0; press < 20; press++) {
    const question = story(page).getByText('Predict, then play')
    const heading = story(page).getByRole('heading', { level: 2 })
    await page.keyboard.press('PageDown')
    if (await question.isVisible()) {
      asked++
      await page.keyboard.press('1')
      await page.keyboard.press('PageDown')
      await expect(story(page).locator('.choice.right')).toBeVisible()
    }
    if ((await heading.first().textContent()) === last) return asked
  }
  throw new Error(`“${last}” never came.`)
}

for (const { title, last, kept, broken, turn } of USES)
  test(`${title}: predicted, by keyboard to the end, kept, and broken where a promise is off`, async ({
    app,
  }) => {
    const { page } = app
    await app.open()
    await page.getByRole('link', { name: new RegExp(title) }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    expect(await playThrough(page, last)).toBe(2)
    for (const promise of kept) await expect(lamp(page, promise, 'kept')).toBeVisible()
    await drawer(page)
    await turn(page)
    await page.locator('details.switches summary').focus()
    // As long as the new run is still coming, its end is not the end.
    await expect(async () => {
      await page.keyboard.press('End')
      await expect(lamp(page, broken, 'broken')).toBeVisible({ timeout: 400 })
    }).toPass({ timeout: 5000 })
  })

test('a key that is held down stops where something is asked', async ({ app }) => {
  const { page } = app
  await app.open()
  await page.getByRole('link', { name: /First come, best served/ }).click()
  await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
  const question = story(page).getByText('Predict, then play')
  await expect(question).toBeVisible()
  await page.keyboard.down('PageDown')
  for (let i = 0; i < 5; i++) await page.keyboard.down('PageDown')
  await expect(page.getByRole('timer', { name: 'Time' })).toContainText('5,000.385')
  await expect(question).toBeVisible()
  await page.keyboard.up('PageDown')
  await page.keyboard.press('PageDown')
  await expect(question).toBeHidden()
})
