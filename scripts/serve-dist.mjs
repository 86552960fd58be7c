// Serves dist/ as a static host would, for the browser tests:
//   /one-machine/   as most hosts send it
//   /shared/        with Access-Control-Allow-Origin: *, which a sandboxed frame needs
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const port = Number(process.argv[2] ?? 4791)

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** @param {string} rest the address below the mount point */
async function find(rest) {
  const path = normalize(join(dist, decodeURIComponent(rest)))
  if (path !== dist && !path.startsWith(dist + sep)) return undefined
  const file = path === dist || rest.endsWith('/') ? join(path, 'index.html') : path
  const found = await stat(file).catch(() => undefined)
  return found?.isFile() ? { file, size: found.size } : undefined
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const mount = ['/one-machine/', '/shared/'].find((prefix) => pathname.startsWith(prefix))
  const found = mount && (await find(pathname.slice(mount.length)).catch(() => undefined))
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
    return
  }
  response.writeHead(200, {
    'content-type': types[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-store',
    ...(mount === '/shared/' ? { 'access-control-allow-origin': '*' } : {}),
  })
  if (request.method === 'HEAD') response.end()
  else pipeline(createReadStream(found.file), response, () => {})
})

server.listen(port, '127.0.0.1')
