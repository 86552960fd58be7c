// npm start: on a fresh clone this installs first, then serves the app.
import { ensureInstalled, runTool } from './project.mjs'

ensureInstalled()
process.exitCode = runTool('vite', process.argv.slice(2))
