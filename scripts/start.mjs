// npm start: on a fresh clone this installs first, then serves the app.
import { ensureInstalled, runTool } from './project.mjs'

process.exitCode = ensureInstalled() ? runTool('vite', process.argv.slice(2)) : 1
