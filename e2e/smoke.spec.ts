import { expect, test } from './page.ts'

test('the built page opens from a sub-path without a complaint', async ({ app }) => {
  await app.open()
  await expect(app.page).toHaveTitle(/One Machine/)
})

test('the content policy is in the built page', async ({ app }) => {
  await app.open()
  const policy = app.page.locator('meta[http-equiv="Content-Security-Policy"]')
  await expect(policy).toHaveAttribute('content', /require-trusted-types-for 'script'/)
})

test('the opening page has no serious accessibility violation', async ({ app }) => {
  await app.open()
  expect(await app.barriers()).toEqual([])
})
