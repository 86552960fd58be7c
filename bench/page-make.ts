/** Of the built page: ten thousand objects on 256 machines while they play, and the sweep of a make over its processors. */
import type { Browser, Page } from '@playwright/test'
import { planPlot, plotQuestions } from '../src/lab/plot-plan.ts'
import { distinct } from '../src/lab/question.ts'
import { parallelMake } from '../src/scenarios/parallel-make/document.ts'
import { largeMake } from '../src/scenarios/parallel-make/large.ts'
import { answerAll } from '../src/worker/answer.ts'
import { quantile, row } from './statistics.ts'
import { quiet, type Watched, watchFrames } from './watch-frames.ts'

const OBJECTS = 10_000
/** With the master’s machine and the file server, 256. */
const PROCESSORS = 254
const PLAYED_MS = 4000
const PLACES = [0, 0.3, 0.7]

export async function makes(browser: Browser, app: string): Promise<void> {
  await played(browser, app)
  await swept(browser, app)
}

/** Between two frames, ms, for as long as a page is left alone. */
function intervals(page: Page): Promise<number[]> {
  return page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = []
        let last = 0
        const end = performance.now() + ms
        const step = (time: number): void => {
          if (last > 0) found.push(time - last)
          last = time
          if (performance.now() < end) requestAnimationFrame(step)
          else resolve(found)
        }
        requestAnimationFrame(step)
      }),
    PLAYED_MS,
  )
}

async function played(browser: Browser, app: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(watchFrames)
  await page.goto(app)
  await quiet(page)
  await page.getByLabel('Open a scenario file').setInputFiles({
    name: 'large.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(largeMake(OBJECTS, PROCESSORS))),
  })
  await page
    .getByLabel('Run fingerprint')
    .filter({ hasText: /[0-9a-f]{4}.[0-9a-f]{4}/ })
    .waitFor({ timeout: 300_000 })
  await quiet(page)
  const box = await page.getByRole('region', { name: 'Timeline' }).boundingBox()
  if (!box) return
  const still = await intervals(page)
  const playing: number[] = []
  const scripts: number[] = []
  for (const place of PLACES) {
    await page.mouse.click(box.x + 145 + place * (box.width - 190), box.y + 54)
    await quiet(page)
    await page.evaluate(() => void (globalThis as unknown as Watched).frames.splice(0))
    await page.keyboard.press('Space')
    playing.push(...(await intervals(page)))
    await page.keyboard.press('Space')
    scripts.push(...(await page.evaluate(() => (globalThis as unknown as Watched).frames)))
  }
  const words = `${OBJECTS} objects on 256 machines, playing`
  const ms = (values: readonly number[], q: number) => `${quantile(values, q).toFixed(1)} ms`
  row(`${words}: longest frame`, ms(playing, 1), 'goal: at most 33')
  row('the same page while nothing plays: longest frame', ms(still, 1))
  row(`${words}: a frame, 95th percentile`, ms(playing, 0.95))
  row(`${words}: script of a frame, 95th percentile`, ms(scripts, 0.95))
  row(`${words}: script of a frame, longest`, ms(scripts, 1))
  await page.close()
}

/** From the button to the last point, beside the same runs one after the other in this process. */
async function swept(browser: Browser, app: string): Promise<void> {
  const questions = distinct(plotQuestions(planPlot(parallelMake, 'speed-up')))
  const begun = performance.now()
  answerAll(questions, () => parallelMake)
  const here = performance.now() - begun
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(app)
  await page.getByRole('link', { name: parallelMake.title }).click()
  const plot = page.getByRole('button', { name: 'Plot: How much faster on more processors' })
  await page
    .getByLabel('Run fingerprint')
    .filter({ hasText: /[0-9a-f]{4}/ })
    .waitFor()
  await plot.waitFor()
  await page.waitForTimeout(1000)
  const clicked = performance.now()
  await plot.click()
  const points = 2 * questions.length
  await page
    .getByRole('dialog')
    .locator('svg a')
    .nth(points - 1)
    .waitFor({ timeout: 60_000 })
  const shown = performance.now() - clicked
  row(
    `the sweep P = 1 … 64, from the button to the last of ${questions.length} runs`,
    `${(shown / 1000).toFixed(1)} s`,
    'goal: under 5',
  )
  row('against the same runs in one process', `${(shown / here).toFixed(2)} ×`)
  await page.close()
}
