import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import { compressBody, type Encoding, encodingFor } from './whole-answer.server'

const ROOT = 'build/client'
const YEAR = '1y'
const HOUR = '1h'
const TEXTS = /\.(?:css|js|mjs|svg|txt|webmanifest)$/

/** What the build made, and `public`. */
export function serveFiles(app: Express) {
  const assets = `${ROOT}/assets`
  app.use('/assets', compressed(assets, 'public, max-age=31536000, immutable'))
  app.use(
    '/assets',
    express.static(assets, { immutable: true, maxAge: YEAR, fallthrough: false, redirect: false }),
  )
  // Asking the disk would cost every page a system call.
  const names = new Set(readdirSync(ROOT))
  const files = express.static(ROOT, { maxAge: HOUR, index: false, redirect: false })
  app.use(compressed(ROOT, 'public, max-age=3600'))
  app.use((request, response, next) =>
    names.has(request.path.split('/')[1] ?? '') ? files(request, response, next) : next(),
  )
}

/** They never change while this process runs: each is compressed once, as small as it gets. */
function compressed(folder: string, cacheControl: string): RequestHandler {
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
        .set({ 'Cache-Control': cacheControl, 'Content-Encoding': encoding })
        .send(body)
    }
    bodyOf(name, encoding).then(send).catch(next)
  }
}
