import react from '@vitejs/plugin-react'
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

// What the first script will ask for once the opening frame is painted is fetched meanwhile.
function fetchMainAhead(): Plugin {
  return {
    name: 'one-machine:fetch-main-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
        const main = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/ui/main.tsx'))
        if (!main) throw new Error('There is no chunk of src/ui/main.tsx.')
        const wanted = [main, ...chunks.filter(({ fileName }) => main.imports.includes(fileName))]
        const scripts = wanted.map(({ fileName }) => ({ rel: 'modulepreload', href: fileName }))
        const css = wanted.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        const styles = css.map((href) => ({ rel: 'preload', as: 'style', href }))
        return [...scripts, ...styles]
          .filter(({ href }) => !html.includes(href))
          .map(({ href, ...attrs }) => ({
            tag: 'link',
            attrs: { ...attrs, crossorigin: true, href: `./${href}` },
            injectTo: 'head' as const,
          }))
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
        const documents = module.library.map((each) => `'${each.id}': ${load(`of/${each.id}`)}`)
        return `export const cards = ${JSON.stringify(module.gallery)}
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
  plugins: [react(), contentPolicy(), fetchMainAhead(), scenarioLibrary()],
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
  },
})
