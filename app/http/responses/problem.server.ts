import { fieldCopy } from '~/copy/ko/fields'
import { refusalCopy } from '~/copy/ko/refusals'
import { Refusal } from '~/domain/core/refusal'
import { STATUSES } from './statuses'

export function refusalHeaders({ retryAfterSeconds, allow, headers: own }: Refusal) {
  const headers = new Headers(own)
  headers.set('Cache-Control', 'no-store')
  if (retryAfterSeconds) headers.set('Retry-After', String(retryAfterSeconds))
  if (allow) headers.set('Allow', allow.join(', '))
  return headers
}

/** A refusal for a JSON client: application/problem+json (RFC 9457) with the contract's `code`. */
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
  return new Response(JSON.stringify(body), { status, headers })
}

/** The action of an address that is only read: 405 and what is allowed. */
export function refuseAct() {
  return problem(new Refusal('method_not_allowed', { allow: ['GET'] }))
}
