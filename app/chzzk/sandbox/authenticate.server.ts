import { env } from '~/env.server'
import type { DemoPerson } from './demo-people'
import { refused } from './envelope'
import { accessTokenOwner } from './grants.server'
import { findPerson } from './people.server'

/** In: a request with `Authorization: Bearer`. Out: whose token it is, or the refusal (chzzk.md §2 [DOC]). */
export function authenticateUser(request: Request): DemoPerson | Response {
  const authorization = request.headers.get('authorization')
  if (!authorization) return refused('unauthorized')
  const owner = accessTokenOwner(authorization.replace(/^Bearer /, ''))
  const person = owner === null ? undefined : findPerson(owner)
  return person ?? refused('invalidToken')
}

/** In: a request with `Client-Id` and `Client-Secret`. Out: the refusal, or null for our client (chzzk.md §2 [DOC]). */
export function authenticateClient(request: Request): Response | null {
  const [id, secret] = [request.headers.get('client-id'), request.headers.get('client-secret')]
  if (!id || !secret) return refused('unauthorized')
  return id === env.chzzk.clientId && secret === env.chzzk.clientSecret ? null : refused('invalidClient')
}
