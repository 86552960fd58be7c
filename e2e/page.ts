// The one place where browser tests learn how to open the app and what may never happen in it.
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

export class AppPage {
  readonly page: Page
  /** Errors, console errors (the content policy's violations are among them), lost and foreign requests. */
  readonly complaints: string[] = []

  constructor(page: Page, baseURL: string) {
    this.page = page
    const { origin } = new URL(baseURL)
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`)
    })
    page.on('requestfailed', (request) => this.complaints.push(`lost: ${request.url()}`))
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^(data|blob):$/.test(url.protocol) || url.origin === origin) return
      this.complaints.push(`foreign: ${request.url()}`)
    })
  }

  /** Opens the app, with what follows the # in its link. */
  async open(link = ''): Promise<void> {
    await this.page.goto(link === '' ? './' : `./#${link}`)
    await expect(this.page.locator('#root > *').first()).toBeAttached()
  }

  /** Accessibility violations that keep someone from using the page. */
  async barriers(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
  }
}

/** `test` with the app's page; a test fails when the page complained while it ran. */
export const test = base.extend<{ app: AppPage }>({
  app: async ({ page, baseURL }, use) => {
    const app = new AppPage(page, baseURL ?? '')
    await use(app)
    expect(app.complaints).toEqual([])
  },
})

export { expect }
