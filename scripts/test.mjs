// npm test [-- stage … [arguments]]: everything that must hold, cheapest first. The last
// line is always `N passed, N failed`, unit and browser tests together.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { cache, ensureInstalled, runTool } from './project.mjs'

const reports = { unit: join(cache, 'unit.json'), browser: join(cache, 'browser.json') }
const total = { passed: 0, failed: 0 }

/** @type {Record<string, (args: string[]) => number | Promise<number>>} */
const stages = {
  types: (args) => runTool('tsc', ['-b', ...args]),
  lint: (args) => runTool('biome', ['check', ...args]),
  unit(args) {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reports.unit}`]
    const status = runTool('vitest', ['run', ...reporters, ...args])
    const report = readReport(reports.unit)
    total.passed += report?.numPassedTests ?? 0
    total.failed += report?.numFailedTests ?? 0
    return status
  },
  build: (args) => runTool('vite', ['build', ...args]),
  async browser(args) {
    const path = await findBrowser()
    const env = {
      ...process.env,
      ...(path ? { CHROMIUM_PATH: path } : {}),
      ONE_MACHINE_PORT: process.env.ONE_MACHINE_PORT ?? String(await freePort()),
      ONE_MACHINE_REPORT: reports.browser,
    }
    const status = runTool('playwright', ['test', ...args], { env })
    const stats = readReport(reports.browser)?.stats
    total.passed += stats?.expected ?? 0
    total.failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
    return status
  },
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const args = process.argv.slice(2)
const firstOther = args.findIndex((arg) => !(arg in stages))
const named = firstOther === -1 ? args : args.slice(0, firstOther)
const rest = args.slice(named.length)
if (rest.length > 0 && named.length !== 1) {
  console.error(
    `usage: npm test [-- ${Object.keys(stages).join(' | ')} …]; arguments after one stage`,
  )
  process.exit(2)
}

if (!ensureInstalled()) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}
for (const report of Object.values(reports)) rmSync(report, { force: true })
for (const name of named.length > 0 ? named : Object.keys(stages)) {
  console.log(`\n— ${name}`)
  const status = await stages[name]?.(rest)
  if (status === 0) continue
  // A stage that fails without a failed test of its own still is a failure.
  if (total.failed === 0) total.failed = 1
  process.exitCode = 1
  console.log(`\n${name} failed`)
  break
}
console.log(`${total.passed} passed, ${total.failed} failed`)
