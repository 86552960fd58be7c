import type { Page } from '@playwright/test'
import { libraryDocument } from '../src/scenarios/catalogue.ts'
import { defaultTuple, runScenario } from '../src/worker/run.ts'
import { expect, test } from './page.ts'

const REGIONS = ['Stage', 'Timeline', 'Story', 'Inspector', 'Transport']

const time = (page: Page) => page.getByRole('timer', { name: 'Time' })

/** The page waits half a second before it writes the address; so does a person before they copy it. */
async function settledLink(page: Page): Promise<string> {
  let before = ''
  await expect(async () => {
    const now = page.url()
    const same = now === before
    before = now
    expect(same && now.includes('#s=')).toBe(true)
  }).toPass({ intervals: [700] })
  return before
}

test('a scenario from the gallery: every region, and the fingerprint of the headless run', async ({
  app,
}) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  for (const name of REGIONS) await expect(app.page.getByRole('region', { name })).toBeVisible()
  const document = libraryDocument('message-exchange')
  if (!document) throw new Error('The library has no message-exchange.')
  const summary = runScenario(document, defaultTuple(document), { level: 'nothing' })
  await expect(app.fingerprint).toHaveText(summary.fingerprint)
})

test('play moves the clock, and pause holds it', async ({ app }) => {
  await app.open()
  await app.scenario(/Once, twice or never/)
  const start = await time(app.page).textContent()
  await app.page.getByRole('button', { name: 'Play' }).click()
  await expect(time(app.page)).not.toHaveText(start ?? '')
  const pause = app.page.getByRole('button', { name: 'Pause' })
  if (await pause.isVisible()) await pause.click()
  await expect(app.page.getByRole('button', { name: 'Play' })).toBeVisible()
  const held = await time(app.page).textContent()
  await app.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  await expect(time(app.page)).toHaveText(held ?? '')
})

test('steps go both ways through the same instants', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await app.page.getByRole('button', { name: 'To start' }).click()
  const seen: (string | null)[] = []
  for (let i = 0; i < 8; i++) {
    // An open prediction hides what comes next, and so holds the steps: answered, it lets them on.
    if (await app.question.isVisible()) {
      await app.page.keyboard.press('1')
      await app.page.keyboard.press('r')
    }
    seen.push(await time(app.page).textContent())
    await app.page.getByRole('button', { name: 'Step forward' }).click()
    await expect(time(app.page)).not.toHaveText(seen.at(-1) ?? '')
  }
  for (const instant of seen.reverse()) {
    await app.page.getByRole('button', { name: 'Step back' }).click()
    await expect(time(app.page)).toHaveText(instant ?? '')
  }
  await app.page.getByRole('button', { name: 'To end' }).click()
  await expect(time(app.page)).not.toHaveText(seen[0] ?? '')
})

test('a link opens the same run at the same instant, in a fresh window', async ({
  app,
  browser,
}) => {
  await app.open()
  await app.scenario(/Once, twice or never/)
  for (let i = 0; i < 3; i++) await app.page.getByRole('button', { name: 'Next beat' }).click()
  const link = await settledLink(app.page)
  const context = await browser.newContext()
  const fresh = await context.newPage()
  await fresh.goto(link)
  await expect(fresh.getByLabel('Run fingerprint')).toHaveText(
    (await app.fingerprint.textContent()) ?? '',
  )
  await expect(time(fresh)).toHaveText((await time(app.page).textContent()) ?? '')
  await context.close()
})

test('what if: a lost frame makes another future, beside the first, and can be taken out again', async ({
  app,
}) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  const before = (await app.fingerprint.textContent()) ?? ''
  const inspector = app.page.getByRole('region', { name: 'Inspector' })
  const onFrame = inspector.getByRole('heading', { name: /SEND 1/ })
  for (let i = 0; i < 6 && !(await onFrame.isVisible()); i++) {
    await app.page.keyboard.press('PageDown')
  }
  await expect(onFrame).toBeVisible()
  await app.page.getByRole('button', { name: 'What if' }).click()
  await app.page.getByRole('button', { name: /^Lose/ }).first().click()
  await expect(app.fingerprint).not.toHaveText(before)
  await expect(app.page.getByRole('region', { name: 'Inspector' })).toContainText(/differ|first/i)
  // Back is to the run as it was, Forward to what was done.
  const done = app.story.getByRole('heading', { name: 'What you did' })
  await app.page.goBack()
  await expect(done).toBeHidden()
  await expect(app.fingerprint).toHaveText(before)
  await app.page.goForward()
  await expect(done).toBeVisible()
  await app.page
    .getByRole('button', { name: /^Take out/ })
    .first()
    .click()
  await expect(app.fingerprint).toContainText(before.slice(0, 4))
})

test('a switch makes another run, with another first part of the fingerprint', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  const before = (await app.fingerprint.textContent()) ?? ''
  const choice = app.page.getByRole('radio', { name: '8 MHz' })
  if (!(await choice.isVisible())) await app.page.getByText(/^Switches/).click()
  await choice.click({ force: true })
  await expect(app.fingerprint).not.toHaveText(before)
})

test('Back goes to the gallery, Forward to the scenario', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  await settledLink(app.page)
  await app.page.goBack()
  await expect(app.page.getByRole('heading', { name: 'Many machines, one image.' })).toBeVisible()
  await app.page.goForward()
  await expect(app.page.getByRole('region', { name: 'Stage' })).toBeVisible()
})
