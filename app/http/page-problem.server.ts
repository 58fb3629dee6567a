import type { EntryContext } from '@remix-run/node'
import { Refusal } from '~/domain/core/refusal'
import { wantsPage } from './failure.server'
import { problem } from './problem.server'

/** A failing page for a program that sends or accepts JSON: problem+json in place of HTML; null for people. */
export function pageProblem(
  request: Request,
  status: number,
  told: Headers,
  { staticHandlerContext }: EntryContext,
): Response | null {
  if (status < 400 || wantsPage(request, true)) return null
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
