import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
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

export default defineConfig({
  // Relative, so that dist/ works from any path of any static host.
  base: './',
  plugins: [react(), contentPolicy()],
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
