import { expect, test } from './page.ts'

// Three looks at the whole page each: more than the usual half minute on a busy machine.
test.slow()

const SCENARIOS = [
  { title: /Are you still alive/, questions: 2, last: 'What silence says' },
  { title: /Two packets or four/, questions: 2, last: 'Send returns, and the page is there' },
  { title: /Blast or stop-and-wait/, questions: 2, last: 'The program is there' },
]

for (const { title, questions, last } of SCENARIOS) {
  test(`${title.source}: by keyboard to the end, every question answered, no finding`, async ({
    app,
  }) => {
    const { page } = app
    await app.open()
    await app.scenario(title, 'key')
    expect(await app.findings()).toEqual([])
    expect(await app.playTo(last)).toBe(questions)
    expect(await app.findings()).toEqual([])
    await page.keyboard.press('p')
    expect(await app.findings()).toEqual([])
  })
}

test('the timer of a Send whose segment is being moved begins again with each packet', async ({
  app,
}) => {
  const { page } = app
  await app.open()
  await app.scenario(/Blast or stop-and-wait/)
  await page.keyboard.press('PageDown')
  await page.keyboard.press('End')
  for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('0.00 µs to retry')).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  for (const { title, last } of SCENARIOS) {
    test(`${title.source}: to the end, and never wider than the screen`, async ({ app }) => {
      await app.open()
      await app.scenario(title)
      await app.playTo(last)
      expect(await app.tooWide()).toBe(0)
      expect(await app.findings()).toEqual([])
    })
  }
})
