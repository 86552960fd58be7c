import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const port = Number(process.env.ONE_MACHINE_PORT ?? 4791)
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
)

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A test that passes on the second try has found something.
  retries: 0,
  // Nothing is timed: a busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['line'],
    ['json', { outputFile: process.env.ONE_MACHINE_REPORT ?? 'test-results/report.json' }],
  ],
  use: {
    // Under a sub-path, as on most static hosts.
    baseURL: `http://127.0.0.1:${port}/one-machine/`,
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: [
            '--no-sandbox',
            // Software GL makes canvas many times slower than it is for anyone.
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
  ],
  webServer: {
    command: `node scripts/serve-dist.mjs ${port}`,
    url: `http://127.0.0.1:${port}/one-machine/`,
    reuseExistingServer: false,
  },
})
