// npm run bench [-- name …]: runs the default export of each bench/<name>.bench.ts.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle, root } from './project.mjs'

const folder = join(root, 'bench')
const wanted = process.argv.slice(2)
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.slice(0, -'.bench.ts'.length)))
  .sort()

if (files.length === 0) {
  console.error('no bench/*.bench.ts of that name')
  process.exitCode = 1
}
for (const file of files) {
  console.log(`# ${file}`)
  const path = await bundle(`bench/${file}`, ['src', 'bench'])
  await (await import(pathToFileURL(path).href)).default()
}
