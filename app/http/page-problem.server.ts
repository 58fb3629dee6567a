import type { EntryContext } from '@remix-run/node'
import { Refusal } from '~/domain/refusal'
import { problem } from './problem.server'

/** A failing page for a program that asked for JSON: problem+json in place of HTML; null for people. */
export function pageProblem(
  request: Request,
  status: number,
  told: Headers,
  { staticHandlerContext }: EntryContext,
): Response | null {
  const accept = request.headers.get('Accept') ?? ''
  if (status < 400 || !accept.includes('json') || accept.includes('text/html')) return null
  if (status === 405) return problem(new Refusal('method_not_allowed', { allow: ['GET', 'HEAD'] }))
  const [error] = Object.values(staticHandlerContext.errors ?? {})
  const text = isTold(error) ? error.data : null
  if (text?.startsWith('{')) {
    const headers = new Headers(told)
    headers.set('Content-Type', 'application/problem+json; charset=utf-8')
    return new Response(text, { status, headers })
  }
  return problem(new Refusal(status >= 500 ? 'internal' : 'not_found'))
}

function isTold(error: unknown): error is { data: string } {
  return typeof error === 'object' && error !== null && 'data' in error && typeof error.data === 'string'
}
