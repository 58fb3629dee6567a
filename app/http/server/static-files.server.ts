import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { env } from '~/env.server'
import { compressBody, type Encoding, encodingFor } from './whole-answer.server'

const ROOT = 'build/client'
const YEAR = '1y'
const HOUR = '1h'
const [WORKER, RETIRED] = ['sw.js', 'sw-retired.js']
/** Asked for anew each time: another worker, or none, takes over at the next page. */
const WORKERS = new Set([WORKER, RETIRED])
const TEXTS = /\.(?:css|js|mjs|svg|txt|webmanifest)$/

/** What the build made, and `public`. */
export function serveFiles(app: Express) {
  const assets = `${ROOT}/assets`
  app.use(
    '/assets',
    compressed(assets, () => 'public, max-age=31536000, immutable'),
  )
  app.use(
    '/assets',
    express.static(assets, { immutable: true, maxAge: YEAR, fallthrough: false, redirect: false }),
  )
  // Asking the disk would cost every page a system call.
  const names = new Set(readdirSync(ROOT))
  const files = express.static(ROOT, {
    maxAge: HOUR,
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      if (WORKERS.has(basename(path))) response.setHeader('Cache-Control', 'no-cache')
    },
  })
  if (!env.serviceWorker) app.use(withoutWorker)
  app.use(compressed(ROOT, (name) => (WORKERS.has(name) ? 'no-cache' : 'public, max-age=3600')))
  app.use((request, response, next) =>
    names.has(request.path.split('/')[1] ?? '') ? files(request, response, next) : next(),
  )
}

function withoutWorker(request: Request, _response: Response, next: NextFunction) {
  if (request.path === `/${WORKER}`) request.url = `/${RETIRED}`
  next()
}

/** They never change while this process runs: each is compressed once, as small as it gets. */
function compressed(folder: string, cacheControlOf: (name: string) => string): RequestHandler {
  const names = new Set(readdirSync(folder).filter((name) => TEXTS.test(name)))
  const bodies = new Map<string, Promise<Buffer>>()
  const bodyOf = (name: string, encoding: Encoding) => {
    const key = `${encoding} ${name}`
    const made =
      bodies.get(key) ??
      readFile(`${folder}/${name}`).then((body) => compressBody(body, encoding, 'smallest'))
    bodies.set(key, made)
    made.catch(() => bodies.delete(key))
    return made
  }
  return ({ method, path, headers }, response, next) => {
    const name = path.slice(1)
    if (!names.has(name)) return next()
    response.vary('Accept-Encoding')
    const encoding = encodingFor(headers['accept-encoding'])
    if (!encoding || (method !== 'GET' && method !== 'HEAD')) return next()
    const send = (body: Buffer) => {
      response
        .type(extname(name))
        .set({ 'Cache-Control': cacheControlOf(name), 'Content-Encoding': encoding })
        .send(body)
    }
    bodyOf(name, encoding).then(send).catch(next)
  }
}
