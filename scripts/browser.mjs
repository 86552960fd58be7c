// Finds a Chromium for the browser tests, or installs one.
import { existsSync, readFileSync } from 'node:fs'
import { run, runTool } from './project.mjs'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @returns {string | undefined} */
function installedBrowser() {
  return [process.env.CHROMIUM_PATH, ...known].find((path) => path && existsSync(path))
}

// Playwright's own browsers are built for it; ask it where they would be.
async function hasPlaywrightsOwn() {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath())
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  // Ubuntu's package of this name only fetches a snap.
  return !/^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  run('apt-get', [...wait, 'update', '-q'], { env })
  const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core']
  const flags = ['install', '-y', '-q', '--no-install-recommends']
  return run('apt-get', [...wait, ...flags, ...packages], { env }) === 0
}

/**
 * The system's package first where it can be had: it needs no download of Playwright's own,
 * which a closed network refuses only after its dependencies have been installed.
 * @returns {Promise<string | undefined>} undefined: Playwright's own
 */
export async function findBrowser() {
  const found = installedBrowser()
  if (found) return found
  if (await hasPlaywrightsOwn()) return undefined
  console.log('No Chromium found; installing one …')
  if (isRootOnDebian() && installFromDebian()) return installedBrowser()
  if (runTool('playwright', ['install', 'chromium']) !== 0) {
    console.error('Install Chromium, or set CHROMIUM_PATH to one.')
  }
  return undefined
}
