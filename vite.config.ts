import react from '@vitejs/plugin-react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Plugin, runnerImport } from 'vite'
import { defineConfig } from 'vitest/config'

const policy = [
  "default-src 'none'",
  "script-src 'self' blob:",
  "worker-src blob: 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types one-machine',
].join('; ')

// In the built page only: the development server's own client needs inline scripts,
// inline styles and a socket.
function contentPolicy(): Plugin {
  return {
    name: 'one-machine:content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}

// What the first script asks for once the opening frame is painted is fetched meanwhile: src/ui/first.ts.
function fetchAhead(): Plugin {
  return {
    name: 'one-machine:fetch-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
        const ownFiles = (source: string) => {
          const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source))
          if (!found) throw new Error(`There is no chunk of src/ui${source}.`)
          const files = new Set([found.fileName])
          for (const name of files)
            for (const each of chunks.filter(({ fileName }) => fileName === name)) {
              for (const its of each.imports) files.add(its)
              for (const its of each.viteMetadata?.importedCss ?? []) files.add(its)
            }
          return files
        }
        const had = new Set<string>()
        const filesOf = (...sources: string[]) => {
          const all = new Set(sources.flatMap((source) => [...ownFiles(source)]))
          const own = [...all].filter((file) => !had.has(file) && !html.includes(file))
          for (const file of own) had.add(file)
          return own
        }
        const address = (file: string) => `./${file}`
        const hint = (file: string, rel: 'preload' | 'modulepreload') => ({
          tag: 'link',
          attrs: {
            ...(file.endsWith('.css')
              ? { rel: 'preload', as: 'style' }
              : { rel, ...(rel === 'preload' ? { as: 'script' } : {}) }),
            crossorigin: true,
            href: address(file),
          },
          injectTo: 'head' as const,
        })
        // What is wanted first is also compiled ahead; the page around the stage is only fetched.
        const begin = filesOf('/begin.ts').map((file) => hint(file, 'modulepreload'))
        const page = filesOf('/main.tsx').map((file) => hint(file, 'preload'))
        const parts = filesOf('/screens/scenario.tsx', '/timeline/timeline.tsx').map(address)
        const written = { name: 'scenario-parts', content: parts.join(' ') }
        return [...begin, ...page, { tag: 'meta', attrs: written, injectTo: 'head' as const }]
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

const LIBRARY = 'virtual:library'

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
  plugins: [react(), contentPolicy(), fetchAhead(), signs(), scenarioLibrary()],
  build: {
    target: 'es2022',
    // The content policy has no data: for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The worker is imported as `…worker.ts?worker&url`, fetched, and started from a blob;
  // a blob has no address to import a second chunk from, hence one file.
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: false } },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Nothing is timed: a busy machine is no failure.
    testTimeout: 120_000,
  },
})
