// Scenarios of many processors: opened, predicted, played by keyboard to the end, with the view that each brings along.
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

for (const { title, last, view } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, no lamp broken`, async ({ app }) => {
    const { page } = app
    await app.open()
    await app.scenario(title, 'key')
    expect(await app.playTo(last)).toBeGreaterThanOrEqual(2)
    await page.keyboard.press('End')
    await expect(page.getByRole('button', { name: /\(kept\)/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /\(broken\)/ })).toHaveCount(0)
    if (view) await expect(page.getByText(view)).toBeVisible()
  })
}
