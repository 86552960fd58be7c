// What the other scripts share. It runs before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const cache = join(root, 'node_modules/.cache/one-machine')

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number} the exit status
 */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) console.error(error.message)
  return status ?? 1
}

/**
 * Runs a program of an installed package without npx, which may ask questions.
 * @param {string} name
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function runTool(name, args, options) {
  /** @type {Record<string, string>} */
  const packages = { biome: '@biomejs/biome', playwright: '@playwright/test', tsc: 'typescript' }
  const folder = join(root, 'node_modules', packages[name] ?? name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : bin[name]
  return run(process.execPath, [join(folder, file), ...args], options)
}

// Compares what is installed with the lock, package by package, so that a pulled change
// to the lock is noticed and an install by hand is not thrown away.
function isInstalled() {
  // npm writes this file last: without it an install was interrupted.
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    const file = join(root, path, 'package.json')
    if (!existsSync(file)) return Boolean(optional || devOptional)
    return JSON.parse(readFileSync(file, 'utf8')).version === version
  })
}

/** @returns {boolean} whether everything is there now */
export function ensureInstalled() {
  if (isInstalled()) return true
  console.log('Installing dependencies (npm ci) …')
  const args = ['ci', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const status = npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args])
    : run('npm', args, { shell: process.platform === 'win32' })
  return status === 0
}

/**
 * Bundles a TypeScript entry for Node, unless no source has changed since the last time.
 * @param {string} entry relative to the root
 * @param {string[]} folders the folders whose files count as its sources
 * @returns {Promise<string>} the bundle's path
 */
export async function bundle(entry, folders) {
  const hash = createHash('sha256').update(entry)
  const settings = [join(root, 'package-lock.json'), fileURLToPath(import.meta.url)]
  for (const file of [...folders.flatMap(filesUnder), ...settings]) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${file}\0${mtimeMs}\0${size}\n`)
  }
  const name = basename(entry, '.ts')
  const folder = join(cache, 'bundles')
  const target = join(folder, `${name}-${hash.digest('hex').slice(0, 16)}.mjs`)
  if (existsSync(target)) return target

  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: join(root, entry),
    platform: 'node',
    // Installed packages stay where they are: some look for their own files beside themselves.
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    logLevel: 'silent',
    tsconfig: false,
  })
  mkdirSync(folder, { recursive: true })
  const stale = readdirSync(folder).filter((file) => file.startsWith(`${name}-`))
  // Renamed into place, so that a second command never imports half a file.
  const draft = `${target}.${process.pid}`
  await build.write({ file: draft, format: 'esm', codeSplitting: false, sourcemap: 'inline' })
  await build.close()
  renameSync(draft, target)
  for (const file of stale) rmSync(join(folder, file), { force: true })
  return target
}

/**
 * @param {string} folder relative to the root
 * @returns {string[]}
 */
function filesUnder(folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|json)$/.test(file) && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(path, file))
}
