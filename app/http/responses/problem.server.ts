import { STATUS_CODES } from 'node:http'
import type { ActionFunctionArgs } from '@remix-run/node'
import { fieldCopy } from '~/copy/ko/fields'
import { EDGE_COPY, refusalCopy } from '~/copy/ko/refusals'
import { Refusal } from '~/domain/core/refusal'
import { localPath, paths } from '../paths'
import { type Body, formField } from '../pipeline/parse-body.server'
import { TextResponse } from '../server/whole-answer.server'
import { STATUSES } from './statuses'

function refusalHeaders({ retryAfterSeconds, allow, headers: own }: Refusal) {
  const headers = new Headers(own)
  headers.set('Cache-Control', 'no-store')
  if (retryAfterSeconds) headers.set('Retry-After', String(retryAfterSeconds))
  if (allow) headers.set('Allow', allow.join(', '))
  return headers
}

/** Whether a page answers it: by what the request accepts, then by what it sends; else `otherwise`. */
export function wantsPage({ headers }: Request, otherwise = false) {
  const accept = headers.get('Accept') ?? ''
  if (accept.includes('text/html')) return true
  const sendsJson = headers.get('Content-Type')?.toLowerCase().startsWith('application/json')
  return otherwise && !sendsJson && !accept.includes('json')
}

/** application/problem+json (RFC 9457) with the contract's `code`. */
export function problem(refusal: Refusal): Response {
  const status = STATUSES[refusal.reason]
  const headers = refusalHeaders(refusal)
  headers.set('Content-Type', 'application/problem+json; charset=utf-8')
  const { title, detail } = refusalCopy(refusal)
  const body = {
    type: `https://melt.example/problems/${refusal.reason}`,
    title,
    status,
    code: refusal.reason,
    detail,
    ...(refusal.errors ? { errors: fieldCopy(refusal.errors) } : {}),
  }
  return new TextResponse(JSON.stringify(body), { status, headers })
}

export function refuseAct() {
  return problem(new Refusal('method_not_allowed', { allow: ['GET'] }))
}

export type EdgeProblem = keyof typeof EDGE_COPY

const EDGE_STATUSES: Record<EdgeProblem, number> = { ...STATUSES, too_slow: 408, headers_too_large: 431 }

export function edgeProblem(code: EdgeProblem) {
  const status = EDGE_STATUSES[code]
  const { title, detail } = EDGE_COPY[code]
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail })
  return { status, phrase: STATUS_CODES[status], body }
}

/**
 * A refused form comes back filled in, on its own page or on the one that asks the database nothing: what a person wrote
 * is neither stored nor lost (docs/api.md "Answers").
 */
export async function returnForm(
  { request, context }: ActionFunctionArgs,
  refusal: Refusal,
  body: Body,
): Promise<Response> {
  const { title, detail } = refusalCopy(refusal)
  const form = {
    action: new URL(request.url).pathname,
    reason: refusal.reason,
    title,
    detail,
    values: body.texts ?? {},
    errors: fieldCopy(refusal.errors ?? []),
  }
  const draw = (page: string) =>
    context.drawPage(new Request(new URL(page, request.url), { headers: pageHeaders(request) }), form)
  const page = refusal.reason === 'unavailable' ? null : localPath(formField(body, 'formPage'))
  const own = await draw(page ?? paths.again)
  if (!isPage(own)) await discard(own)
  const drawn = isPage(own) ? own : await draw(paths.again)
  const headers = new Headers(drawn.headers)
  for (const [name, value] of refusalHeaders(refusal)) headers.set(name, value)
  const status = STATUSES[refusal.reason]
  if (drawn instanceof TextResponse) return new TextResponse(drawn.whole, { status, headers })
  return new Response(drawn.body, { status, headers })
}

/** A stream that nobody reads would stay open. */
async function discard(response: Response) {
  if (!(response instanceof TextResponse)) await response.body?.cancel()
}

/** `formPage` is whatever a form says, even a stream that never ends. */
function isPage({ status, headers }: Response) {
  return status === 200 && (headers.get('Content-Type') ?? '').startsWith('text/html')
}

function pageHeaders(request: Request) {
  const headers = new Headers(request.headers)
  for (const name of ['Content-Type', 'Content-Length', 'Transfer-Encoding']) headers.delete(name)
  return headers
}
