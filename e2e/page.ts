// The one place where browser tests learn how to open the app and what may never happen in it.
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export class AppPage {
  readonly page: Page
  readonly stage: Locator
  readonly story: Locator
  /** The question that the story asks just now. */
  readonly question: Locator
  readonly fingerprint: Locator
  /** Errors, console errors (the content policy's violations are among them), lost and foreign requests. */
  readonly complaints: string[] = []
  /** On the way to another page. */
  private leaving = false

  constructor(page: Page, baseURL: string) {
    this.page = page
    this.stage = page.getByRole('region', { name: 'Stage' })
    this.story = page.getByRole('region', { name: 'Story' })
    this.question = this.story.getByText('Predict, then play')
    this.fingerprint = page.getByLabel('Run fingerprint')
    const { origin } = new URL(baseURL)
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`)
    })
    page.on('requestfailed', (request) => {
      // A page that is left asks for nothing any more.
      if (this.leaving && request.failure()?.errorText === 'net::ERR_ABORTED') return
      this.complaints.push(`lost: ${request.url()}`)
    })
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^(data|blob):$/.test(url.protocol) || url.origin === origin) return
      this.complaints.push(`foreign: ${request.url()}`)
    })
  }

  /** Opens the app, with what follows the # in its link. */
  async open(link = ''): Promise<void> {
    await this.leave(() => this.page.goto(link === '' ? './' : `./#${link}`))
    await expect(this.page.locator('#root > *').first()).toBeAttached()
  }

  async reload(): Promise<void> {
    await this.leave(() => this.page.reload())
  }

  private async leave(go: () => Promise<unknown>): Promise<void> {
    this.leaving = true
    await go()
    this.leaving = false
  }

  /** Opens a scenario from its card, with the pointer or with the Enter key, and waits for the whole of its run. */
  async scenario(title: RegExp | string, by: 'pointer' | 'key' = 'pointer'): Promise<void> {
    const card = this.page.getByRole('link', { name: title }).first()
    if (by === 'key') await card.press('Enter')
    else await card.click()
    await this.whole()
  }

  /** A scenario of the reader's own, by its file. */
  async file(its: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    await this.page.getByLabel('Open a scenario file').setInputFiles(its)
    await this.whole()
  }

  /** From here on no key is ahead of the run. */
  async whole(): Promise<void> {
    await expect(this.story).toHaveAttribute('aria-busy', 'false')
  }

  /** By its key. */
  async whatIf(): Promise<Locator> {
    await this.page.keyboard.press('x')
    return this.page.getByRole('dialog', { name: 'What if' })
  }

  /** Answers the question, and has the run answer it. */
  async answer(choice = 1): Promise<void> {
    await this.page.keyboard.press(String(choice))
    await this.page.keyboard.press('r')
    await expect(this.story.getByRole('button', { name: /the run$/ })).toBeVisible()
  }

  /** Beat by beat with a slide remote's key, each question answered; gives how many there were. */
  async playTo(last: string): Promise<number> {
    const end = this.story.getByRole('heading', { name: last, exact: true })
    let asked = 0
    for (let press = 0; press < 30; press++) {
      if (await this.question.isVisible()) {
        asked++
        await this.answer()
      }
      if (await end.isVisible()) return asked
      await this.page.keyboard.press('PageDown')
    }
    throw new Error(`“${last}” never came.`)
  }

  /** px by which the page is wider than the window. */
  tooWide(): Promise<number> {
    return this.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
  }

  /** Every violation of WCAG 2.2 AA that can be told from the page. */
  async findings(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(WCAG).analyze()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}`),
    )
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
