import type { EntryContext } from '@remix-run/node'
import { codeOf, databaseRefusal } from '~/domain/core/database-refusal.server'
import { Refusal } from '~/domain/core/refusal'
import { log, onceAMinute } from '../server/log.server'
import { BodyBrokenOff } from '../server/web-request.server'
import { problem, wantsPage } from './problem.server'

const cannotUse = onceAMinute('the database or the disk could not be used')
const failsAgain = onceAMinute('requests go on failing')

/** The refusal that answers any error; only `internal`, a mistake of ours, is logged with its stack. */
export function refusalOf(error: unknown, request: Request): Refusal {
  if (error instanceof Refusal) return error
  const known = databaseRefusal(error)
  if (known?.reason === 'unavailable') cannotUse(codeOf(error))
  if (known) return known
  const where = { method: request.method, path: new URL(request.url).pathname }
  if (error instanceof BodyBrokenOff) {
    log.debug(where, 'a body was broken off by its sender')
    return new Refusal('malformed')
  }
  if (isFirstInMinute(error)) log.error({ err: error, ...where }, 'request failed')
  else failsAgain(nameOf(error))
  return new Refusal('internal')
}

const MINUTE_MS = 60_000
const MAX_KINDS = 100
const loggedAt = new Map<string, number>()

function isFirstInMinute(error: unknown) {
  const kind =
    error instanceof Error ? `${nameOf(error)} ${error.stack?.match(/\n\s+at .*/)?.[0]}` : nameOf(error)
  const now = Date.now()
  if (now - (loggedAt.get(kind) ?? 0) < MINUTE_MS) return false
  if (loggedAt.size >= MAX_KINDS) loggedAt.clear()
  loggedAt.set(kind, now)
  return true
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error)

/** A failing page for a program: problem+json in place of HTML; null for people. */
export function pageProblem(
  request: Request,
  status: number,
  responseHeaders: Headers,
  { staticHandlerContext }: EntryContext,
): Response | null {
  if (status < 400 || wantsPage(request, true)) return null
  if (status === 405) return problem(new Refusal('method_not_allowed', { allow: ['GET', 'HEAD'] }))
  const [error] = Object.values(staticHandlerContext.errors ?? {})
  const text = hasText(error) ? error.data : null
  if (text?.startsWith('{')) {
    const headers = new Headers(responseHeaders)
    headers.set('Content-Type', 'application/problem+json; charset=utf-8')
    return new Response(text, { status, headers })
  }
  return problem(new Refusal(status >= 500 ? 'internal' : 'not_found'))
}

function hasText(error: unknown): error is { data: string } {
  return typeof error === 'object' && error !== null && 'data' in error && typeof error.data === 'string'
}
