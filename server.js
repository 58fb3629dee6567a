import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequestHandler, installGlobals } from '@remix-run/node'
import compression from 'compression'
import express from 'express'

installGlobals({ nativeFetch: true })

const DRAIN_MS = 8_000
const SWEEP_MS = 100
const KEEP_ALIVE_MS = 65_000
const ENDED_BY_SIGTERM = 143
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const PROBLEMS = {
  400: { code: 'malformed', title: '요청을 읽지 못했어요', detail: '주소를 확인하고 다시 보내 주세요' },
  404: { code: 'not_found', title: '찾을 수 없어요', detail: '없거나 볼 수 없는 내용이에요' },
  500: { code: 'internal', title: '문제가 생겼어요', detail: '잠시 뒤에 다시 해 주세요' },
}
const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

/**
 * Serves Melt: opens the database first, answers `{url, close}`; `close` drains what is under way.
 *
 * @param {{ dev?: boolean, port?: number, host?: string }} options
 */
export async function serve({ dev = false, port, host } = {}) {
  const vite = dev ? await startVite() : null
  const build = vite
    ? await vite.ssrLoadModule('virtual:remix/server-build')
    : await import('./build/server/index.js')
  const { start, stop, endStreams, openSockets, env, log, observeRequest, narrowHandler } = build.entry.module
  await start()
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.trustedProxies)
  app.set('query parser', false)
  app.use(withSecurityHeaders(env), withLog(log, observeRequest), whereAsked(compression()))
  serveFiles(app, vite)
  app.use(withKnownWords, withTrustedHost(env))
  const mode = process.env.NODE_ENV
  const draw = vite
    ? createRequestHandler(() => vite.ssrLoadModule('virtual:remix/server-build'), mode)
    : narrowHandler(build, mode)
  app.all('*', pages(draw, build.entry.module))
  app.use(answerBadRequest(log))
  const server = createServer(app)
  const endSockets = await openSockets(server)
  await listen(server, port ?? env.port, host ?? env.host)
  const address = `http://${env.host}:${server.address().port}`
  log.info({ address, publicUrl: env.publicUrl, sandbox: env.chzzk.sandbox }, 'Melt is open')
  const endAll = () => {
    endStreams()
    endSockets()
  }
  return { url: address, close: () => close(server, vite, endAll, stop) }
}

async function startVite() {
  const { createServer: createViteServer } = await import('vite')
  return createViteServer({ server: { middlewareMode: true } })
}

function serveFiles(app, vite) {
  if (vite) {
    app.use(vite.middlewares)
    return
  }
  const forever = { immutable: true, maxAge: '1y', fallthrough: false, redirect: false }
  app.use('/assets', express.static('build/client/assets', forever))
  // Asking the disk for every page whether it is a file would cost each of them a system call.
  const names = new Set(readdirSync('build/client'))
  const files = express.static('build/client', { maxAge: '1h', index: false, redirect: false })
  app.use((request, response, next) =>
    names.has(request.path.split('/')[1]) ? files(request, response, next) : next(),
  )
}

/** Everything that is no file, through Remix. */
function pages(draw, { gate, webRequest, sendWeb }) {
  const context = (address, form) => ({
    address,
    form,
    drawPage: (request, returned) => draw(request, context(address, returned)),
  })
  return async (request, response, next) => {
    try {
      const asked = webRequest(request)
      await sendWeb(response, gate(asked) ?? (await draw(asked, context(request.ip ?? ''))))
    } catch (error) {
      next(error)
    }
  }
}

function withSecurityHeaders(env) {
  const headers = { ...SECURITY_HEADERS }
  if (env.secureCookies) headers['Strict-Transport-Security'] = 'max-age=31536000'
  return (_request, response, next) => {
    response.set(headers)
    next()
  }
}

function withLog(log, observeRequest) {
  return (request, response, next) => {
    const began = process.hrtime.bigint()
    response.on('finish', () => {
      const tookMs = Number(process.hrtime.bigint() - began) / 1e6
      observeRequest(request.method, response.statusCode, tookMs)
      log.debug(
        { method: request.method, path: request.path, status: response.statusCode, tookMs },
        'request',
      )
    })
    next()
  }
}

/** Compression stays out of the way of whoever asks for none: even idle it costs as much as all of Express. */
function whereAsked(compress) {
  return (request, response, next) =>
    request.headers['accept-encoding'] ? compress(request, response, next) : next()
}

/** A method that the router below has no name for is asked as OPTIONS, and so answered with what is allowed. */
function withKnownWords(request, _response, next) {
  if (!METHODS.has(request.method)) request.method = 'OPTIONS'
  next(/[^\w.:[\]-]/.test(request.hostname ?? '') ? { status: 400 } : undefined)
}

/** A host that a proxy names counts only where a proxy is trusted. */
function withTrustedHost({ trustedProxies }) {
  return (request, _response, next) => {
    if (trustedProxies === 0) delete request.headers['x-forwarded-host']
    next()
  }
}

/** What the router below the pages cannot read at all, such as a broken address, is the client's mistake. */
function answerBadRequest(log) {
  return (error, request, response, _next) => {
    const status = statusOf(error)
    if (status === 500)
      log.error({ err: error, method: request.method, path: request.path }, 'request failed')
    if (response.headersSent) return response.destroy()
    const problem = { type: 'about:blank', status, ...PROBLEMS[status] }
    response.status(status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

function statusOf({ code, status }) {
  if (status === 403 || status === 404) return 404
  return code === 'ERR_INVALID_URL' || (status >= 400 && status < 500) ? 400 : 500
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    // A proxy in front keeps connections for about a minute and must not find them closed just as it sends.
    server.keepAliveTimeout = KEEP_ALIVE_MS
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

async function close(server, vite, endAll, stop) {
  const drained = new Promise((resolve) => server.close(resolve))
  // A connection that is kept alive falls idle after its answer, not before; streams and sockets end only when told to.
  const sweeping = setInterval(() => {
    endAll()
    server.closeIdleConnections()
  }, SWEEP_MS)
  const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await drained
  clearInterval(sweeping)
  clearTimeout(patience)
  await vite?.close()
  await stop()
}

/**
 * Closes at the first signal and then ends; Ctrl+C under npm sends it twice, and the second must not cut the first short.
 * What only starts ends at once: the kernel keeps from process 1, as in a container, every signal that nobody listens for.
 *
 * @param {Promise<{ close: () => Promise<void> }>} starting
 */
export async function closeOnSignal(starting) {
  let running
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await running?.close()
    process.exit(running ? 0 : ENDED_BY_SIGTERM)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, close)
  running = await starting
}

if (process.argv[1] === import.meta.filename) {
  await closeOnSignal(serve({ dev: process.argv.includes('--dev') }))
}
