/**
 * The built page, beside a bare React shell measured in the same browser and the same run: weight, first paint,
 * first live frame; a disk of ten thousand blocks, each with its place on the screen; then a million records: gaps
 * while they arrive, and seeks anywhere in them; then a make of ten thousand objects, played, and a sweep. Needs
 * `dist/`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { halfDoneWork } from '../src/scenarios/half-done-work/document.ts'
import { exchange } from '../src/worker/trial.ts'
import { makes } from './page-make.ts'
import { median, quantile, row } from './statistics.ts'
import { quiet, type Watched, watchFrames, watchGaps } from './watch-frames.ts'

const ROUNDS = 15
const WINDOW_MS = 900
const PORT = 4792
const APP = `http://127.0.0.1:${PORT}/one-machine/`

export default async function bench(): Promise<void> {
  if (!existsSync('dist/index.html')) throw new Error('There is no dist/: npm run build first.')
  weight()
  const shell = await serveShell()
  const server = spawn('node', ['scripts/serve-dist.mjs', String(PORT)], { stdio: 'ignore' })
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
    (path) => path && existsSync(path),
  )
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  try {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await firstPaint(browser, shell.url)
    await blocks(browser)
    await long(browser, MILLION)
    await long(browser, TEN_MILLION)
    await makes(browser, APP)
  } finally {
    await browser.close()
    stop(server)
    shell.server.close()
  }
}

function stop(child: ChildProcess): void {
  child.kill()
}

// Weight ---------------------------------------------------------------------------------------------
function weight(): void {
  const html = readFileSync('dist/index.html', 'utf8')
  // What the page names, and what its first script asks for where there is no link.
  const [, hints = ''] = /gallery:\[(.*?)\]/.exec(html) ?? []
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)]
  const hinted = [...hints.matchAll(/\.\/(assets\/[^`"']+)/g)]
  const first = [...new Set([...named, ...hinted].map((match) => match[1] as string))]
  const bytes = first.reduce(
    (sum, file) => sum + gzipSync(readFileSync(join('dist', file))).length,
    gzipSync(html).length,
  )
  const all = readdirSync('dist/assets').length
  row(
    'first load, gzip',
    `${(bytes / 1024).toFixed(1)} KB`,
    `goal: under 150; ${first.length} of ${all} files`,
  )
}

// First paint ----------------------------------------------------------------------------------------
async function serveShell(): Promise<{ url: string; server: Server }> {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Shell</title><div id="root"></div><script type="module" src="/main.tsx"></script>',
  )
  writeFileSync(
    join(folder, 'main.tsx'),
    `import { createElement } from '${join(process.cwd(), 'node_modules/react/index.js')}'
import { createRoot } from '${join(process.cwd(), 'node_modules/react-dom/client.js')}'
createRoot(document.getElementById('root')!).render(createElement('h1', null, 'Shell'))`,
  )
  await build({ root: folder, logLevel: 'silent', configFile: false, base: './' })
  const files = new Map(
    ['index.html', ...readdirSync(join(folder, 'dist/assets')).map((name) => `assets/${name}`)].map(
      (name) => [`/${name}`, readFileSync(join(folder, 'dist', name))],
    ),
  )
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    const body = files.get(path)
    response.writeHead(body ? 200 : 404, {
      'Content-Type': path.endsWith('.js') ? 'text/javascript' : 'text/html',
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(PORT + 1, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${PORT + 1}/`, server }
}

async function paintOf(
  browser: Browser,
  url: string,
  live: boolean,
): Promise<{ paint: number; live: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  // A new window of the browser loads pages of its own first.
  await page.waitForTimeout(WINDOW_MS)
  await page.goto(url)
  const moments = await page.evaluate(
    (wantsLive) =>
      new Promise<{ paint: number; live: number }>((resolve) => {
        const look = (): void => {
          const paint = performance.getEntriesByName('first-contentful-paint')[0]
          const mark = performance.getEntriesByName('first-live-frame')[0]
          if (paint && (mark || !wantsLive))
            resolve({ paint: paint.startTime, live: mark?.startTime ?? 0 })
          else setTimeout(look, 5)
        }
        look()
      }),
    live,
  )
  await context.close()
  return moments
}

async function firstPaint(browser: Browser, shellUrl: string): Promise<void> {
  const link = await linkOfFirstScenario(browser)
  const shell: number[] = []
  const paint: number[] = []
  const live: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = await paintOf(browser, shellUrl, false)
    const ours = await paintOf(browser, link, true)
    // The first round warms the browser's caches of code.
    if (round === 0) continue
    shell.push(bare.paint)
    paint.push(ours.paint)
    live.push(ours.live)
  }
  row('first paint of a bare React shell, median of 15', `${median(shell).toFixed(0)} ms`)
  row(
    'first paint, against the shell’s',
    `${(median(paint) / median(shell)).toFixed(2)} ×`,
    'goal: at most 1.1',
  )
  row(
    'first live frame after the shell’s first paint',
    `${(median(live) - median(shell)).toFixed(0)} ms`,
    'goal: at most 150',
  )
}

async function linkOfFirstScenario(browser: Browser): Promise<string> {
  const page = await browser.newPage()
  await page.goto(APP)
  await page
    .getByRole('link', { name: /.+/ })
    .filter({ has: page.locator('h3') })
    .first()
    .click()
  await page.getByRole('region', { name: 'Stage' }).waitFor()
  await page.waitForURL(/#/)
  const url = page.url()
  await page.close()
  return url
}

// Long runs ------------------------------------------------------------------------------------------
interface Length {
  readonly words: string
  readonly exchanges: number
  /** ms of the timeline's own script in any window. */
  readonly windowGoal: number
}
const MILLION: Length = { words: 'a million', exchanges: 11_000, windowGoal: 4 }
const TEN_MILLION: Length = { words: 'ten million', exchanges: 112_000, windowGoal: 6 }
/** A start reads the inode of every file: half of the blocks change their mark, one after the other. */
const MANY_FILES = 5000
const DRAWN_IN_MS = 3000

async function blocks(browser: Browser): Promise<void> {
  const what = 'a seek where 10,002 blocks of a disk are on the screen'
  for (const measure of [seeks, scriptOfSeeks]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    // Watching frames takes script of its own.
    if (measure === seeks) await page.addInitScript(watchFrames)
    await page.goto(APP)
    const switches = halfDoneWork.switches.map((each) =>
      each.key === 'filesOnDisk' ? { ...each, default: MANY_FILES } : each,
    )
    await openFile(page, { ...halfDoneWork, switches, story: [], predictions: [] })
    await page.getByRole('slider', { name: 'Blocks of the disk of F' }).waitFor()
    await page.waitForTimeout(DRAWN_IN_MS)
    await measure(page, what)
    await page.close()
  }
}

async function openFile(page: Page, document: object): Promise<void> {
  await page.getByLabel('Open a scenario file').setInputFiles({
    name: 'bench.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  })
  await page
    .getByLabel('Run fingerprint')
    .filter({ hasText: /[0-9a-f]{4}.[0-9a-f]{4}/ })
    .waitFor({ timeout: 300_000 })
}

async function long(browser: Browser, length: Length): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(watchFrames)
  await page.addInitScript(watchGaps)
  await page.goto(APP)
  await quiet(page)
  await page.evaluate(() => void (globalThis as unknown as Watched).gaps.splice(0))
  await openFile(page, { ...exchange(length.exchanges), story: [], title: 'A long run' })
  const gaps = await page.evaluate(() => (globalThis as unknown as Watched).gaps)
  row(
    `longest main-thread gap while ${length.words} records arrive`,
    `${quantile(gaps, 1).toFixed(1)} ms`,
    length === MILLION ? 'goal: under 16' : '',
  )
  row('gaps over 16 ms', String(gaps.filter((gap) => gap > 16).length))
  row('a gap, 99th percentile', `${quantile(gaps, 0.99).toFixed(1)} ms`)
  await quiet(page)
  if (length === MILLION) await seeks(page, 'a seek anywhere')
  await windows(page, length)
  await page.close()
}

async function seeks(page: Page, what: string): Promise<void> {
  const costs: number[] = []
  await seekAnywhere(page, async (seek) => {
    await page.evaluate(() => void (globalThis as unknown as Watched).frames.splice(0))
    await seek()
    costs.push(
      ...(await page.evaluate(() => [Math.max(0, ...(globalThis as unknown as Watched).frames)])),
    )
  })
  row(
    `${what}: script of its frame, 95th percentile`,
    `${quantile(costs, 0.95).toFixed(1)} ms`,
    'goal: under 16',
  )
}

/** What is not in a frame's script too, in the thread's own time: whatever else the machine is about. */
async function scriptOfSeeks(page: Page, what: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const script = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0)
  }
  const costs: number[] = []
  await seekAnywhere(page, async (seek) => {
    const before = await script()
    await seek()
    costs.push((await script()) - before)
  })
  row(
    `${what}: all script until two frames later, processor time, 95th percentile`,
    `${quantile(costs, 0.95).toFixed(1)} ms`,
    'goal: under 16',
  )
}

/** Sixty times: `measure` seeks when it is ready, and is done two frames later. */
async function seekAnywhere(
  page: Page,
  measure: (seek: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const box = await page.getByRole('region', { name: 'Timeline' }).boundingBox()
  if (!box) return
  for (let i = 0; i < 60; i++) {
    const x = box.x + 140 + ((i * 37) % 60) * ((box.width - 180) / 60)
    await measure(async () => {
      await page.mouse.click(x, box.y + 54)
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      )
    })
  }
}

/** From the whole run down to a few microseconds, at three places of it and on two layers. */
async function windows(page: Page, { words, windowGoal }: Length): Promise<void> {
  const timeline = page.getByRole('region', { name: 'Timeline' })
  const box = await timeline.boundingBox()
  if (!box) return
  const whole: number[] = []
  const own: number[] = []
  for (const layer of ['message', 'frame']) {
    await timeline.getByText(layer, { exact: true }).click()
    for (const place of [0.1, 0.5, 0.9]) {
      await timeline.getByRole('button', { name: 'Fit' }).click()
      await page.mouse.click(box.x + 140 + place * (box.width - 180), box.y + 54)
      for (let i = 0; i < 26; i++) {
        const [all, part] = await zoomIn(page)
        whole.push(all)
        own.push(part)
      }
    }
  }
  for (const [name, q] of [
    ['median', 0.5],
    ['95th percentile', 0.95],
  ] as const) {
    row(
      `any window of ${words}: the timeline’s script, ${name}`,
      `${quantile(own, q).toFixed(1)} ms`,
      `goal: under ${windowGoal}`,
    )
    row(
      `any window of ${words}: script of the whole frame, ${name}`,
      `${quantile(whole, q).toFixed(1)} ms`,
    )
  }
}

/** ms of script in the longest frame after it: all of it, and of that what the timeline's views drew. */
async function zoomIn(page: Page): Promise<readonly [number, number]> {
  await page.evaluate(() => {
    performance.clearMeasures()
    ;(globalThis as unknown as Watched).frames.splice(0)
  })
  await page.getByRole('region', { name: 'Timeline' }).getByLabel('Zoom in').click()
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const frames = new Map<number, number>()
    // The views of one frame follow each other without a pause.
    let began = 0
    let ended = Number.NEGATIVE_INFINITY
    for (const { startTime, duration } of performance.getEntriesByName('draw timeline')) {
      if (startTime - ended > 4) began = startTime
      ended = startTime + duration
      frames.set(began, (frames.get(began) ?? 0) + duration)
    }
    const { frames: scripts } = globalThis as unknown as Watched
    return [Math.max(0, ...scripts), Math.max(0, ...frames.values())] as const
  })
}
