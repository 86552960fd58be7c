// npm run sweep -- …: every scenario with faults drawn from many seeds.
import { pathToFileURL } from 'node:url'
import { bundle, root } from './project.mjs'

process.setSourceMapsEnabled(true)
const file = await bundle('src/worker/headless-swarm.ts', ['src'])
const { main } = await import(pathToFileURL(file).href)
process.exitCode = await main(process.argv.slice(2), root)
