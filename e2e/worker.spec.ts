import { libraryDocument } from '../src/scenarios/catalogue.ts'
import { encodeLink } from '../src/share/link.ts'
import { USUAL_VIEW } from '../src/share/state.ts'
import { expect, test } from './page.ts'

const revision = libraryDocument('message-exchange')?.revision ?? 1
const LINK = encodeLink({
  tuple: { scenario: 'message-exchange', revision, switches: {}, seed: 1, interventions: [] },
  cursor: { time: 1_000_000, ordinal: -1 },
  selection: null,
  view: USUAL_VIEW,
}).replace(/^#?s=/, '')

/** The worker's code, as the page fetches it, replaced by one that ends or hangs. */
const FATES = [
  ['falls silent', 'postMessage({ type: "ready" }); self.onmessage = () => { for (;;) {} }'],
  [
    'dies',
    'postMessage({ type: "ready" }); self.onmessage = () => { setTimeout(() => { throw new Error("gone") }, 0) }',
  ],
] as const

for (const [fate, body] of FATES) {
  test(`a worker that ${fate}: the page stays alive and says what happened`, async ({ app }) => {
    const { page } = app
    await page.route(/simulation\.worker.*\.js/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    )
    await app.open()
    await page.getByRole('link', { name: /Send, Receive, Reply/ }).click()
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: /simulator|worker|run/i })
        .first(),
    ).toBeVisible({ timeout: 20_000 })
    await page
      .getByRole('link', { name: /One Machine/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { name: 'Many machines, one image.' })).toBeVisible()
  })
}

test('embedded in a sandboxed frame without an origin, it still runs', async ({ app, baseURL }) => {
  const { page } = app
  const shared = (baseURL ?? '').replace('/one-machine/', '/shared/')
  // A page of somebody else's, so that our own content policy is not asked.
  await page.route('**/course.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="1200" height="700" src="${shared}?embed=1#s=${LINK}"></iframe>`,
    }),
  )
  await page.goto('./course.html')
  const inside = page.frameLocator('iframe')
  await expect(inside.getByRole('region', { name: 'Stage' })).toBeVisible()
  await expect(inside.getByRole('button', { name: 'Play' })).toBeVisible()
})
