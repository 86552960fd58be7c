import { expect, test } from './page.ts'

const LINKS: readonly (readonly [string, RegExp])[] = [
  ['s=1p.no-such-scenario@1.zzzzzz', /./],
  ['s=hello', /./],
  ['s=9p.message-exchange@1.abcdef', /./],
  ['s=1p.message-exchange@1!t=12', /./],
  [`s=1d.${'A'.repeat(20_000)}.abcdef`, /./],
  ['s=%25%25%25', /./],
]

for (const [link] of LINKS) {
  test(`the link #${link.slice(0, 40)} is answered by one sentence, and the gallery stays`, async ({
    app,
  }) => {
    await app.open(link)
    const notice = app.page.getByRole('status').filter({ hasText: /\./ })
    await expect(notice.first()).toBeVisible()
    await expect(app.page.getByRole('link', { name: /Send, Receive, Reply/ })).toBeVisible()
  })
}

const FILES: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', '{ "format": 1,', /line/i],
  ['a missing field', JSON.stringify({ format: 1, id: 'x' }), /missing/i],
  ['something else', '"hello"', /./],
]

for (const [name, text, sentence] of FILES) {
  test(`a file with ${name} is answered by one sentence`, async ({ app }) => {
    await app.open()
    await app.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(app.page.getByRole('status').filter({ hasText: sentence }).first()).toBeVisible()
  })
}

test('a teacher’s own file opens, runs and can be linked to', async ({ app, browser }) => {
  const { page } = app
  await app.open()
  await app.file('e2e/fixtures/teacher.scenario.json')
  await page.getByRole('button', { name: 'To end' }).click()
  await expect(async () => expect(page.url()).toContain('#s=1d.')).toPass()
  const context = await browser.newContext()
  const fresh = await context.newPage()
  await fresh.goto(page.url())
  await expect(fresh.getByLabel('Run fingerprint')).toHaveText(
    (await app.fingerprint.textContent()) ?? '',
  )
  await context.close()
})

test('a view that did not load says so, the others stand, and it can be asked for again', async ({
  app,
}) => {
  const { page } = app
  const chunk = /\/disks-[^/]*\.js$/
  await page.route(chunk, (route) => route.abort())
  await app.open()
  await app.scenario(/As long as the biggest file/)
  const sentence = page.getByRole('alert').filter({ hasText: 'could not be shown' })
  await expect(sentence).toBeVisible()
  await expect(app.stage).toBeVisible()
  // The lost file is what this is about; nothing else may have gone wrong.
  const lost = app.complaints.splice(0)
  expect(lost.filter((each) => !/disks-|Failed to load resource/.test(each))).toEqual([])
  await page.unroute(chunk)
  await sentence.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('slider', { name: 'Blocks of the disk of F' })).toBeVisible()
})

test('a cable is cut at a metre that it has, and nowhere else', async ({ app }) => {
  await app.open()
  await app.scenario(/Send, Receive, Reply/)
  const dialog = await app.whatIf()
  const metre = dialog.getByRole('textbox', { name: 'The cable, at metre' })
  const cut = dialog.getByRole('button', { name: 'Cut it' })
  for (const typed of ['', 'here', '-1', 'NaN', '1e400', '999999']) {
    await metre.fill(typed)
    await expect(dialog.getByText(/^Write a number from 0 to \d+\.$/)).toBeVisible()
    await expect(cut).toBeDisabled()
  }
  await metre.fill('3')
  await expect(cut).toBeEnabled()
})
