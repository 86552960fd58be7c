// npm run --silent sim -- …: the simulation without a page. Standard output is the command's alone.
import { pathToFileURL } from 'node:url'
import { bundle } from './project.mjs'

process.setSourceMapsEnabled(true)
const { main } = await import(pathToFileURL(await bundle('src/worker/headless.ts', ['src'])).href)
process.exitCode = await main(process.argv.slice(2))
