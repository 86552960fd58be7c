// Scenarios of many processors: opened, predicted, played by keyboard to the end, with the view that each brings along.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './page.ts'

const SCENARIOS: readonly { title: RegExp; last: string; view?: string; says?: RegExp }[] = [
  { title: /The slowest stage sets the pace/, last: 'The end of the stream' },
  {
    title: /As long as the biggest file/,
    last: 'Everything is made',
    view: 'What is made of what',
  },
  {
    title: /Mine or ours/,
    last: 'At the end',
    view: 'Processors and their jobs',
    says: /^The run server’s table is (right|wrong) about/,
  },
  { title: /What a program must take along/, last: 'What it came to' },
  { title: /Move without a blink/, last: 'What it came to' },
]

for (const { title, last, view, says } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, no lamp broken`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(title, 'key')
    expect(await app.playTo(last)).toBeGreaterThanOrEqual(2)
    await page.keyboard.press('End')
    await expect(page.getByRole('button', { name: /\(kept\)/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /\(broken\)/ })).toHaveCount(0)
    const inspector = page.getByRole('region', { name: 'Inspector' })
    if (view) await expect(inspector.locator('summary', { hasText: view })).toBeVisible()
    if (says) await expect(inspector.getByText(says)).toBeVisible()
  })
}

test('the map of a disk is drawn anew where a switch makes the disk larger', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.scenario(/As long as the biggest file/)
  const map = page.getByRole('slider', { name: 'Blocks of the disk of F' })
  await expect(map).toBeVisible()
  const before = Number(await map.getAttribute('aria-valuemax'))
  const files = app.story.getByRole('slider', { name: 'Its files' })
  if (!(await files.isVisible())) await page.getByText(/^Switches/).click()
  await files.press('End')
  await expect
    .poll(async () => Number(await map.getAttribute('aria-valuemax')))
    .toBeGreaterThan(before)
})

/** Until the page takes it: a gallery that is just being drawn does not listen yet. */
async function drop(page: Page, name: string, text: string, answer: Locator): Promise<void> {
  await expect(async () => {
    await page.evaluate(
      ([its, what]) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([what as string], its as string))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
      },
      [name, text],
    )
    await expect(answer).toBeVisible({ timeout: 3000 })
  }).toPass()
}

test('a makefile that is dropped on the gallery is made; one that cannot be made says why', async ({
  app,
}) => {
  const { page } = app
  const dialog = page.getByRole('dialog', { name: 'Your own makefile' })
  await app.open()
  await drop(page, 'rules.mk', 'prog: src/very/long/directory/main.o\n\tcc -o $@ $^\n', dialog)
  await expect(dialog.getByRole('textbox')).toHaveValue(/^prog: src\//)
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(page.getByText(/of 2 made/).first()).toBeVisible()
  // In its box stands the file's own name, and the whole path where it is walked to.
  const job = page.getByRole('button', { name: /^src\/very\/long\/directory\/main\.o: / })
  await expect(job).toHaveText(/ main\.o$/)
  await job.focus()
  const told = page.getByRole('paragraph').filter({ hasText: /^src\/very\/long\/.*main\.o: / })
  await expect(told).toBeVisible()
  await app.open()
  const why = dialog.getByRole('alert').filter({ hasText: /^Line 1 of the makefile: .* neither/ })
  await drop(page, 'Makefile', '<script>alert(1)</script>', why)
  await page.keyboard.press('Escape')
  await app.open()
  const notice = page.getByRole('status').filter({ hasText: 'neither a scenario nor' })
  await drop(page, 'picture.png', '\u0089PNG\0\0', notice)
})
