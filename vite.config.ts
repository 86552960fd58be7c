import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { minifySync, type Plugin, type Rolldown, runnerImport } from 'vite'
import { defineConfig } from 'vitest/config'
import type { Files, Hint } from './src/ui/ahead.ts'

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Of what stands in the page itself, only this one script and this one style sheet. */
const policy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' blob: ${hashOf(script)}`,
    "worker-src blob: 'self'",
    `style-src 'self' ${hashOf(style)}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types one-machine',
  ].join('; ')

const LIBRARY = 'virtual:library'

type Output = Readonly<Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>>

/** The files that a module and what it imports are in, styles among them. */
function filesOf(bundle: Output, source: string): Set<string> {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
  const own = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(source)))
  if (!own) throw new Error(`There is no chunk of src/ui${source}.`)
  const files = new Set([own.fileName])
  for (const name of files)
    for (const { imports, viteMetadata } of chunks.filter(({ fileName }) => fileName === name))
      for (const each of [...imports, ...(viteMetadata?.importedCss ?? [])]) files.add(each)
  return files
}

// A file that is wanted twice is asked for as it is wanted first.
const once = (hints: Hint[]): Hint[] =>
  hints.filter(({ href }, at) => hints.findIndex((hint) => hint.href === href) === at)

function ownFiles(bundle: Output, html: string): Files {
  const of = (source: string, later: boolean): Hint[] =>
    [...filesOf(bundle, source)]
      .filter((file) => !html.includes(file))
      .map((file) => {
        const href = `./${file}`
        if (file.endsWith('.css')) return { href, rel: 'preload', as: 'style' }
        // Compiling takes the processor from what is wanted first.
        return later
          ? { href, rel: 'preload', as: 'script', later }
          : { href, rel: 'modulepreload' }
      })
  const worker = Object.keys(bundle).find((file) => file.includes('simulation.worker'))
  if (!worker) throw new Error('There is no worker in the bundle.')
  const documents: Record<string, string> = {}
  for (const each of Object.values(bundle)) {
    const id = each.type === 'chunk' && each.facadeModuleId?.split(`${LIBRARY}/of/`)[1]
    if (id) documents[id] = `./${each.fileName}`
  }
  const begin = of('/begin.ts', false)
  return {
    worker: `./${worker}`,
    documents,
    gallery: once([...begin, ...of('/main.tsx', false)]),
    link: once([
      ...begin,
      ...of('/opening-stage.ts', false),
      ...of('/main.tsx', true),
      ...of('/screens/scenario.tsx', true),
      ...of('/timeline/timeline.tsx', true),
    ]),
  }
}

/** The opening frame's style sheet, moved into the page: it is painted without waiting for a file. */
function inlined(html: string, bundle: Output): { page: string; style: string } {
  const [tag = '', file = ''] = /<link rel="stylesheet"[^>]*href="\.\/([^"]+)">/.exec(html) ?? []
  const sheet = bundle[file]
  if (sheet?.type !== 'asset') throw new Error('The page has no style sheet.')
  const style = String(sheet.source).trim()
  if (/url\(|<\//.test(style)) throw new Error('This style sheet cannot stand in the page.')
  return { page: html.replace(tag, () => `<style>${style}</style>`), style }
}

// In the built page only: the development server's own client needs inline scripts,
// inline styles and a socket.
function head(): Plugin {
  type Ahead = typeof import('./src/ui/ahead.ts')
  return {
    name: 'one-machine:head',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        const { module } = await runnerImport<Ahead>('/src/ui/ahead.ts')
        const files = JSON.stringify(ownFiles(bundle, html))
        const { code } = minifySync(
          'ahead.js',
          `globalThis.oneMachineAhead=(${module.askAhead})(${files})`,
        )
        const script = code.trim()
        const { page, style } = inlined(html, bundle)
        const content = policy(script, style)
        const attrs = { 'http-equiv': 'Content-Security-Policy', content }
        return {
          // Before the style sheet: nothing is waited for.
          html: page.replace('<!-- hints -->', () => `<script>${script}</script>`),
          tags: [{ tag: 'meta', attrs, injectTo: 'head-prepend' as const }],
        }
      },
    },
  }
}

// The signs stand in the page itself: drawn before any script has run, and by none.
function signs(): Plugin {
  type Sprite = typeof import('./src/ui/theme/sprite.tsx')
  return {
    name: 'one-machine:signs',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const { module } = await runnerImport<Sprite>('/src/ui/theme/sprite.tsx')
        const markup = renderToStaticMarkup(createElement(module.GlyphSprite))
        return html.replace('<!-- signs -->', markup)
      },
    },
  }
}

// Documents are data, so each is written into a module of its own and loaded when its scenario is
// opened; the gallery's cards are computed from them here and not in the page.
function scenarioLibrary(): Plugin {
  type Catalogue = typeof import('./src/scenarios/catalogue.ts')
  let known: ReturnType<typeof runnerImport<Catalogue>> | undefined
  const load = (path: string) => `() => import('${LIBRARY}/${path}')`
  return {
    name: 'one-machine:library',
    watchChange() {
      known = undefined
    },
    resolveId: (id) => (id === LIBRARY || id.startsWith(`${LIBRARY}/`) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${LIBRARY}`)) return undefined
      known ??= runnerImport<Catalogue>('/src/scenarios/catalogue.ts')
      const { module, dependencies } = await known
      for (const file of dependencies) this.addWatchFile(file)
      const [kind, name] = id.slice(LIBRARY.length + 2).split('/')
      if (kind === undefined || name === undefined) {
        const all = [...module.library, ...module.measured]
        const documents = all.map((each) => `'${each.id}': ${load(`of/${each.id}`)}`)
        return `export const cards = ${JSON.stringify(module.gallery)}
export const measured = ${JSON.stringify(module.measured.map(({ id }) => id))}
export const documents = { ${documents.join()} }
export const searchable = ${load('all/searchable')}`
      }
      const data = kind === 'of' ? module.libraryDocument(name) : module.searchable
      return `export default ${JSON.stringify(data)}`
    },
  }
}

export default defineConfig({
  // Relative, so that dist/ works from any path of any static host.
  base: './',
  plugins: [react(), head(), signs(), scenarioLibrary()],
  build: {
    target: 'es2022',
    // The content policy has no data: for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is wanted together is one file: a browser asks for six at a time.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', test: /src\/ui\/first\.ts$/, priority: 4 },
            { name: 'begin', test: /src\/ui\/begin\.ts$/, priority: 3 },
            { name: 'stage', test: /\/opening-stage\.ts$/, priority: 2.5 },
            { name: 'main', test: /src\/ui\/main\.tsx$/, priority: 2 },
            { name: 'screen', test: /\/(scenario|timeline|overview-strip)\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  // The worker is imported as `…worker.ts?worker&url`, fetched, and started from a blob;
  // a blob has no address to import a second chunk from, hence one file.
  worker: {
    format: 'iife',
    rolldownOptions: { output: { codeSplitting: false } },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // The runner's own choice leaves a core idle.
    maxWorkers: '100%',
    // Nothing is timed: a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
