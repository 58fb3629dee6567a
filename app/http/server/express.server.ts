import type { AppLoadContext } from '@remix-run/node'
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { Refusal } from '~/domain/core/refusal'
import { env } from '~/env.server'
import type { ReturnedForm } from '../context'
import type { PublicPages } from '../page-cache/public-pages.server'
import { type EdgeProblem, edgeProblem, problem } from '../responses/problem.server'
import type { Bounds } from './bounds.server'
import { withLastAnswers } from './closing.server'
import { blockRemixClient, csrf } from './csrf.server'
import { log } from './log.server'
import { observeRequest } from './metrics.server'
import type { Draw } from './request-handler.server'
import { serveFiles } from './static-files.server'
import { sendResponse, toWebRequest, withBodyDrained } from './web-request.server'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Chromium holds a form to this through every redirect, and two lead to CHZZK. */
const FORM_TARGETS = `'self' ${new URL(env.chzzk.webUrl).origin}`
const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; " +
    `manifest-src 'self'; worker-src 'self'; form-action ${FORM_TARGETS}; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  ...(env.secureCookies && { 'Strict-Transport-Security': 'max-age=31536000' }),
}

type Options = {
  draw: Draw
  bounds: Bounds
  cache: PublicPages
  vite?: RequestHandler
}

export function meltApp({ draw, bounds, cache, vite }: Options): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.trustedProxies)
  app.set('query parser', false)
  app.use(withSecurityHeaders, withLog)
  app.use(withBodyDrained(bounds.drain), withLastAnswers, withFewHeaders(bounds.maxHeaders))
  if (vite) app.use(vite)
  else serveFiles(app)
  app.use(withKnownMethods, withTrustedHost)
  app.all('*', pages(draw, cache))
  app.use(answerBadRequest)
  return app
}

function withSecurityHeaders(_request: Request, response: Response, next: NextFunction) {
  response.set(SECURITY_HEADERS)
  next()
}

function withLog(request: Request, response: Response, next: NextFunction) {
  const began = process.hrtime.bigint()
  response.on('finish', () => {
    const { method, path } = request
    const status = response.statusCode
    const tookMs = Number(process.hrtime.bigint() - began) / 1e6
    observeRequest(method, status, tookMs)
    log.debug({ method, path, status, tookMs }, 'request')
  })
  next()
}

function withFewHeaders(maxHeaders: number): RequestHandler {
  return ({ rawHeaders }, response, next) =>
    rawHeaders.length > 2 * maxHeaders ? sendProblem(response, 'headers_too_large') : next()
}

/** A method without a name here is asked as OPTIONS, and so answered with what is allowed. */
function withKnownMethods(request: Request, _response: Response, next: NextFunction) {
  if (!METHODS.has(request.method)) request.method = 'OPTIONS'
  next(/[^\w.:[\]-]/.test(request.hostname ?? '') ? { status: 400 } : undefined)
}

function withTrustedHost(request: Request, _response: Response, next: NextFunction) {
  if (env.trustedProxies === 0) delete request.headers['x-forwarded-host']
  next()
}

function pages(draw: Draw, cache: PublicPages): RequestHandler {
  const context = (address: string, form?: ReturnedForm): AppLoadContext => ({
    address,
    form,
    drawPage: (request, returned) => draw(request, context(address, returned)),
    findFeed: cache.findFeed,
  })
  return async (request, response, next) => {
    try {
      const asked = toWebRequest(request)
      const answer = refuseEarly(asked) ?? draw(asked, context(request.ip ?? ''))
      if (!(await cache.sendDrawn(request, response, answer))) await sendResponse(response, await answer)
    } catch (error) {
      next(error)
    }
  }
}

function refuseEarly(request: globalThis.Request): globalThis.Response | null {
  try {
    blockRemixClient(request)
    csrf(request)
    return null
  } catch (error) {
    if (error instanceof Refusal) return problem(error)
    throw error
  }
}

function answerBadRequest(error: unknown, request: Request, response: Response, _next: NextFunction) {
  const code = codeOf(error as { code?: string; status?: number })
  if (code === 'internal')
    log.error({ err: error, method: request.method, path: request.path }, 'request failed')
  if (response.headersSent) return void response.destroy()
  sendProblem(response, code)
}

function codeOf({ code, status = 500 }: { code?: string; status?: number }): EdgeProblem {
  if (status === 403 || status === 404) return 'not_found'
  return code === 'ERR_INVALID_URL' || (status >= 400 && status < 500) ? 'malformed' : 'internal'
}

function sendProblem(response: Response, code: EdgeProblem) {
  const { status, body } = edgeProblem(code)
  response.status(status).type('application/problem+json').send(body)
}
