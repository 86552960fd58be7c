import type { Page } from '@playwright/test'
import { expect, test } from './page.ts'

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

for (const { title, last, kept, broken, turn } of USES)
  test(`${title}: predicted, by keyboard to the end, kept, and broken where a promise is off`, async ({
    app,
  }) => {
    const { page } = app
    await app.open()
    await app.scenario(new RegExp(title), 'key')
    expect(await app.playTo(last)).toBe(2)
    for (const promise of kept) await expect(lamp(page, promise, 'kept')).toBeVisible()
    await drawer(page)
    const before = (await app.fingerprint.textContent()) ?? ''
    await turn(page)
    await expect(app.fingerprint).not.toHaveText(before)
    await page.locator('details.switches summary').focus()
    // The end of the new run, most of which may still be coming.
    await page.keyboard.press('End')
    await expect(lamp(page, broken, 'broken')).toBeVisible()
  })

test('a key that is held down stops where something is asked', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/First come, best served/)
  await expect(app.question).toBeVisible()
  await page.keyboard.down('PageDown')
  for (let i = 0; i < 5; i++) await page.keyboard.down('PageDown')
  await expect(page.getByRole('timer', { name: 'Time' })).toContainText('5,000.385')
  await expect(app.question).toBeVisible()
  await page.keyboard.up('PageDown')
  await page.keyboard.press('PageDown')
  await expect(app.question).toBeHidden()
})
